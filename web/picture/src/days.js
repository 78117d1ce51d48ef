/** Dates as days: numbers counted from 1970, with open ends as infinities. */

const DAY = 86_400_000;

/** The day number of an ISO day; `open` where there is none or it cannot be read. */
export function toDay(iso, open) {
  if (!iso) return open;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? open : Math.round(time / DAY);
}

export const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

export const yearOf = (day) => new Date(day * DAY).getUTCFullYear();

export const startOfYear = (year) => toDay(`${String(year).padStart(4, "0")}-01-01`, 0);

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** The month of a day in words: `May 2024`. */
export const sayMonth = (day) => sayDay(day).replace(/^\d+ /, "");

/** A day in words: `3 May 2024`. */
export function sayDay(day) {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** The day `months` months away, kept inside the month. */
export function shiftMonths(day, months) {
  const date = new Date(day * DAY);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Math.round(first.setUTCDate(Math.min(date.getUTCDate(), last)) / DAY);
}
