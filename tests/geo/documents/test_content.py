from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from geo.briefing.steps import KINDS, Briefing, Judgement, Step
from geo.documents.compose import compose, single
from geo.events.atlas import Atlas, open_atlas
from geo.out.share import write_query
from geo.out.shown import show
from geo.vocabulary.view import View
from tests.views import questions

JANUARY = "start=2024-01-10&end=2024-01-28"
MADE = datetime(2026, 1, 31, 12, tzinfo=UTC)


@settings(max_examples=15)
@given(questions())
def test_the_events_are_those_on_screen_in_their_order(view: View) -> None:
    atlas = open_atlas()
    (part,) = compose(atlas, single(write_query(view))).parts
    assert [told.event_id for told in part.events] == list(show(atlas, view).events.index)
    assert part.unmet == ()


def test_one_document_has_one_number_through_all_parts(atlas: Atlas) -> None:
    steps = tuple(Step(kind, kind, JANUARY) for kind in ("map", "timeline", "matrix"))
    content = compose(atlas, Briefing("January", steps))
    numbers = {said.claim_id: said.source for part in content.parts for said in part.events[0].claims}
    claims = atlas.chronology.claims
    for part in content.parts:
        for said in (said for told in part.events for said in told.claims):
            reference = content.references[said.source - 1]
            assert (reference.outlet, reference.title) == tuple(
                claims.loc[said.claim_id, ["outlet_name", "document_title"]]
            )
            assert numbers.setdefault(said.claim_id, said.source) == said.source
    assert [reference.number for reference in content.references] == list(range(1, len(content.references) + 1))
    assert len({(each.outlet, each.title, each.url) for each in content.references}) == len(content.references)
    shown = content.parts[0].shown
    assert shown is not None
    assert len(content.references) == shown.claims["document_id"].nunique()


def test_every_event_stands_once_in_the_annex_with_the_claims_of_all_parts(atlas: Atlas) -> None:
    steps = (Step("A", "map", f"{JANUARY}&outlet=dawn"), Step("B", "map", f"{JANUARY}&side=iran_state"))
    content = compose(atlas, Briefing("January", steps))
    first, second = ({said.claim_id for told in part.events for said in told.claims} for part in content.parts)
    assert {said.claim_id for told in content.events for said in told.claims} == first | second
    assert len({told.event_id for told in content.events}) == len(content.events)
    assert any("outside of the filters" in said for said in content.left_out)


def test_more_events_than_a_document_lists_are_counted(atlas: Atlas) -> None:
    content = compose(atlas, single(""), most=5)
    assert len(content.parts[0].events) == 5
    assert any("116 of 121 events are not listed" in said for said in content.left_out)
    assert len(compose(atlas, single(""), most=None).parts[0].events) == 121


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_view_makes_a_part_without_events(atlas: Atlas, kind: str) -> None:
    content = compose(atlas, single("start=2024-01-01&end=2024-01-01&kind=abduction", kind))
    assert content.parts[0].events == ()
    assert content.references == ()


def test_what_a_link_cannot_have_is_said(atlas: Atlas) -> None:
    (part,) = compose(atlas, single("kind=nothing&outlet=dawn", "map", "T")).parts
    assert any("nothing" in said for said in part.unmet)
    assert part.query == "v=1&outlet=dawn"
    (compared,) = compose(atlas, single("lens=side:iran_state", "comparison")).parts
    assert any("two accounts" in said for said in compared.unmet)


def test_head_and_links(atlas: Atlas) -> None:
    briefing = Briefing("T\u202e", (Step("", "matrix", JANUARY),), "*S*", (Judgement("J", "likely"), Judgement("K")))
    content = compose(atlas, briefing, "https://example.org/zp", MADE)
    assert (content.title, content.base) == ("T", "https://example.org/zp/")
    assert content.judgements == (("J", "likely (55–80 %)"), ("K", ""))
    assert content.made_at == MADE
    assert content.data_as_of == date(2026, 3, 18)
    part = content.parts[0]
    assert content.link(part.query, part.page) == f"https://example.org/zp/matrix?v=1&{JANUARY}"
    assert part.events[0].query.endswith(f"event={part.events[0].event_id}")
    assert part.title == part.sentence.rstrip(".")


@pytest.mark.parametrize("base", ["javascript:alert(1)", "localhost:8501", "http://", "http://[", "https://a.b/?x=1"])
def test_a_base_that_is_no_address_is_refused(atlas: Atlas, base: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        compose(atlas, single(""), base)


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind"):
        single("", "poem")


def test_a_comparison_tells_what_either_account_reports(atlas: Atlas) -> None:
    query = f"{JANUARY}&lens=side:iran_state&against=side:pakistan_state"
    (part,) = compose(atlas, single(query, "comparison")).parts
    assert part.table is not None
    assert set(part.table.event_ids) == {told.event_id for told in part.events}
    assert part.table.heading[:3] == ("Date", "Event", "Difference")
    wider = replace(part.view.question(), lens="")
    assert {told.event_id for told in part.events} < set(show(atlas, wider).events.index)
