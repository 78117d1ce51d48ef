"""Write the pages that are made from code and ontology: docs/reference/commands.md and docs/ontology.md.

With ``--check`` nothing is written: the exit code is 1 where a page is not what would be written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click
import pyoxigraph as ox

ROOT: Final = Path(__file__).resolve().parents[1]
WIDTH: Final = 100

RG: Final = "https://w3id.org/rightsgraph/ns#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PREFIXES: Final = {
    RG: "",
    OWL: "owl:",
    RDFS: "rdfs:",
    SKOS: "skos:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://id.loc.gov/datatypes/edtf/": "edtf:",
}
NOTICE: Final = "<!-- Written by `make docs`; changes made here are lost. -->\n\n"


@dataclass
class Term:
    """A subject of the ontology and what is said of it: property IRI → values, as IRIs or lexical forms, in the file's order."""

    iri: str
    said: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The IRI's last part, as case files write it."""
        return self.iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]

    def one(self, iri: str) -> str:
        """Return the first value of a property, or nothing."""
        return next(iter(self.said.get(iri, [])), "")

    def all(self, iri: str) -> list[str]:
        """Return every value of a property."""
        return self.said.get(iri, [])

    def is_a(self, *classes: str) -> bool:
        """Tell whether the term is of one of the classes."""
        return any(iri in classes for iri in self.all(RDF_TYPE))


def read_terms(folder: Path) -> list[Term]:
    """Return what rightsgraph.ttl and vocabularies.ttl describe, in the order of the files."""
    terms: dict[str, Term] = {}
    for name in ("rightsgraph.ttl", "vocabularies.ttl"):
        for triple in ox.parse(path=str(folder / name), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                term = terms.setdefault(triple.subject.value, Term(triple.subject.value))
                term.said.setdefault(triple.predicate.value, []).append(triple.object.value)
    return list(terms.values())


def write_ontology_page(terms: list[Term]) -> str:
    """Return the page of every class, property, scheme and concept."""
    classes = [term for term in terms if term.is_a(OWL + "Class")]
    properties = [term for term in terms if term.is_a(OWL + "ObjectProperty", OWL + "DatatypeProperty")]
    schemes = [term for term in terms if term.is_a(SKOS + "ConceptScheme")]
    concepts = [term for term in terms if term.is_a(SKOS + "Concept")]
    head = next((term for term in terms if term.is_a(OWL + "Ontology")), Term(RG))
    parts = [
        "# The ontology\n\n",
        NOTICE,
        head.one("http://purl.org/dc/terms/description") + "\n\n",
        f"Version {head.one(OWL + 'versionInfo')}, namespace `{RG}` (`rg:`): {len(classes)} classes, {len(properties)} properties, "
        f"{len(schemes)} concept schemes with {len(concepts)} concepts.\n"
        "Domains and ranges say where a term makes sense, subclasses included; nothing is inferred from them.\n\n",
        _write_index("Classes", "class", classes),
        _write_index("Properties", "property", properties),
        _write_index("Concept schemes", "scheme", schemes),
        "## Classes\n\n",
        *(_write_class(term, classes, properties) for term in classes),
        "## Properties\n\n",
        *(_write_property(term) for term in properties),
        "## Concept schemes\n\n",
        *(_write_scheme(scheme, terms) for scheme in schemes),
    ]
    return "".join(parts).rstrip() + "\n"


def _write_index(title: str, prefix: str, terms: list[Term]) -> str:
    return f"**{title}:** " + " · ".join(f"[{term.name}](#{prefix}-{term.name})" for term in terms) + "\n\n"


def _write_class(term: Term, classes: list[Term], properties: list[Term]) -> str:
    lineage = list(_list_lineage(term, {one.iri: one for one in classes}))
    narrower = [one.iri for one in classes if term.iri in one.all(RDFS + "subClassOf")]
    carried = [one.iri for one in properties if set(one.all(SCHEMA + "domainIncludes")) & set(lineage)]
    facts = [
        ("Under", _link_all(lineage[1:])),
        ("Over", _link_all(narrower)),
        ("Properties", _link_all(carried)),
    ]
    return _write_term(term, "class", facts)


def _write_property(term: Term) -> str:
    facts = [
        ("On", _link_all(term.all(SCHEMA + "domainIncludes"))),
        ("Values", _link_all(term.all(SCHEMA + "rangeIncludes"))),
    ]
    return _write_term(term, "property", facts)


def _write_term(term: Term, prefix: str, facts: list[tuple[str, str]]) -> str:
    lines = [("Example", _code(term.one(SKOS + "example"))), *facts, ("Note", term.one(SKOS + "scopeNote"))]
    shown = "".join(f"- {name}: {value}\n" for name, value in lines if value)
    label = term.one(RDFS + "label")
    return f'<a id="{prefix}-{term.name}"></a>\n\n### {term.name}\n\n*{label}.* {term.one(SKOS + "definition")}\n\n{shown}\n'


def _write_scheme(scheme: Term, terms: list[Term]) -> str:
    concepts = [term for term in terms if term.is_a(SKOS + "Concept") and scheme.iri in term.all(SKOS + "inScheme")]
    collections = [term for term in terms if term.is_a(SKOS + "Collection") and term.iri.startswith(scheme.iri)]
    rows = "".join(f"| `{term.name}` | {_cell(term)} |\n" for term in concepts)
    groups = "".join(_write_collection(term) for term in collections) + "\n" * bool(collections)
    definition = scheme.one(SKOS + "definition")
    return (
        f'<a id="scheme-{scheme.name}"></a>\n\n### {scheme.name}\n\n{definition} {len(concepts)} concepts, `{scheme.iri}`.\n\n'
        f"| concept | meaning |\n|---|---|\n{rows}\n{groups}"
    )


def _write_collection(term: Term) -> str:
    members = ", ".join(f"`{Term(iri).name}`" for iri in term.all(SKOS + "member"))
    return f"- {term.one(SKOS + 'prefLabel')}: {members}. {term.one(SKOS + 'definition')}\n"


def _cell(concept: Term) -> str:
    label, notation = concept.one(SKOS + "prefLabel"), concept.one(SKOS + "notation")
    said = [
        f"*{label}.*" if label != concept.name else "",
        f"{notation}." if notation and notation != label else "",
        concept.one(SKOS + "definition"),
        *(f"Under `{Term(iri).name}`." for iri in concept.all(SKOS + "broader")),
        concept.one(SKOS + "scopeNote"),
    ]
    return " ".join(part for part in said if part).replace("|", "\\|")


def _list_lineage(term: Term, classes: dict[str, Term]) -> Iterator[str]:
    """Yield a class and those above it, nearest first."""
    yield term.iri
    for iri in term.all(RDFS + "subClassOf"):
        if iri in classes:
            yield from _list_lineage(classes[iri], classes)


def _link_all(iris: list[str]) -> str:
    return ", ".join(_link(iri) for iri in iris)


def _link(iri: str) -> str:
    for namespace, prefix in PREFIXES.items():
        if iri.startswith(namespace):
            name = iri.removeprefix(namespace)
            kind = "class" if name[:1].isupper() else "property"
            return f"`{prefix}{name}`" if prefix else f"[{name}](#{kind}-{name})"
    return f"<{iri}>"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def write_command_page(root: click.Command) -> str:
    """Return the page of every command: its help, word for word."""
    commands = list(_walk(click.Context(root, info_name="rightsgraph", terminal_width=WIDTH, max_content_width=WIDTH)))
    index = "".join(f"- [`{context.command_path}`](#{_anchor(context)}): {_summary(context)}\n" for context in commands[1:])
    pages = "".join(_write_command(context) for context in commands)
    return f"# Commands\n\n{NOTICE}{index}\n{pages}".rstrip() + "\n"


def _write_command(context: click.Context) -> str:
    return f'<a id="{_anchor(context)}"></a>\n\n## {context.command_path}\n\n```text\n{context.get_help().rstrip()}\n```\n\n'


def _walk(context: click.Context) -> Iterator[click.Context]:
    yield context
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command and not command.hidden:
                yield from _walk(click.Context(command, parent=context, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH))


def _anchor(context: click.Context) -> str:
    return context.command_path.replace(" ", "-")


def _summary(context: click.Context) -> str:
    return context.command.get_short_help_str(limit=WIDTH)


def write_pages() -> dict[Path, str]:
    """Return the text of each generated page, by its path."""
    from rightsgraph.cli import main as command

    return {
        ROOT / "docs" / "reference" / "commands.md": write_command_page(command),
        ROOT / "docs" / "ontology.md": write_ontology_page(read_terms(ROOT / "ontology")),
    }


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page is out of date")
    check = parser.parse_args().check
    stale = [(path, text) for path, text in write_pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        sys.stderr.write(f"{path.relative_to(ROOT)} is {'out of date' if check else 'written'}\n")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and check:
        sys.stderr.write("  run `make docs` and commit what it writes\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
