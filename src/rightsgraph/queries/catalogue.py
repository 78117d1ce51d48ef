"""The saved queries: those that come with rightsgraph, and those of a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rightsgraph import resources
from rightsgraph.errors import NotFound, QueryError
from rightsgraph.findings import nearest
from rightsgraph.queries import header, safety
from rightsgraph.queries.header import Param
from rightsgraph.queries.shape import shape_of


@dataclass(frozen=True)
class Query:
    """A saved query: its name is its file's, the rest its head says; ``text`` is the whole file, which runs as it stands."""

    name: str
    title: str
    question: str
    params: tuple[Param, ...]
    tags: tuple[str, ...]
    text: str
    path: Path | None = None


def names(root: Path | None = None) -> dict[str, Path]:
    """Return the files of all saved queries by name; a dataset's own, in its folder ``queries/``, go before the shipped ones."""
    own = sorted((root / "queries").glob("*.rq")) if root else []
    return {path.stem: path for path in [*sorted(resources.folder("queries").glob("*.rq")), *own]}


def find(name: str, root: Path | None = None) -> Query:
    """Return a saved query by its name. Raises NotFound with the nearest name, QueryError where the file is broken."""
    known = names(root)
    if name not in known:
        raise NotFound(f"there is no query `{name}`{nearest(name, known)}", remedy="`rightsgraph query --list` shows them all")
    return saved(known[name])


def saved_queries(root: Path | None = None) -> list[Query]:
    """Return all saved queries, sorted by name."""
    return [saved(path) for _, path in sorted(names(root).items())]


def saved(path: Path) -> Query:
    """Read the file of a saved query, which must have a head with title and question."""
    found = read_file(path)
    missing = [key for key in ("title", "question") if not getattr(found, key)]
    if missing:
        raise QueryError(f"the head of the query has no {' and no '.join(missing)}", str(path), 1, f"begin with `#+ {missing[0]}: …`")
    return found


def read_file(path: Path) -> Query:
    """Read a query from any file, with or without a head."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(
            f"there is no file {path}", remedy="see how its name is spelt; `rightsgraph query --list` shows the saved ones"
        ) from error
    except UnicodeDecodeError as error:
        raise QueryError("the query is not UTF-8 text", str(path), remedy="save it as UTF-8") from error
    except OSError as error:
        raise QueryError(f"cannot be read: {error.strerror}", str(path)) from error
    return read_text(text, path)


def read_text(text: str, path: Path | None = None) -> Query:
    """Read a query from a text, with or without a head; the parameters that the head names must have their rows in WHERE."""
    file = str(path) if path else "query"
    head = header.read(text, file)
    if head.params:
        rows = shape_of(safety.check(text, file)).rows
        for param in head.params:
            if param.name not in rows:
                what = f"the parameter `{param.name}` has no row of VALUES{nearest(param.name, rows)}"
                raise QueryError(
                    what, file, param.line, f"begin WHERE with `VALUES ?{param.name} {{ … }}`, an example value between the braces"
                )
    return Query(path.stem if path else "", head.title, head.question, head.params, head.tags, text, path)
