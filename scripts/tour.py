"""Run docs/tour.ipynb and write its outputs anew: no times, no counts of earlier runs, nothing of the machine.

Run it where a cell or the data has changed on purpose, and read the difference before it is committed. The tests hold what is
stored against what a run shows, as ``shown`` tells it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import nbclient
import nbformat

NOTEBOOK: Final = Path(__file__).resolve().parents[1] / "docs" / "tour.ipynb"
_PATIENCE: Final = 120
_MEMORY: Final = re.compile(r" at 0x[0-9a-f]+")


def read() -> Any:
    """Read the notebook as it is stored. Raises ValidationError where it is no right one."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    return notebook


def run() -> Any:
    """Run all cells from the notebook's folder, and return it with their outputs. Raises CellExecutionError where one fails."""
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    notebook = nbclient.NotebookClient(read(), timeout=_PATIENCE, record_timing=False, resources=resources).execute()
    # The version of the interpreter is the one thing that a run adds beside the outputs.
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def shown(cell: Any) -> list[str]:
    """Return what a cell shows as plain text, addresses in memory left out."""
    texts = (output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
    return [_MEMORY.sub("", text) for text in texts]


if __name__ == "__main__":
    nbformat.write(run(), NOTEBOOK)  # type: ignore[no-untyped-call]
