"""A real browser for the tests of pages: Chromium without a window, told apart from the network, its complaints kept.

``scripts/browser.sh`` installs Chromium where it is absent; without it the tests that want it skip.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
OPTIONS: Final = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
"""Tests may run as root, and where there is no graphics card WebGL is drawn in software."""
WIDE: Final = (1440, 900)
PHONE: Final = (390, 844)
PATIENCE: Final = 60_000
_LOCAL: Final = ("file:", "data:", "blob:")


def find_browser() -> str:
    """Return the path of Chromium. Skips the test without it or without playwright, and fails it in CI."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    try:
        import playwright  # noqa: F401
    except ImportError:
        found = None
    if found is None:
        reason = "chromium or playwright is not installed: see scripts/browser.sh and `make environment`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium until the block ends."""
    program = find_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """A page opened from disk, with all it asked for and all it complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        # WebGL drawn in software says how slow it is; that is no fault of the page.
        if message.type in ("error", "warning") and "GL Driver Message" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def note(self, request: Request) -> None:
        """Keep the address of what the page asks for."""
        self.requests.append(request.url)

    def outside(self) -> list[str]:
        """Return the addresses outside the page itself that it asked for."""
        return [url for url in self.requests if not url.startswith(_LOCAL)]

    def open(self, path: Path, fragment: str = "", ready: bool = True) -> Page:
        """Open a file of this disk, and wait until the picture in it is drawn and laid out, if there is one."""
        self.page.goto(path.resolve().as_uri() + fragment)
        if ready:
            self.page.wait_for_selector("html[data-ready=true] #network[data-laid-out=true]", state="attached", timeout=PATIENCE)
        return self.page


@contextmanager
def visiting(browser: Browser, size: tuple[int, int] = WIDE, *, dark: bool = False, **options: Any) -> Iterator[Visit]:
    """Give a fresh page of a size; nothing beyond this disk can be reached from it."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
        **options,
    )
    try:
        visit = Visit(context.new_page())
        context.on("request", visit.note)
        context.route("**/*", _keep_inside)
        yield visit
    finally:
        context.close()


def _keep_inside(route: Route) -> None:
    if route.request.url.startswith(_LOCAL):
        route.continue_()
    else:
        route.abort()


def settle(page: Page) -> None:
    """Wait until the page has drawn what was done to it."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
