"""Cards: who says what, side by side, contradictions marked; and nothing from outside is ever HTML."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from geo.events.assembly import ASPECTS, DEATHS, INJURED
from geo.events.atlas import Atlas, with_grades
from geo.events.grades import Grade, Grades
from geo.out import cards
from geo.out.known import known
from geo.out.share import read_query
from geo.out.shown import Shown, show
from geo.vocabulary.view import View
from tests.geo.out.harmless import Seen, assert_harmless

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</article><iframe src=//evil.example>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
]

NUMBERS = {"fatalities_low": DEATHS, "injured": INJURED}


def poisoned(atlas: Atlas, text: str) -> Atlas:
    """The world with `text` in every free field of every event, claim and place."""
    chronology = atlas.chronology
    events = chronology.events.assign(**dict.fromkeys(("title", "doubt", "note", "place_reported", "actors"), text))
    fields = (
        "speaker",
        "speaker_side",
        "statement",
        "attributed_to",
        "outlet_name",
        "via",
        "document_title",
        "url",
        "doubt",
    )
    claims = chronology.claims.assign(**dict.fromkeys((*fields, "language"), text))
    places = atlas.places.assign(**dict.fromkeys(("reported", "read_as", "place_name", "reason", "note"), text))
    return replace(atlas, chronology=replace(chronology, events=events, claims=claims), places=places)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_is_only_text(atlas: Atlas, id_of: Callable[[str], str], text: str) -> None:
    spoilt = poisoned(atlas, text)
    html = cards.event_card(spoilt, show(spoilt, View()), id_of("2024-01-16-panjgur-strike"))
    seen = assert_harmless(html)
    assert seen.text.count(text) > 20, "it is shown, as text"
    links = [attributes["href"] for tag, attributes in seen.tags if tag == "a"]
    assert all(link.startswith("sources?v=1&outlet=") for link in links), "none of it is a link"


def test_every_shipped_card_is_harmless_and_complete(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    for event, row in atlas.chronology.events.iterrows():
        seen = assert_harmless(cards.event_card(atlas, shown, event))
        assert row["title"] in seen.text
        assert len(seen.classed("zp-claim")) == (atlas.chronology.claims["event_id"] == event).sum()
        assert not seen.classed("zp-dim")


def test_the_strike_at_panjgur_shows_who_denies_and_which_number_differs(atlas, look, id_of) -> None:
    event = id_of("2024-01-16-panjgur-strike")
    claims = atlas.chronology.claims[atlas.chronology.claims["event_id"] == event]
    seen = Seen(cards.event_card(atlas, look(), event))
    assert len(seen.classed("zp-stance-denies")) == (claims["stance"] == "denies").sum()
    disputed = atlas.chronology.assemblies[event].disputed
    for aspect, versions in disputed.items():
        assert f"≠ {ASPECTS[aspect]}" in seen.text
        assert len(versions) > 0 and all(version.position in seen.text for version in versions)
    numbers = sum(claims[column].notna().sum() for column, aspect in NUMBERS.items() if aspect in disputed)
    assert len(seen.classed("zp-differs")) == numbers > 0
    assert len(seen.classed("zp-side")) == claims["speaker_side"].nunique() >= 2, "the sides stand side by side"


def test_claims_outside_the_filters_are_dimmed(atlas, look, id_of) -> None:
    event = id_of("2024-01-18-saravan-strike")
    shown = look(side=("iran_state",))
    mine = shown.claims[shown.claims["event_id"] == event]
    seen = Seen(cards.event_card(atlas, shown, event))
    assert len(seen.classed("zp-dim")) == (~mine["passes"]).sum() > 0
    assert len(seen.classed("zp-claim")) == len(mine) > len(seen.classed("zp-dim"))
    assert f"{(~mine['passes']).sum()} dimmed" in seen.text


def test_an_event_outside_the_view_is_shown_and_said_to_be(atlas, look, id_of) -> None:
    event = id_of("2024-01-18-saravan-strike")
    inside, outside = (Seen(cards.event_card(atlas, look(q=words), event)) for words in ("", "xyzzy"))
    assert "outside the present filters" in outside.text
    assert "outside the present filters" not in inside.text
    assert len(outside.classed("zp-dim")) == len(outside.classed("zp-claim")) > 0


def test_a_document_without_address_is_cited_by_its_title(atlas: Atlas, look: Callable[..., Shown]) -> None:
    claims = atlas.chronology.claims
    cited = claims[claims["url"] == ""].iloc[0]
    html = cards.event_card(atlas, look(), cited["event_id"])
    assert f"“{cited['document_title']}”" in Seen(html).text


def test_an_outlets_name_leads_to_what_else_it_reports(atlas: Atlas, look: Callable[..., Shown], id_of) -> None:
    event = id_of("2024-01-16-panjgur-strike")
    seen = Seen(cards.event_card(atlas, look(side=("iran_state",)), event))
    links = [a["href"] or "" for tag, a in seen.tags if tag == "a" and (a["href"] or "").startswith("sources?")]
    claims = atlas.chronology.claims[atlas.chronology.claims["event_id"] == event]
    asked = [read_query(link.removeprefix("sources?"), known()) for link in links]
    assert sorted(view.outlet[0] for view, _ in asked) == sorted(claims["outlet_id"])
    assert {(view.event, view.side, unmet) for view, unmet in asked} == {(event, ("iran_state",), ())}


def test_every_claim_prints_its_grade_in_words_for_those_who_listen(atlas: Atlas, look: Callable[..., Shown]) -> None:
    claims = atlas.chronology.claims
    event, outlet = claims.iloc[0][["event_id", "outlet_id"]]
    rows = tuple(
        Grade("2024-02-01T10:00:00Z", HOSTILE[0], subject, HOSTILE[1], grade, HOSTILE[3])
        for subject, grade in ((f"outlet:{outlet}", "B"), (f"claim:{claims.index[0]}", "2"))
    )
    graded = with_grades(atlas, Grades(rows))
    seen = assert_harmless(cards.event_card(graded, show(graded, View()), event))
    labels = [each["aria-label"] for each in seen.classed("zp-grade")]
    assert len(labels) == (claims["event_id"] == event).sum()
    assert labels.count("Analyst's grade B2: outlet B usually reliable; claim 2 probably true") == 1
    assert all(each["title"] for each in seen.classed("zp-grade"))
    assert "Analyst's grade F6" in cards.event_card(atlas, look(), event).replace("&#39;", "'")
    told = assert_harmless(cards.grade_history(graded, f"outlet:{outlet}"))
    assert "B usually reliable" in told.text and HOSTILE[0] in told.text and HOSTILE[3] in told.text
    assert "nobody has graded it" in assert_harmless(cards.grade_history(atlas, f"claim:{claims.index[0]}")).text


def test_a_document_without_a_title_leaves_no_quotes(atlas: Atlas) -> None:
    claims = atlas.chronology.claims.assign(document_title="", url="", passes=True).iloc[:1]
    html = cards.claim_list(atlas, claims["event_id"].iloc[0], "Dawn", claims)
    assert "“”" not in html and claims["outlet_name"].iloc[0] in html
    address = "https://example.org/report"
    seen = Seen(cards.claim_list(atlas, claims["event_id"].iloc[0], "Dawn", claims.assign(url=address)))
    assert address in seen.text and "“”" not in seen.text
