"""Take the screenshots that README shows, docs/images/network.png and docs/images/dossier.png, of the shipped dataset.

Needs Chromium (scripts/browser.sh) and playwright, which is among the development libraries. Run it where the data, the picture or the
dossier page has changed, and look at what comes out.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import rightsgraph
from rightsgraph import picture
from rightsgraph.network import Filters

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).resolve().parents[1]
IMAGES: Final = ROOT / "docs" / "images"
PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
OPTIONS: Final = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
SIZE: Final = (1440, 900)
CASE: Final = "case/askarov"
SUBJECT: Final = "on-event/askarov-arrest"
"""The place in the dossier that is shown: an event on whose date sources disagree."""


def write_pages(folder: Path) -> tuple[Path, Path]:
    """Write the page of the network and that of the case to a folder."""
    graph = rightsgraph.open(ROOT / "data")
    network = picture.page(picture.payload(graph.networks, graph.settings))
    case = picture.payload(graph.networks, graph.settings, filters=Filters(case=CASE))
    return (
        picture.write(network, folder / "network.html"),
        picture.write(picture.dossier_page(graph.case(CASE), case), folder / "dossier.html"),
    )


def open_page(browser: Browser, file: Path) -> Page:
    """Open a page and wait until its picture is drawn."""
    context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=true] #network[data-laid-out=true]", state="attached")
    page.wait_for_timeout(500)
    return page


def take(browser: Browser, network: Path, dossier: Path) -> None:
    """Take both: the first view of the network, and the timeline of the dossier where sources disagree."""
    open_page(browser, network).screenshot(path=IMAGES / "network.png")
    page = open_page(browser, dossier)
    page.evaluate("(name) => document.getElementById(name).scrollIntoView({ block: 'center' })", SUBJECT)
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / "dossier.png")


def main() -> int:
    """Write the pages, open them, and keep what is seen."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        print("Chromium is not installed: see scripts/browser.sh", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(OPTIONS))
        take(browser, *write_pages(Path(folder)))
        browser.close()
    for image in sorted(IMAGES.glob("*.png")):
        print(image.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
