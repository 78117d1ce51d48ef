"""The dossier as a page: in the order people read it, with who says so one click away, and nothing in it runs but its own script."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest

import rightsgraph
from rightsgraph import picture
from rightsgraph.dossier import Dossier, Moment, Saying, Spot, Statement
from rightsgraph.dossier.matrix import arrange
from rightsgraph.dossier.scale import draw, year_of
from rightsgraph.network import Filters


def _load_browser() -> ModuleType:
    """Load tests/browser.py, which no package holds."""
    spec = importlib.util.spec_from_file_location("browser", Path(__file__).with_name("browser.py"))
    if spec is None or spec.loader is None:
        raise ImportError("tests/browser.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("browser", module)
    spec.loader.exec_module(module)
    return module


browsers = _load_browser()

SETTINGS = """
title: A test
base: https://example.org/id/
licence: https://creativecommons.org/licenses/by/4.0/
publisher: Nobody
language: en
policy: record
quotes: remove
"""
ACTORS = """
actors:
  - id: person/ann
    type: Person
    label: {en: Ann <script>alert(1)</script>}
    name:
      - {id: "#ar", kind: transliteration, label: {ar: عظيم}}
  - {id: person/p-7f3a, type: Person, kind: protected}
  - {id: org/watch, type: Organization, kind: ngo, label: "Watch \\u202Edetsurt"}
  - {id: org/paper, type: Organization, kind: media, label: The Paper}
  - {id: org/court, type: Body, kind: district-court, label: City Court}
  - {id: org/committee, type: Body, kind: treaty-body, label: Committee}
  - {id: org/police, type: Body, kind: police, label: Police}
  - {id: state/land, type: State, label: Land}
"""
CASE = """
id: case/ann
type: Case
kind: matter
label: The case of Ann
concerns: person/ann
"""
SOURCE = """
id: source/{name}
type: Source
kind: report
label: Report of {name}
author: org/{name}
published: 2020-05
url: https://example.org/report?a=1&b=2
claims:
"""
DIGEST = "a" * 64
MATCHING = """([css, root]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const spread = (rules) => [...rules].flatMap((rule) => [rule, ...spread(rule.cssRules ?? [])]);
    const inside = [...document.querySelectorAll(`${root}, ${root} *`)];
    const rules = spread(sheet.cssRules).filter((rule) => rule.selectorText);
    return rules.map((rule) => rule.selectorText).filter((selector) => inside.some((element) => element.matches(selector)));
}"""
FACTS = (
    ("arrest", "{id: event/arrest, type: Event, kind: arrest, label: Arrest, concerns: person/ann, date: 2010-06-25}", ""),
    ("month", "{id: event/search, type: Event, kind: hearing, label: Search, concerns: person/ann, date: 2010-06}", ""),
    ("about", "{id: event/visit, type: Event, kind: visit, label: Visit, concerns: person/ann, date: 2010-09~}", ""),
    ("open", "{id: event/campaign, type: Event, kind: campaign, label: Campaign, concerns: person/ann, start: 2010-07-01}", ""),
    ("span", "{id: event/trial, type: Event, kind: trial, label: Trial, concerns: person/ann, start: 2010-08-01, end: 2010-09-15}", ""),
    ("plan", "{id: event/hearing, type: Event, kind: hearing, label: Hearing, concerns: person/ann, actuality: planned, date: 2011}", ""),
    ("undated", "{id: event/illness, type: Event, kind: illness, label: Illness, concerns: person/ann}", ""),
    ("secret", "{id: event/talk, type: Event, kind: visit, label: A talk, concerns: person/ann, agent: person/p-7f3a}", ""),
    (
        "verdict",
        "{id: decision/verdict, type: Decision, kind: verdict, label: Verdict, concerns: person/ann, decidedBy: org/court, "
        "date: 2010-09-15, contains: [{id: '#guilt', type: Holding, issue: conviction, outcome: guilty, concerns: person/ann}]}",
        "",
    ),
    (
        "views",
        "{id: decision/views, type: Decision, kind: views, label: Views, concerns: person/ann, decidedBy: org/committee, date: 2016-03-31,"
        " contains: [{id: '#release', type: Measure, kind: release, label: Release, bindingness: recommended, addressee: state/land},"
        " {id: '#pay', type: Measure, kind: compensation, label: Pay, bindingness: recommended, addressee: state/land}]}",
        "",
    ),
    ("answer", "{id: event/no, type: Response, kind: refused, respondsTo: decision/views#release, agent: state/land}", ""),
    ("torture", "{id: act/torture, type: Act, kind: torture, label: Torture of Ann, concerns: person/ann, agent: org/police}", "alleges"),
    ("long", "{id: char/long, type: Characterization, kind: fabricated, label: " + "W" * 5000 + ", concerns: person/ann}", "believes"),
)
OTHER_FACTS = (
    ("arrest", "{id: event/arrest, type: Event, kind: arrest, label: Arrest, concerns: person/ann, date: 2010-06-15}", ""),
    ("torture", "{id: act/torture, type: Act, kind: torture, concerns: person/ann}", "denies"),
)


def claims(facts: tuple[tuple[str, str, str], ...], located: bool) -> str:
    """Write the claims of a source."""
    rows = []
    for number, (name, that, stance) in enumerate(facts):
        spot = f"paragraph: '{number + 1}'" + (f", start: {number * 10}, end: {number * 10 + 5}, sha256: {DIGEST}" if located else "")
        rows.append(
            f'  - id: "#{name}"\n    passage: {{{spot}}}\n' + (f"    stance: {stance}\n" if stance else "") + f"    that:\n      - {that}\n"
        )
    return "".join(rows)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Return the dossier of a small case whose labels are hostile."""
    folder = tmp_path_factory.mktemp("data")
    files = {
        "dataset.yaml": SETTINGS,
        "actors/all.yaml": ACTORS,
        "cases/ann.yaml": CASE,
        "sources/watch.yaml": SOURCE.format(name="watch") + claims(FACTS, located=True),
        "sources/paper.yaml": SOURCE.format(name="paper") + claims(OTHER_FACTS, located=False),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    graph = rightsgraph.open(folder)
    assert graph.files.unreadable == []
    return graph.case("case/ann")


@pytest.fixture(scope="module")
def html(dossier: Dossier) -> str:
    """Return its page."""
    return dossier.to_html(dataset={"title": "A <test>", "version": "7", "licence": "CC BY"})


@pytest.fixture(scope="module")
def tree(html: str) -> lxml.html.HtmlElement:
    """Return the page as a browser reads it."""
    return lxml.html.document_fromstring(html)


def text(element: lxml.html.HtmlElement) -> str:
    """Return the text of an element in one line, without the definitions that show when they are asked for."""
    return " ".join("".join(element.xpath(".//text()[not(ancestor::*[@class='meaning'])]")).split())


def item(tree: lxml.html.HtmlElement, label: str) -> lxml.html.HtmlElement:
    """Return what the timeline tells under a label."""
    return next(found for found in tree.find_class("happening") if text(found.find_class("label")[0]).endswith(label))


# --- the whole ---------------------------------------------------------------------------------------------------------------


def test_the_parts_stand_in_the_order_people_read_them(tree: lxml.html.HtmlElement) -> None:
    """Who, on record, decided, what came of it, who says what, disagreements, who else, sources; the contents lead to each."""
    parts = [part.get("id") for part in tree.find_class("part")]
    assert parts == ["who", "record", "decided", "asked", "said", "disagreements", "participants", "sources"]
    assert [link.get("href") for link in tree.xpath("//nav//a")] == [f"#{part}" for part in parts]


def test_policy_dataset_and_figures_are_told(tree: lxml.html.HtmlElement) -> None:
    """Every page says what is counted, which policy the record follows, and which state of which dataset it shows."""
    opening, closing = text(tree.find_class("opening")[0]), text(tree.find_class("closing")[0])
    assert "15 claims from 2 origins in 2 sources, resting on 15 passages, 13 of them with position and digest." in opening
    assert "follows the policy “On record” (record)" in opening
    assert "from A <test>, version 7. State of the claims" in closing
    assert "Licence: CC BY." in closing


def test_the_policy_of_the_page_lets_only_its_own_run(html: str, tree: lxml.html.HtmlElement) -> None:
    """The digests are those of what stands in the page; no attribute styles or runs, nothing loads."""
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for name in ("script", "style"):
        found = [match[1] for match in re.finditer(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)]
        digests = [f"'sha256-{b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in found]
        assert f"{name}-src {' '.join(digests)};" in policy
    assert not tree.xpath("//@style | //@src | //link | //iframe | //@*[starts-with(name(), 'on')]")


def test_every_link_within_the_page_leads_somewhere(tree: lxml.html.HtmlElement) -> None:
    """Names of places are unique, and each address that begins with # is one of them."""
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(names)


def test_labels_from_outside_stay_text(tree: lxml.html.HtmlElement) -> None:
    """Markup in a label is shown, not obeyed; what would steer the reader's screen is shown as a sign; long labels stand whole."""
    assert len(tree.xpath("//script")) == 1
    assert "Ann <script>alert(1)</script>" in text(tree.find_class("portrait")[0])
    shown = text(tree.xpath("//main")[0])
    assert "Watch \ufffddetsurt" in shown
    assert "\u202e" not in shown
    assert "W" * 5000 in shown


def test_control_characters_are_shown_as_signs(dossier: Dossier) -> None:
    """What a screen would obey stands on the page as a sign of its own."""
    html = replace(dossier, label="The case\x00 of\x1b[31m Ann").to_html()
    assert "The case\u2400 of\u241b[31m Ann" in html
    assert not re.search("[\x00-\x08\x0b-\x1f]", html)


def test_what_runs_from_right_to_left_is_kept_to_itself(tree: lxml.html.HtmlElement) -> None:
    """A name in Arabic stands in an element that isolates its direction."""
    assert "عظيم" in [text(found) for found in tree.xpath("//bdi")]


def test_a_protected_person_goes_by_the_id(tree: lxml.html.HtmlElement) -> None:
    """Who is protected appears under the opaque id alone."""
    assert "protected person p-7f3a" in text(tree.get_element_by_id("participants"))


def test_the_page_is_the_same_twice(dossier: Dossier) -> None:
    """Writing a dossier again gives the same bytes."""
    assert dossier.to_html() == dossier.to_html()


# --- the parts ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "standing"), [("Arrest", "disputed"), ("Search", "on-record"), ("Hearing", "intended"), ("Illness", "on-record")]
)
def test_a_happening_stands_beside_the_line_of_its_standing(tree: lxml.html.HtmlElement, label: str, standing: str) -> None:
    """On record solid, disputed double, planned dotted."""
    assert f"standing-{standing}" in item(tree, label).find_class("told")[0].get("class")


def test_what_is_disputed_says_so_where_it_stands(tree: lxml.html.HtmlElement) -> None:
    """The values stand one under the other, each with who holds it, and the part on disagreements has them side by side."""
    dispute = text(item(tree, "Arrest").find_class("dispute")[0])
    assert "15 June 2010 The Paper states" in dispute
    assert dispute.index("15 June") < dispute.index("25 June")
    positions = tree.get_element_by_id("disagreements").find_class("position")
    assert {text(position.find_class("held")[0]) for position in positions} >= {"15 June 2010", "25 June 2010"}


def test_a_denial_stands_beside_what_is_denied(tree: lxml.html.HtmlElement) -> None:
    """A denial is a word in a cell of the same row, as large as what it denies, with the sign of a disagreement."""
    row = next(row for row in tree.xpath("//table[contains(@class, 'matrix')]/tbody/tr") if "Torture of Ann" in text(row))
    stances = [text(found) for found in row.find_class("stance")]
    assert [stance.split()[0] for stance in stances] in (["alleges", "denies"], ["denies", "alleges"])
    assert len(row.xpath(".//b[contains(@class, 'denial')]//*[contains(@class, 'not-equal')]")) == 1
    assert "standing-attributed" in row.find_class("told")[0].get("class")


def test_a_statement_is_one_click_from_its_claims_and_one_more_from_the_passage(tree: lxml.html.HtmlElement) -> None:
    """What happened opens to who says what of it, how, and where; the place leads to the passage with characters and digest."""
    rows = [[text(cell) for cell in row] for row in item(tree, "Search").xpath(".//details//tr[td]")]
    assert rows == [["Watch \ufffddetsurt", "states", "concerns: Ann <script>alert(1)</script>date: June 2010", "[2] par. 2"]]
    link = item(tree, "Search").xpath(".//details//span[@class='spot']/a/@href")[0]
    passage = tree.get_element_by_id(link[1:])
    assert [text(cell) for cell in passage] == ["par. 2", "10–15", DIGEST, "month"]
    assert passage.xpath("ancestor::details")


def test_answers_are_signs_with_words(tree: lxml.html.HtmlElement) -> None:
    """A refusal and the lack of any evidence are told apart, each with its sign and its words, and counted."""
    tally = [text(found) for found in tree.find_class("tally")[0]]
    assert tally == ["1 no evidence", "0 answered", "1 refused", "0 partly done", "0 done"]
    demands = {text(found.find_class("label")[0]): found.find_class("answers")[0] for found in tree.find_class("demand")}
    assert text(demands["Release"]).startswith("refused")
    assert "by Land" in text(demands["Release"])
    assert demands["Release"].find_class("answer-refused")
    assert text(demands["Pay"]) == "no evidence of an answer in these sources"
    assert demands["Pay"].find_class("answer-no-evidence")


def test_a_decision_tells_body_holdings_and_who_says_so(tree: lxml.html.HtmlElement) -> None:
    """A decision has the shape of its body; its holdings stand as issue and outcome."""
    verdict = tree.get_element_by_id("decision/verdict")
    assert verdict.find_class("kind-court")
    assert tree.get_element_by_id("decision/views").find_class("kind-monitoring-body")
    assert "City Court" in text(verdict.find_class("body")[0])
    assert re.search("conviction.*: guilty", text(verdict.find_class("facts")[0]))
    assert "holding: conviction" in text(verdict.find_class("claims")[0])


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        ("org/court", "court"),
        ("org/committee", "monitoring-body"),
        ("org/police", "authority"),
        ("state/land", "state"),
        ("org/watch", "organization"),
        ("person/p-7f3a", "person"),
    ],
)
def test_participants_have_the_shape_of_their_kind(tree: lxml.html.HtmlElement, node: str, kind: str) -> None:
    """Who else appears is told apart by shape and colour as in pictures."""
    assert tree.get_element_by_id(node).find_class(f"kind-{kind}")


def test_a_term_is_explained_once_where_it_first_appears(tree: lxml.html.HtmlElement) -> None:
    """The word takes the focus and names its definition; the next time it stands alone."""
    states = [found for found in tree.find_class("term") if (found.text or "") == "states"]
    assert len(states) == 1
    assert states[0].get("tabindex") == "0"
    meaning = tree.get_element_by_id(states[0].get("aria-describedby"))
    assert len(meaning.text_content()) > 10


def test_only_addresses_of_the_web_are_links(dossier: Dossier) -> None:
    """An address with another scheme is shown and leads nowhere."""
    first, second = dossier.sources
    changed = replace(dossier, sources=(replace(first, url="javascript:alert(1)"), second))
    tree = lxml.html.document_fromstring(changed.to_html())
    assert [link for link in tree.xpath("//a/@href") if not link.startswith("#")] == ["https://example.org/report?a=1&b=2"]
    assert "javascript:alert(1)" in text(tree.get_element_by_id("sources"))


def page_of(folder: Path, *told: str, case: str = CASE) -> lxml.html.HtmlElement:
    """Return the page of a case on which one source makes some claims, each given with what stands before its statements."""
    claims = (f'  - id: "#c{number}"\n    passage: {{paragraph: {number + 1}}}\n{one}\n' for number, one in enumerate(told))
    files = {"dataset.yaml": SETTINGS, "actors/all.yaml": ACTORS, "cases/ann.yaml": case}
    for name, content in (files | {"sources/watch.yaml": SOURCE.format(name="watch") + "".join(claims)}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    graph = rightsgraph.open(folder)
    assert graph.files.unreadable == []
    return lxml.html.document_fromstring(graph.case("case/ann").to_html())


VERDICT = "{id: decision/v, type: Decision, kind: verdict, label: Verdict, concerns: person/ann, decidedBy: org/court, date: 2011}"
CHARGE = "{id: charge/fraud, type: Charge, kind: fraud, label: Charge of fraud, concerns: person/ann}"
GUILTY = "{id: decision/v#h, type: Holding, issue: conviction, outcome: guilty, concerns: charge/fraud, partOf: decision/v}"


def test_a_holding_leads_to_its_charge_and_the_charge_has_the_words_of_sources(tmp_path: Path) -> None:
    """The charge is a link to where it stands, with who uses which words for it."""
    told = (f"    that:\n      - {VERDICT}", f"    asSaid: theft\n    that:\n      - {CHARGE}", f"    that:\n      - {GUILTY}")
    tree = page_of(tmp_path, *told)
    link = tree.get_element_by_id("decision/v").xpath(".//dl//a")[0]
    assert (text(link), link.get("href")) == ("Charge of fraud", "#on-charge/fraud")
    assert "in the words of sources: “theft” Watch \ufffddetsurt [1]" in text(tree.get_element_by_id("on-charge/fraud"))


def test_what_is_inferred_is_marked_small_and_explained_once(tmp_path: Path) -> None:
    """The word stands in brackets behind each value that no source states; its definition is that of the ontology."""
    told = (f"    that:\n      - {VERDICT}", f"    that:\n      - {CHARGE}", f"    basis: inferred\n    that:\n      - {GUILTY}")
    tree = page_of(tmp_path, *told)
    facts = tree.get_element_by_id("decision/v").find_class("facts")[0]
    assert "conviction — Charge of fraud: guilty (inferred)" in text(facts)
    assert [text(found) for found in facts.find_class("basis")] == ["(inferred)"]
    terms = [found for found in tree.find_class("term") if (found.text or "") == "inferred"]
    assert len(terms) == 1
    assert "The encoder read it from the passage together with its context" in terms[0].text_content()


def test_a_plain_page_marks_nothing_as_inferred(tree: lxml.html.HtmlElement) -> None:
    """Beside the legend, no value of a page whose sources state everything carries a basis."""
    assert [text(found) for found in tree.xpath("//*[*[@class='basis']]")] == ["(inferred) worked out by the encoder, not stated"]


def test_what_prompted_something_is_dashed_where_it_is_only_attributed(tmp_path: Path) -> None:
    """The timeline shows an alleged wrong that led to something with the line of what stands with those who say it."""
    told = (
        "    that:\n      - {id: event/i, type: Event, kind: investigation, concerns: person/ann, date: 2011, promptedBy: act/t}",
        "    that:\n      - {id: act/t, type: Act, kind: torture, label: Torture of Ann, concerns: person/ann}",
    )
    shown = page_of(tmp_path, *told).get_element_by_id("on-event/i").find_class("attributed")
    assert [text(found) for found in shown] == ["Torture of Ann"]
    assert shown[0].xpath("./a/@href") == ["#on-act/t"]


def test_what_an_application_seeks_has_no_part_in_the_count_of_answers(tmp_path: Path) -> None:
    """It stands under its own heading, with the decision as answer, dotted as what is asked for."""
    application = "id: application/x, type: Application, kind: complaint, label: Complaint, agent: person/ann"
    told = (
        f"    that:\n      - {{{application}}}",
        "    that:\n      - {id: application/x#m, type: Measure, kind: release, label: Release, partOf: application/x}",
        f"    that:\n      - {VERDICT[:-1]}, outcome: granted}}".replace("person/ann", "[person/ann, application/x]"),
    )
    part = page_of(tmp_path, *told).get_element_by_id("asked")
    assert not part.find_class("tally")
    assert not part.find_class("answers")
    assert [text(found) for found in part.find_class("minor")] == ["Sought in applications"]
    assert text(part.find_class("deciding")[0]) == "decided: Verdict: granted"
    assert part.find_class("standing-intended")


def test_who_presided_and_what_was_taken_off_are_told(tmp_path: Path) -> None:
    """The presiding judge is named as such, and a term that was taken off reads otherwise than one that is left."""
    tie = "id: relationship/x, type: Relationship, agent: person/p-7f3a, concerns: decision/v, role: presiding-judge"
    told = (
        f"    that:\n      - {VERDICT[:-1]}, judge: person/p-7f3a}}",
        f"    that:\n      - {{{tie}}}",
        "    that:\n      - {id: decision/v#s, type: Sentence, kind: fine, outcome: reduced-by, amount: ten, partOf: decision/v,"
        " concerns: org/paper}",
    )
    facts = text(page_of(tmp_path, *told).get_element_by_id("decision/v").find_class("facts")[0])
    assert "protected person p-7f3a (presiding judge)" in facts
    assert "fine: reduced by ten (concerning The Paper)" in facts


def test_the_styles_of_the_dossier_touch_nothing_in_the_network(repo: Path, tmp_path: Path) -> None:
    """No rule of the dossier's own matches anything that the picture draws: filters, legend, panel, list of ties."""
    graph = rightsgraph.open(repo / "data")
    path = tmp_path / "case.html"
    payload = picture.payload(graph.networks, graph.settings, (), filters=Filters(case="case/askarov"))
    path.write_text(picture.dossier_page(graph.case("case/askarov"), payload), encoding="utf-8")
    css = (repo / "src/rightsgraph/dossier/templates/dossier.css").read_text("utf-8")
    with browsers.chromium() as browser, browsers.visiting(browser) as visit:
        shown = visit.open(path)
        assert shown.evaluate(MATCHING, [css, "main"])
        assert shown.locator("#network h2").count() > 3
        assert shown.evaluate(MATCHING, [css, "#network"]) == []


def test_a_network_has_its_place_and_its_data(dossier: Dossier) -> None:
    """With a network, the page holds its data, the element it is drawn into, and the scripts and styles that draw it."""
    given = {"version": 1, "dataset": {"title": "Elsewhere", "version": "3", "licence": ""}, "nodes": [{"label": "</script>"}]}
    html = dossier.to_html(given, styles=["#network { height: 10rem }"], scripts=["let drawn = true;"])
    tree = lxml.html.document_fromstring(html)
    assert tree.get_element_by_id("network").get("data-mode") == "embedded"
    assert json.loads(tree.get_element_by_id("data-network").text) == given
    assert [part.get("id") for part in tree.find_class("part")][-2:] == ["network-of-the-case", "sources"]
    assert "Elsewhere, version 3" in text(tree.find_class("closing")[0])
    assert "let drawn = true;" in html


def test_an_empty_case_says_what_is_missing(tmp_path: Path) -> None:
    """A case of which no source speaks has a page, each part of it with a sentence."""
    for name, content in {"dataset.yaml": SETTINGS, "actors/all.yaml": ACTORS, "cases/ann.yaml": CASE}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    tree = lxml.html.document_fromstring(rightsgraph.open(tmp_path).case("case/ann").to_html())
    for part in ("record", "decided", "asked", "said", "disagreements", "participants", "sources"):
        assert re.search(r"\b(no|not|nobody|nothing)\b", text(tree.get_element_by_id(part)), re.IGNORECASE)


def test_the_shipped_cases_have_pages(repo: Path) -> None:
    """Every case of the shipped dataset can be written as a page whose links lead somewhere."""
    graph = rightsgraph.open(repo / "data")
    cases = sorted(
        node for node, classes in graph.derived.ledger.context.classes.items() if any(found.endswith("#Case") for found in classes)
    )
    assert cases
    for case in cases:
        tree = lxml.html.document_fromstring(graph.case(case).to_html())
        assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(tree.xpath("//@id"))


# --- dates drawn -------------------------------------------------------------------------------------------------------------


def moment(certainty: str, *days: tuple[str | None, str | None]) -> Moment:
    """Make a moment of days."""
    return Moment("then", certainty, days[0][0], days[-1][1], days=days)


def test_a_day_is_a_tick_in_its_place() -> None:
    """The first of July stands in the middle of the line of a year."""
    assert re.findall('class="tick" d="M([0-9.]+) ', draw(moment("exact", ("2010-07-02", "2010-07-02")))) == ["96"]


def test_a_month_is_as_long_as_it_is() -> None:
    """A bar covers the days that the date may mean, and no more."""
    drawn = draw(moment("month", ("2010-06-01", "2010-06-30")))
    assert re.findall(' x="([0-9.]+)" y="[0-9]+" width="([0-9.]+)"', drawn) == [("79.4", "15.8")]
    assert "tick" not in drawn


def test_one_of_several_days_is_ticks_joined() -> None:
    """Each possible day has its tick; a line joins the first to the last."""
    drawn = draw(moment("one-of", ("2010-06-15", "2010-06-15"), ("2010-06-25", "2010-06-25"), ("2010-07-12", "2010-07-12")))
    assert drawn.count('class="tick"') == 3
    assert drawn.count('class="join"') == 1


def test_about_then_has_soft_ends() -> None:
    """A bar covers the days named and fades on both sides of them."""
    drawn = draw(moment("approximate", ("2010-06-01", "2010-06-30")))
    assert re.findall(' x="([0-9.]+)" y="[0-9]+" width="([0-9.]+)" height="6"/>', drawn) == [("79.4", "15.8")]
    assert re.findall('opacity="([0-9.]+)"', drawn) == ["0.6", "0.6", "0.35", "0.35", "0.15", "0.15"]


@pytest.mark.parametrize(
    ("certainty", "days", "end"), [("open-end", ("2010-06-01", None), "200"), ("open-start", (None, "2010-06-01"), "-8")]
)
def test_an_open_end_is_an_arrow(certainty: str, days: tuple[str | None, str | None], end: str) -> None:
    """The line runs out of the year on the side that is open."""
    known = days[0] or days[1]
    drawn = draw(Moment("then", certainty, days[0], days[1], days=((known, known),)))
    assert f"H{end}m" in drawn


def test_a_span_beyond_the_year_has_no_tick_where_it_goes_on() -> None:
    """No day is drawn that no source names: what goes on into another year runs to the edge."""
    assert draw(Moment("then", "span", "2016-10-04", "2017-01-24")).count('class="tick"') == 1
    assert draw(Moment("then", "span", "2016-10-04", "2016-11-24")).count('class="tick"') == 2


def test_a_moment_goes_under_the_year_that_is_known() -> None:
    """The first possible day decides, else the last."""
    assert year_of(Moment("then", "span", "2016-10-04", "2017-01-24")) == 2016
    assert year_of(Moment("then", "open-start", None, "2017-01-24")) == 2017


# --- who says what -----------------------------------------------------------------------------------------------------------


def statement(name: str, *speakers: str) -> Statement:
    """Make a statement that some make."""
    said = tuple(Saying((who,), "states", "affirms", "own", (), 1, (Spot("1", True),), ()) for who in speakers)
    return Statement(name, name, "acts", "torture", (), "", False, said)


def test_those_who_speak_most_have_columns() -> None:
    """Who speaks of several statements has a column, the others share one."""
    found = arrange([statement("a", "A", "B"), statement("b", "A", "C"), statement("c", "A", "D"), statement("d", "B")])
    assert found.columns == ("A", "B")
    assert found.others
    assert [len(row.others) for row in found.rows] == [0, 1, 1, 0]
    assert [bool(cell) for cell in found.rows[0].cells] == [True, True]


def test_few_speakers_have_a_column_each() -> None:
    """Where not more than three speak, nobody is among the others."""
    found = arrange([statement("a", "A"), statement("b", "B", "C")])
    assert found.columns == ("A", "B", "C")
    assert not found.others
