"""What every test can ask for: the repository, the shared folder beside it, and how Hypothesis runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("default", deadline=None)
# The same examples in every run, so that a red CI run can be repeated.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the root of this checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of material that is not ours to publish; it stands beside the checkout where it is at hand."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def sources(shared: Path) -> Path:
    """Return the folder of source texts."""
    folder = shared / "sources"
    if not folder.is_dir():
        pytest.skip("the folder ../shared has no sources")
    return folder
