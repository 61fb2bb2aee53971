"""The briefing that ships shows the events that it means, and every line of its notes is found in the claims behind it."""

import re

import pytest

from geo.briefing.file import read_briefing, write_briefing
from geo.briefing.steps import KINDS, LIKELIHOODS, Step
from geo.events.atlas import Atlas
from geo.out.known import known
from geo.out.share import read_query
from geo.out.shown import Shown, show
from geo.settings import DATA
from geo.vocabulary.dates import say_date

FILE = DATA / "briefings" / "january-2024.md"
BRIEFING = read_briefing(FILE.read_text(encoding="utf-8"), FILE.name)
STRIKES = ["2024-01-16-panjgur-strike", "2024-01-18-saravan-strike"]
TALKS = [
    "2024-01-17-pakistan-recalls-ambassador",
    "2024-01-18-deescalation-statements",
    "2024-01-19-fm-deescalation-call",
    "2024-01-19-nsc-meeting",
    "2024-01-26-ambassadors-return",
]
DELEGATION, TRADE, LABOURERS = (
    "2024-01-chabahar-trade-delegation",
    "2024-01-18-border-trade-continues",
    "2024-01-27-saravan-labourers",
)
LIAISON = "2024-04-border-liaison-officers"
MEANT = {
    "Before: two attacks in Rask": ["2023-12-15-rask-police-hq", "2024-01-10-rask-police"],
    "16 January: Iran strikes in Panjgur": STRIKES[:1],
    "18 January: Pakistan strikes near Saravan": STRIKES[1:],
    "Who says what about the two strikes": STRIKES,
    "Two accounts: the Iranian and the Pakistani state": STRIKES,
    "Eleven days": [*STRIKES, *TALKS, DELEGATION, TRADE],
    "Trade that went on": [DELEGATION, TRADE],
    "De-escalation": [*TALKS, DELEGATION],
    "27 January: nine labourers shot in Saravan": [LABOURERS],
    "What came after, to the end of April": [
        LIAISON,
        "2024-02-24-iran-kills-shahbakhsh",
        "2024-04-security-pact-negotiation",
        "2024-naqvi-iran-visit-and-trilateral-planned",
        "2024-04-22-raisi-visit",
    ],
    "What was new from 22 January on": [*STRIKES, *TALKS, DELEGATION, TRADE, LABOURERS, LIAISON],
}
COUNTED = re.compile(
    r"(?i)\b(\w+) (?:\w+ )?(?:were killed|dead officers|children|girls died|were critically hurt|people were hurt|security men)"
)
SOURCED = re.compile(r"^- .*?\((?P<sources>[^()]*(?:\([^()]*\)[^()]*)*)\)$")


def asked(atlas: Atlas, step: Step) -> Shown:
    view, unmet = read_query(step.query, known())
    assert not unmet, step.title
    return show(atlas, view.comparison())


def lines(step: Step) -> list[str]:
    return [line for line in step.notes.split("\n") if line.startswith("- ")]


def test_it_shows_every_kind_of_step_and_is_written_as_it_is_read() -> None:
    assert {step.kind for step in BRIEFING.steps} == set(KINDS)
    assert FILE.read_text(encoding="utf-8") == write_briefing(BRIEFING)


@pytest.mark.parametrize("title", MEANT)
def test_each_step_shows_the_events_that_it_means(atlas: Atlas, title: str) -> None:
    step = next(step for step in BRIEFING.steps if step.title == title)
    assert set(asked(atlas, step).events["event_key"]) == set(MEANT[title])


def test_the_chart_has_all_attacks_and_strikes_of_the_other_steps(atlas: Atlas) -> None:
    step = next(step for step in BRIEFING.steps if step.kind == "chart")
    attacks = {*MEANT["Before: two attacks in Rask"], *STRIKES, LABOURERS, "2024-02-24-iran-kills-shahbakhsh"}
    assert attacks <= set(asked(atlas, step).events["event_key"])


@pytest.mark.parametrize("step", [s for s in BRIEFING.steps if s.kind != "text"], ids=lambda step: step.title)
def test_every_line_of_the_notes_names_reports_of_the_events_shown(atlas: Atlas, step: Step) -> None:
    claims = asked(atlas, step).claims
    reports = {
        f"{name}, {say_date(day)}" for name, day in claims[["outlet_name", "published_on"]].itertuples(index=False)
    }
    for line in lines(step):
        sources = SOURCED.match(line)["sources"].split("; ")
        assert set(sources) <= reports, line


def test_figures_in_the_notes_stand_in_the_claims_cited(atlas: Atlas) -> None:
    """A number of dead or hurt in a line is one that a claim of a cited report gives."""
    counts = {"two": 2, "three": 3, "four": 4, "eleven": 11, "twelve": 12, "ten": 10, "nine": 9, "one": 1}
    for step in BRIEFING.steps:
        claims = asked(atlas, step).claims if step.query else None
        for line in lines(step) if claims is not None else []:
            match = COUNTED.search(line)
            if not match or match[1].lower() not in counts:
                continue
            cited = [source.rpartition(", ")[0] for source in SOURCED.match(line)["sources"].split("; ")]
            told = claims[claims["outlet_name"].isin(cited)]
            numbers = {*told["fatalities_low"].dropna(), *told["fatalities_high"].dropna(), *told["injured"].dropna()}
            assert counts[match[1].lower()] in numbers, line


def test_the_judgements_use_the_words_of_likelihood_and_say_what_they_are() -> None:
    assert {each.likelihood for each in BRIEFING.judgements} <= {"", *LIKELIHOODS}
    assert "example" in BRIEFING.judgements[-1].text


def test_nobody_denies_that_either_strike_happened_and_no_crossing_was_reported_closed(atlas: Atlas) -> None:
    """What the first and the third judgement say of the data."""
    events = atlas.chronology.events.set_index("event_key")
    assert set(events.loc[STRIKES, "status"]) == {"contested"}, "contested, not denied"
    reports = atlas.chronology.crossing_status
    days = reports[(reports["first"] >= "2024-01-16") & (reports["last"] <= "2024-01-26")]
    assert len(days) and set(days["status"]) == {"open"}
    assert set(days["side"]) == {"local_official"}
