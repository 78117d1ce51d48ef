"""What changed among the files since an earlier build, and what stands in the way of redoing only that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import pyoxigraph as ox

from rightsgraph import store
from rightsgraph.build import dumps
from rightsgraph.build.update import Change
from rightsgraph.claims.rdf import FORMATS
from rightsgraph.dataset import DataFile
from rightsgraph.policy import Policy
from rightsgraph.terms import graph_iri

_SHARE: Final = 4
"""Where more than one file in so many changed, deriving all is no slower."""

Files = Mapping[str, DataFile]


def list_changed(files: Files, earlier: Files) -> list[str]:
    """Return the names of the files that are new, gone, or of other content than before, sorted."""
    return sorted(
        name
        for name in files.keys() | earlier.keys()
        if name not in files or name not in earlier or files[name].digest != earlier[name].digest
    )


def find_obstacle(files: Files, earlier: Files, policy: Policy, base: str) -> str:
    """Say why the graphs have to be derived whole, or nothing where it is enough to redo what the changed files touch."""
    changed = list_changed(files, earlier)
    if not earlier:
        return "there is no earlier build with the same settings, policies, ontology and program"
    if len(changed) * _SHARE > len(files):
        return f"{len(changed)} of {len(files)} files changed"
    if policy.in_force:
        return f"the policy `{policy.id}` asks which decisions are in force, and any statement may hang on that"
    rewritten = next((name for name in sorted({*files, *earlier}) if _is_rewritten([*_of(name, files), *_of(name, earlier)], base)), None)
    return f"{rewritten} writes numbers or dates otherwise than the store does" if rewritten else ""


def _of(name: str, files: Files) -> list[DataFile]:
    return [files[name]] if name in files else []


def _is_rewritten(versions: Iterable[DataFile], base: str) -> bool:
    """Say whether a file's claims hold literals that the store would give back in another form: only RDF files can."""
    outside = {ox.NamedNode(graph_iri(base, name)) for name in ("claims", "actors")}
    for file in versions:
        if PurePosixPath(file.name).suffix in FORMATS:
            said = {quad for quad in file.quads if quad.graph_name not in outside}
            if said != store.normalised(said):
                return True
    return False


def find_change(folder: Path, files: Files, earlier: Files) -> Change:
    """Return the quads that leave and come with the changed files; ``folder`` is the earlier build.

    What a file that did not change says as well does not leave.
    """
    changed = list_changed(files, earlier)
    then = store.normalised(quad for name in changed for file in _of(name, earlier) for quad in file.quads)
    now = store.normalised(quad for name in changed for file in _of(name, files) for quad in file.quads)
    kept = [name for name in files if name in earlier and name not in set(changed)]
    return Change(then - now - dumps.find_said(folder, kept, then - now), now - then)
