"""What the pages show is run: blocks marked ``sh run`` in the README and in docs, in order, in a copy of the checkout.

A block marked ``file:NAME`` is written to that file. A ``text output`` block after a run holds lines that the run must print, in
that order; others may stand between them, and a line ``…`` may say so. Each page has its own copy; a ``cd`` in one block holds
for the next.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
RUN = "sh run"
OUTPUT = "text output"


def list_blocks(page: Path) -> list[tuple[str, str]]:
    """Return a page's marked blocks as info string and text."""
    found = [(block["info"].strip(), block["text"]) for block in BLOCK.finditer(page.read_text(encoding="utf-8"))]
    return [(info, text) for info, text in found if info in (RUN, OUTPUT) or "file:" in info]


PAGES = [page for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))] if any(info == RUN for info, _ in list_blocks(page))]


def copy_checkout(target: Path) -> None:
    """Copy what git knows or would add; the environment is shared."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        source = ROOT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def is_shown(expected: str, printed: str) -> bool:
    """Tell whether the expected lines stand in what was printed, in order, white space apart."""
    lines = iter(" ".join(line.split()) for line in printed.splitlines())
    return all(" ".join(line.split()) in lines for line in expected.splitlines() if line.strip() not in ("", "…"))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_shows_is_true(page: Path, tmp_path: Path) -> None:
    """Every command of the page succeeds and prints what the page says it prints."""
    here = tmp_path / "checkout"
    copy_checkout(here)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    printed = ""
    for info, text in list_blocks(page):
        if info == RUN:
            script = f"set -e\n{text}\npwd >'{tmp_path}/folder'\n"
            result = subprocess.run(["sh", "-c", script], cwd=here, env=environment, capture_output=True, text=True, check=False)
            assert result.returncode == 0, f"{text}\n{result.stdout}\n{result.stderr}"
            here, printed = Path((tmp_path / "folder").read_text(encoding="utf-8").strip()), result.stdout
        elif info == OUTPUT:
            assert is_shown(text, printed), f"expected:\n{text}\nprinted:\n{printed}"
        else:
            path = here / info.partition("file:")[2].strip()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def test_links_between_pages_lead_somewhere() -> None:
    """No page of this repository links to a file that is not there."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))]
    assert [f"{page.relative_to(ROOT)}: {link}" for page, link in links if not (page.parent / link).exists()] == []
