/** Start: read the data that stands in the page and draw it where the page has room for it. */

import { App } from "./app.js";

const place = document.getElementById("network");
const data = document.getElementById("data-network");
if (place && data) new App(place, JSON.parse(data.textContent));
