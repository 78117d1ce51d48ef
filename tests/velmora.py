"""A made-up case in a made-up state: what the shipped data does not show. States answer, doubt and deny; sources repeat each other."""

from __future__ import annotations

from pathlib import Path

BASE = "https://example.org/velmora/"
DATASET = f"title: Velmora\nbase: {BASE}\nlicence: https://example.org/licence\n"
CASE = "id: case/rell\ntype: Case\nkind: matter\nconcerns: person/tomas-rell\n"
ACTORS = """
actors:
  - {id: state/velmora, type: State, label: Velmora}
  - {id: org/velmora-police, type: Body, kind: police, label: Velmora police, partOf: state/velmora}
  - {id: org/velmora-ministry, type: Body, kind: ministry, label: Ministry, partOf: state/velmora}
  - {id: org/committee, type: Body, kind: treaty-body, label: Committee}
  - {id: org/lantern-watch, type: Organization, kind: ngo, label: Lantern Watch}
  - {id: org/orlen-daily, type: Organization, kind: media, label: Orlen Daily}
  - {id: person/tomas-rell, type: Person, label: Tomas Rell}
  - {id: person/ilse-dorn, type: Person, label: Ilse Dorn}
"""
WATCH = """
id: source/watch
type: Source
kind: report
author: org/lantern-watch
claims:
  - id: "#arrest"
    passage: {paragraph: "1"}
    that: [{id: event/arrest, type: Event, kind: arrest, concerns: person/tomas-rell, date: 2021-03-04}]
  - id: "#demands"
    passage: {paragraph: "2"}
    that:
      - id: call/watch
        type: Call
        kind: statement
        agent: org/lantern-watch
        date: 2022-01
        contains:
          - {id: "#release", type: Measure, kind: release, bindingness: called-for, addressee: state/velmora}
          - {id: "#inquiry", type: Measure, kind: investigation, bindingness: called-for, addressee: org/velmora-police}
          - {id: "#care", type: Measure, kind: medical-care, bindingness: called-for, addressee: org/velmora-ministry}
          - {id: "#access", type: Measure, kind: access-to-information, bindingness: called-for, addressee: state/velmora}
          - {id: "#apology", type: Measure, kind: other-measure, bindingness: called-for, addressee: state/velmora}
          - {id: "#law", type: Measure, kind: law-reform, bindingness: called-for, addressee: state/velmora}
  - id: "#answers"
    passage: {paragraph: "3"}
    that:
      - {id: event/a1, type: Response, kind: refused, agent: state/velmora, respondsTo: call/watch#release, date: 2022-03}
      - {id: event/a2, type: Response, kind: ignored, agent: state/velmora, respondsTo: call/watch#inquiry}
      - {id: event/a3, type: Response, kind: done, agent: state/velmora, respondsTo: call/watch#care}
      - {id: event/a4, type: Response, kind: partly-done, agent: state/velmora, respondsTo: call/watch#access}
      - {id: event/a5, type: Response, kind: no-evidence, agent: state/velmora, respondsTo: call/watch#apology}
  - id: "#second"
    passage: {paragraph: "3"}
    that:
      - id: call/second
        type: Call
        kind: letter
        agent: org/lantern-watch
        date: 2022-02?
        contains: [{id: "#visit", type: Measure, kind: other-measure, bindingness: called-for, addressee: org/velmora-police}]
      - {id: event/a6, type: Response, kind: refused, agent: org/velmora-police, respondsTo: call/second, date: "[2022-04-30,2022-05-02]"}
  - id: "#rulings"
    passage: {paragraph: "3"}
    that:
      - id: decision/first
        type: Decision
        kind: verdict
        decidedBy: org/velmora-ministry
        concerns: person/tomas-rell
        date: 2021-10
        contains:
          - {id: "#guilt", type: Holding, concerns: person/tomas-rell, issue: conviction, outcome: guilty}
          - {id: "#term", type: Sentence, kind: imprisonment, concerns: person/tomas-rell, outcome: imposed, term: 9 years}
      - id: decision/second
        type: Decision
        kind: judgment
        decidedBy: org/velmora-ministry
        concerns: person/tomas-rell
        date: 2022-06
        varies: decision/first#term
        contains:
          - {id: "#guilt", type: Holding, concerns: person/tomas-rell, issue: conviction, outcome: quashed, quashes: decision/first#guilt}
  - id: "#charge"
    passage: {paragraph: "3"}
    that: [{id: charge/fraud, type: Charge, concerns: person/tomas-rell, label: Fraud}]
  - id: "#torture"
    passage: {paragraph: "4"}
    stance: alleges
    that: [{id: act/torture, type: Act, kind: torture, concerns: person/tomas-rell, agent: org/velmora-police}]
  - id: "#harassment"
    passage: {paragraph: "5"}
    stance: alleges
    that: [{id: act/harassment, type: Act, kind: harassment, concerns: person/tomas-rell}]
  - id: "#threats"
    passage: {paragraph: "6"}
    stance: alleges
    that: [{id: act/threats, type: Act, kind: threats, concerns: person/tomas-rell}]
  - id: "#fabricated"
    passage: {paragraph: "7"}
    stance: believes
    that: [{id: char/fabricated, type: Characterization, kind: fabricated, concerns: charge/fraud}]
"""
DAILY = """
id: source/daily
type: Source
kind: news-report
author: org/orlen-daily
derivesFrom: source/watch
claims:
  - id: "#arrest"
    passage: {paragraph: "1"}
    that: [{id: event/arrest, type: Event, kind: arrest, concerns: person/tomas-rell, date: 2021-03-04}]
  - id: "#denial"
    passage: {paragraph: "2"}
    claimant: org/velmora-police
    stance: denies
    disputes: source/watch#torture
  - id: "#doubt"
    passage: {paragraph: "3"}
    claimant: org/velmora-ministry
    stance: doubts
    that: [{id: act/threats, type: Act, kind: threats, concerns: person/tomas-rell}]
  - id: "#not-fabricated"
    passage: {paragraph: "4"}
    claimant: org/velmora-ministry
    stance: denies
    disputes: source/watch#fabricated
  - id: "#trial-watch"
    passage: {paragraph: "5"}
    claimant: person/ilse-dorn
    that: [{id: event/trial, type: Event, kind: trial, concerns: person/tomas-rell, date: 2021-09-01}]
  - id: "#trial-police"
    passage: {paragraph: "6"}
    claimant: org/velmora-police
    that: [{id: event/trial, type: Event, kind: trial, concerns: person/tomas-rell, date: 2021-09-01}]
"""

FILES = {
    "dataset.yaml": DATASET,
    "actors/actors.yaml": ACTORS,
    "cases/rell.yaml": CASE,
    "sources/watch.yaml": WATCH,
    "sources/daily.yaml": DAILY,
}


def write(folder: Path) -> Path:
    """Write the dataset into a folder, which is made, and return it."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder
