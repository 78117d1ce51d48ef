"""The errors rightsgraph raises.

::

    RightsgraphError
    ├── CaseFileError      a file of the dataset cannot be read
    ├── DateError          a text is no date in the Extended Date/Time Format
    ├── VocabularyError    the ontology folder is missing or broken
    ├── EvidenceError      a passage cannot be found or is ambiguous
    ├── StoreError         a store cannot be opened, read or written
    │   ├── StoreTimeout      it did not answer in time
    │   ├── StoreRefused      it wants a name and password, or refuses those given
    │   └── StoreUnreachable  there is nothing at its address, or no way to it
    ├── QueryError         a query is wrong, or must not be run
    │   └── ParameterError     a value does not fit the query's parameter
    ├── PolicyError        a policy file is wrong
    ├── ShapesError        the shapes are missing, broken or cannot be run
    ├── BuildError         a build cannot be made
    │   └── BuildLocked    another build of the same folder is running
    └── NotFound           a name that stands for nothing
"""

from __future__ import annotations


class RightsgraphError(Exception):
    r"""Something that stops the work, told so that a person can mend it.

    ``file`` and ``line`` (counted from 1) say where, ``remedy`` what to do next; each may be absent.

    >>> str(CaseFileError("a tab stands in the indentation", "data/x.yaml", 3, "use blanks"))
    'data/x.yaml:3: a tab stands in the indentation\n  use blanks'
    """

    def __init__(self, message: str, file: str | None = None, line: int | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  {self.remedy}" if self.remedy else text


class CaseFileError(RightsgraphError):
    """A file of the dataset cannot be read."""


class DateError(RightsgraphError):
    """A text is no date in the Extended Date/Time Format."""


class VocabularyError(RightsgraphError):
    """The ontology folder is missing or broken."""


class EvidenceError(RightsgraphError):
    """A passage cannot be found in its text, or is found more than once."""


class StoreError(RightsgraphError):
    """A store cannot be opened, read or written."""


class StoreTimeout(StoreError):
    """A store did not answer in time."""


class StoreRefused(StoreError):
    """A store wants a name and password, or refuses those it was given."""


class StoreUnreachable(StoreError):
    """There is nothing at a store's address, or no way to it."""


class QueryError(RightsgraphError):
    """A query is wrong, or must not be run."""


class ParameterError(QueryError):
    """A value does not fit a query's parameter, or the query has no such parameter."""


class PolicyError(RightsgraphError):
    """A policy file is wrong."""


class ShapesError(RightsgraphError):
    """The shapes are missing, broken or cannot be run."""


class BuildError(RightsgraphError):
    """A build cannot be made."""


class BuildLocked(BuildError):
    """Another build of the same folder is running."""


class NotFound(RightsgraphError):
    """A name that stands for nothing in this dataset."""
