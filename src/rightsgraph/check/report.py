"""The report of a check: findings and figures, as text, JSON and a W3C validation report."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import shacl
from rightsgraph.errors import BuildError
from rightsgraph.findings import Finding, Severity

_COMPONENT: Final = "https://w3id.org/rightsgraph/rule/"


@dataclass(frozen=True, slots=True)
class Passages:
    """How many passages were proved against their texts, and how many only point at one."""

    verified: int = 0
    cited: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. It conforms where no finding is a violation."""

    claims: int
    passages: Passages
    findings: tuple[Finding, ...]
    engine: str
    shapes: int

    @property
    def conforms(self) -> bool:
        """Whether no finding is a violation."""
        return not any(finding.severity is Severity.VIOLATION for finding in self.findings)

    def counts(self) -> dict[str, int]:
        """Return the number of findings of each severity."""
        found = Counter(str(finding.severity) for finding in self.findings)
        return {str(severity): found[str(severity)] for severity in Severity}

    def raise_for_findings(self) -> None:
        """Raise BuildError with the first violations where the dataset does not conform."""
        violations = [finding for finding in self.findings if finding.severity is Severity.VIOLATION]
        if violations:
            shown = "\n".join(_line(finding) for finding in violations[:10])
            more = f"\n… and {len(violations) - 10} more" if len(violations) > 10 else ""
            count = f"{len(violations)} violation{'s' if len(violations) > 1 else ''}"
            raise BuildError(
                f"the dataset does not conform: {count}\n{shown}{more}", remedy="`rightsgraph check` tells what to do about each"
            )

    def to_json(self) -> str:
        """Return the report as JSON: ``{"conforms", "claims", "passages": {"verified", "cited"}, "findings": […]}`` and more."""
        whole: dict[str, Any] = {
            "conforms": self.conforms,
            "claims": self.claims,
            "passages": asdict(self.passages),
            "counts": self.counts(),
            "engine": self.engine,
            "shapes": self.shapes,
            "findings": [asdict(finding) for finding in self.findings],
        }
        return json.dumps(whole, ensure_ascii=False, indent=2)

    def to_turtle(self) -> str:
        """Return the report as a W3C SHACL validation report; rules that are no shapes go by an IRI of their own."""
        return shacl.report_turtle(_result(finding) for finding in self.findings)

    def to_text(self) -> str:
        """Return the report for people: each finding with place, rule and remedy, then one line of figures."""
        blocks = [f"{_line(finding)}\n    → {finding.remedy}" for finding in self.findings]
        return "\n".join([*blocks, self.summary()])

    def summary(self) -> str:
        """Say in one line what was checked and whether it conforms."""
        proved = f"{self.passages.verified} passages verified, {self.passages.cited} cited, not verified"
        return f"{self.verdict()}; {proved}"

    def verdict(self) -> str:
        """Say whether it conforms, and how many findings of each severity there are."""
        told = ", ".join(
            f"{number} {severity}{'s' if number != 1 and severity != 'info' else ''}"
            for severity, number in self.counts().items()
            if number
        )
        return f"{'conforms' if self.conforms else 'does not conform'}: {self.claims} claims, {told or 'no findings'}"


def _line(finding: Finding) -> str:
    place = ":".join(str(part) for part in (finding.file, finding.line) if part is not None)
    return f"{place or 'dataset'}: {finding.severity}: {finding.message} [{finding.rule}]"


def _result(finding: Finding) -> shacl.Result:
    component = finding.rule if "://" in finding.rule else _COMPONENT + finding.rule
    message = f"{finding.message} {finding.remedy}".strip()
    focus = finding.focus if finding.focus and _is_node(finding.focus) else _COMPONENT + "dataset"
    return shacl.Result(focus, finding.path, finding.value, component, finding.severity, message, component)


def _is_node(focus: str) -> bool:
    """Say whether a focus can stand in RDF: the id of a node that cannot be read need not."""
    try:
        return focus.startswith(("_:", '"')) or bool(ox.NamedNode(focus))
    except ValueError:
        return False
