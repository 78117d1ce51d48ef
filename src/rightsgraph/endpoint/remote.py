"""An endpoint that speaks SPARQL 1.1: asked through SPARQLWrapper, answered in terms of pyoxigraph.

Queries go as GET, long ones and updates as a form by POST; never as a direct POST, which Virtuoso 7 does not answer.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from importlib import import_module
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from rightsgraph.endpoint.address import Auth, authorization, check_auth, checked, opener, update_address
from rightsgraph.endpoint.failures import FOREIGN, garbled, shortened, told
from rightsgraph.errors import QueryError, RightsgraphError, StoreError
from rightsgraph.store import LocalStore, Term
from rightsgraph.terms import RDFS_LABEL, SKOS

RESULTS: Final = "application/sparql-results+json"
GRAPHS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ACCEPT: Final = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_VIRTUOSO_TRUTH: Final = "__ASK_RETVAL"
_SMALLEST_LIMIT: Final = 1000
_LABELS: Final = f"<{RDFS_LABEL}>, <{SKOS}prefLabel>"
_LABELLED: Final = 200
"""IRIs whose labels one query asks for."""
_LONGEST_GET: Final = 1500
"""The length of a query from which it is posted: some servers take no address of more than 2,000 signs."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs whose merge a query reads as its default graph; None for what the endpoint itself takes."""

    default: tuple[str, ...] | None = None


class RemoteRows:
    """The rows of a SELECT as they come in; read once.

    ``cut`` is a sentence where the endpoint left rows out. It is known when all rows are read, and stands when any limit
    was reached: the endpoint does not tell whether there were more.
    """

    def __init__(self, solutions: ox.QuerySolutions, body: _Body, limit: int | None, partial: str | None) -> None:
        self.variables: tuple[str, ...] = tuple(variable.value for variable in solutions.variables)
        self.cut: str | None = partial
        self._solutions = solutions
        self._body = body
        self._limit = limit

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        count = 0
        try:
            for solution in self._solutions:
                count += 1
                yield tuple(solution[index] for index in range(len(self.variables)))
        except FOREIGN as error:
            raise self._body.failed(error) from error
        if self._limit is not None and count >= self._limit:
            self.cut = (
                f"the endpoint gives no more than {self._limit:,} rows, and gave {count:,}: others may be missing; "
                "narrow the query, or ask a build of your own"
            )
        self._body.close()


class RemoteStore:
    """An endpoint at an address: ``url`` answers queries, ``update_url`` takes updates.

    Without ``update_url`` it is found from ``url``: `/query` becomes `/update` (Oxigraph, Fuseki), and with Digest `/sparql`
    becomes `/sparql-auth` (Virtuoso); else both are one. ``timeout`` is how long, in seconds, the endpoint may send nothing; it
    is not a limit on the whole answer, and the endpoint is not told of it. All errors are RightsgraphErrors.
    """

    def __init__(self, url: str, auth: Auth | None = None, timeout: float = 60, update_url: str | None = None) -> None:
        self.url = checked(url)
        self.update_url = checked(update_url or update_address(url, auth))
        self.timeout = timeout
        self.auth = auth
        if timeout <= 0:
            raise StoreError(f"a time-out of {timeout:g} seconds is none", remedy="give a number above 0")
        check_auth(auth)

    @property
    def name(self) -> str:
        """The endpoint's address."""
        return self.url

    def query(self, query: str, form: str, dataset: Dataset | None = None) -> RemoteRows | bool | Iterator[ox.Triple]:
        """Run a query of a known form: SELECT, ASK, CONSTRUCT or DESCRIBE."""
        match form:
            case "SELECT":
                return self.select(query, dataset)
            case "ASK":
                return self.ask(query, dataset)
            case _:
                return self.construct(query, dataset)

    def select(self, query: str, dataset: Dataset | None = None) -> RemoteRows:
        """Run a SELECT; the rows are read as they are asked for."""
        response = self._ask(query, "SELECT", RESULTS, dataset)
        body = _Body(response, self.url, self.timeout)
        found = self._results(body)
        if not isinstance(found, ox.QuerySolutions):
            raise StoreError(f"{self.url} answers a SELECT with yes or no", remedy="see that the query is a SELECT")
        return RemoteRows(found, body, _limit(response), _partial(response))

    def ask(self, query: str, dataset: Dataset | None = None) -> bool:
        """Run an ASK."""
        response = self._ask(query, "ASK", RESULTS, dataset)
        with _Body(response, self.url, self.timeout) as body:
            found = self._truth(body)
        if (partial := _partial(response)) and not found:
            raise StoreError(f"{self.url} cannot say no for certain: {partial}", remedy="narrow the query")
        return found

    def construct(self, query: str, dataset: Dataset | None = None) -> Iterator[ox.Triple]:
        """Run a CONSTRUCT or DESCRIBE; the triples are read as they are asked for.

        Raises StoreError, when all are read, where the endpoint left some out: a graph has no place to say so.
        """
        response = self._ask(query, "CONSTRUCT", _ACCEPT, dataset)
        body = _Body(response, self.url, self.timeout)
        kind = GRAPHS.get(_media_type(response))
        if kind is None:
            raise self._odd(response, body)
        return self._triples(body, kind, response)

    def labels(self, iris: Collection[str], dataset: Dataset | None = None) -> dict[str, str]:
        """Return the labels of IRIs as ``LocalStore.labels`` chooses them; those without a label are left out.

        ``dataset`` names the graphs to look in. Raises StoreError where the endpoint leaves labels out.
        """
        found, wanted = ox.Store(), list(iris)
        for start in range(0, len(wanted), _LABELLED):
            values = " ".join(str(ox.NamedNode(iri)) for iri in wanted[start : start + _LABELLED])
            rows = self.select(f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o FILTER(?p IN ({_LABELS})) }}", dataset)
            found.extend(ox.Quad(*row) for row in rows)  # type: ignore[arg-type]
            if rows.cut:
                raise StoreError(f"{self.url} does not give all labels: {rows.cut}", remedy="let the endpoint give 5,000 rows")
        return LocalStore(found, "").labels(wanted)

    def update(self, text: str) -> None:
        """Run a SPARQL update. Whether all of it is one transaction is the endpoint's affair."""
        with _Body(self._send(text, "INSERT", "*/*", None), self.update_url, self.timeout) as body:
            body.drain()

    def _triples(self, body: _Body, kind: ox.RdfFormat, response: HTTPResponse) -> Iterator[ox.Triple]:
        count = 0
        try:
            for quad in ox.parse(cast("IO[bytes]", body), kind):
                count += 1
                yield quad.triple
        except FOREIGN as error:
            raise body.failed(error) from error
        body.close()
        if partial := _partial(response):
            raise StoreError(partial, remedy="narrow the query")
        limit = self._limit_of_graphs(response, count)
        if limit is not None and count >= limit:
            raise StoreError(f"{self.url} gives no more than {limit:,} triples: others may be missing", remedy="narrow the query")

    def _limit_of_graphs(self, response: HTTPResponse, count: int) -> int | None:
        """Return how many triples the endpoint gives at most.

        Virtuoso 7 cuts a graph as it cuts rows (it then has one triple more than the limit), and says so nowhere. Its limit is told with
        the rows of a SELECT that reaches it, which is asked for where the count gives cause.
        """
        cause = "virtuoso" in response.headers.get("Server", "").lower() or count % 1000 in (0, 1)
        if count < _SMALLEST_LIMIT or not cause:
            return _limit(response)
        other = self._ask("SELECT ?s { ?s ?p ?o }", "SELECT", RESULTS, None)
        other.close()
        return _limit(other)

    def _results(self, body: _Body) -> ox.QuerySolutions | ox.QueryBoolean:
        try:
            return ox.parse_query_results(cast("IO[bytes]", body), ox.QueryResultsFormat.JSON)
        except FOREIGN as error:
            raise body.failed(error) from error

    def _truth(self, body: _Body) -> bool:
        found = self._results(body)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        # Virtuoso 7 answers in JSON with a row that holds 1, or with no row.
        if [variable.value for variable in found.variables] != [_VIRTUOSO_TRUTH]:
            raise StoreError(f"{self.url} answers an ASK with rows", remedy="see that the query is an ASK")
        try:
            return any(isinstance(value, ox.Literal) and value.value not in ("0", "false") for (value,) in found)
        except FOREIGN as error:
            raise body.failed(error) from error

    def _ask(self, query: str, form: str, accept: str, dataset: Dataset | None) -> HTTPResponse:
        response = self._send(query, form, accept, dataset)
        if accept == RESULTS and "json" not in _media_type(response):
            raise self._odd(response, _Body(response, self.url, self.timeout))
        return response

    def _odd(self, response: HTTPResponse, body: _Body) -> RightsgraphError:
        with body:
            start = shortened(body.read(300).decode("utf-8", "replace"))
        return StoreError(
            f"{self.url} answers with {_media_type(response) or 'nothing known'}, which is no answer to a query: {start}",
            remedy="see that the address is that of the SPARQL endpoint (often …/query or …/sparql), not of a page about it",
        )

    def _send(self, text: str, form: str, accept: str, dataset: Dataset | None) -> HTTPResponse:
        url = self.update_url if form == "INSERT" else self.url
        try:
            request = self._request(text, form, accept, dataset)
            response: HTTPResponse = opener(self.auth, url).open(request, timeout=self.timeout)
        except FOREIGN as error:
            raise told(error, url, self.timeout) from error
        return response

    def _request(self, text: str, form: str, accept: str, dataset: Dataset | None) -> urllib.request.Request:
        """Let SPARQLWrapper write the request.

        It is sent by an opener of this store: SPARQLWrapper installs its digest handler for the whole process, and lets
        urllib carry names and passwords along to wherever a server redirects. The form of the query is known here;
        SPARQLWrapper would guess it with a regular expression.
        """
        try:
            client = import_module("SPARQLWrapper")
        except ImportError as error:
            raise StoreError("SPARQLWrapper is not installed", remedy="install it with `pip install SPARQLWrapper`") from error
        wrapper: Any = client.SPARQLWrapper(self.url, updateEndpoint=self.update_url, agent="rightsgraph")
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(client.TURTLE if form == "CONSTRUCT" else client.JSON)
        wrapper.setMethod(client.POST if form == "INSERT" or len(text) > _LONGEST_GET else client.GET)
        wrapper.addCustomHttpHeader("Accept", accept)
        wrapper.queryString, wrapper.queryType = text, form
        if dataset is not None:
            for graph in dataset.default or ():
                wrapper.addParameter("default-graph-uri", graph)
        try:
            request: urllib.request.Request = wrapper._createRequest()
        except client.SPARQLExceptions.SPARQLWrapperException as error:
            raise QueryError(f"the query cannot be sent: {error}", remedy="see the query") from error
        if header := authorization(self.auth):
            request.add_unredirected_header("Authorization", header)
        return request


class _Body:
    """The body of an answer: keeps its last bytes, and the first failure to read it."""

    def __init__(self, response: HTTPResponse, url: str, timeout: float) -> None:
        self._response = response
        self._url = url
        self._timeout = timeout
        self._tail = b""
        self._failure: RightsgraphError | None = None

    def __enter__(self) -> _Body:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._response.close()

    def read(self, size: int = -1) -> bytes:
        """Read as a file does; what goes wrong is kept, because the readers of formats tell it in their own words."""
        try:
            data = self._response.read(size) if size >= 0 else self._response.read()
        except FOREIGN as error:
            self._failure = told(error, self._url, self._timeout)
            raise self._failure from error
        self._tail = (self._tail + data)[-400:]
        return data

    def drain(self) -> None:
        """Read to the end, which shows that the answer is whole."""
        while self.read(65536):
            pass

    def failed(self, error: BaseException) -> RightsgraphError:
        """Hang up, and return what went wrong: the network's failure where there was one, else the format's."""
        self.close()
        return self._failure or garbled(self._url, str(error), self._tail.decode("utf-8", "replace"))


def _media_type(response: HTTPResponse) -> str:
    return response.headers.get_content_type() if response.headers.get("Content-Type") else ""


def _limit(response: HTTPResponse) -> int | None:
    """Return how many rows the endpoint gives at most, where it says so: Virtuoso does, when it has left rows out."""
    text = response.headers.get("X-SPARQL-MaxRows", "").strip()
    return int(text) if text.isascii() and text.isdigit() else None


def _partial(response: HTTPResponse) -> str | None:
    """Return a sentence where Virtuoso answered with what it had found when its own time was over."""
    state = response.headers.get("X-SQL-State", "")
    message = shortened(response.headers.get("X-SQL-Message", ""))
    return f"the endpoint ran out of its own time and gave what it had found by then ({state}: {message})" if state else None
