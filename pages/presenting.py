"""A briefing step by step, to be projected: title, the live view, the notes; keys, a clicker or the buttons go on."""

import streamlit as st

from geo.briefing.draft import view_query
from geo.briefing.prose import safe_markdown
from geo.briefing.steps import LIKELIHOODS, Briefing, Judgement, Step
from geo.out import escaped
from geo.out.known import known
from geo.out.sentence import say_count, say_view
from geo.out.share import read_query
from geo.vocabulary.view import View
from pages import caches, current, drafting
from pages.event_card import draw_event_card
from pages.present_keys import present_keys
from pages.step_view import draw_step_view

HEIGHT = 590  # pixels: with a title of one line it ends where a screen of 720 lines does
WIDTHS = {"map": [11, 7], "chart": [11, 7]}
"""Shares of the picture and the notes; tables get more."""
COVER = 0
"""The number of the first screen: title, summary and key judgements; the steps follow from 1."""


def presenting() -> bool:
    """Whether the address asks for a presentation."""
    return current.own("present") == "1" or st.context.is_embedded


def start(step: int) -> None:
    """Present from this step on (COVER is the title): the address becomes the step's view."""
    steps = drafting.draft().briefing.steps
    number = min(max(step, COVER), len(steps))
    query = steps[number - 1].query if number else ""
    current.go(query or "v=1", present="1", step=str(number))
    drafting.tell_address()


def leave() -> None:
    """Back to composing; the View stays that of the step."""
    current.go(current.query() or "v=1", present="", step="")


def draw_presentation() -> None:
    """The screen that the address names."""
    briefing = drafting.draft().briefing
    number = _number(len(briefing.steps))
    view, _ = current.view()
    with st.container(key="present"):
        _draw_head(briefing, number)
        if number:
            _draw_step(briefing.steps[number - 1], view)
        else:
            _draw_cover(briefing)


def _number(steps: int) -> int:
    """The screen asked for; one that there is not is the nearest that there is. A link that names no view gets the step's."""
    asked = current.own("step")
    number = min(int(asked), steps) if asked.isascii() and asked.isdigit() and len(asked) < 6 else COVER
    if number and not current.query():
        start(number)
        st.rerun()
    return number


def _draw_head(briefing: Briefing, number: int) -> None:
    total = len(briefing.steps)
    title = briefing.steps[number - 1].title if number else briefing.title
    left, right = st.columns([5, 4], vertical_alignment="center")
    left.html(escaped.render("step_head.html", title=title, number=number, total=total, briefing=briefing.title))
    with right.container(
        horizontal=True,
        gap="xsmall",
        horizontal_alignment="right",
        vertical_alignment="center",
        key="present_buttons",
    ):
        _button("first", "First", ":material/first_page:", COVER, number == COVER)
        _button("back", "Back", ":material/chevron_left:", number - 1, number == COVER)
        _button("next", "Next", ":material/chevron_right:", number + 1, number == total, kind="primary")
        _button("last", "Last", ":material/last_page:", total, number == total)
        present_keys(key="present_keys")
        if not st.context.is_embedded:
            st.button(
                "Leave", icon=":material/close:", on_click=leave, key="present_leave", help="Back to composing (Esc)"
            )


def _button(name: str, label: str, icon: str, to: int, disabled: bool, kind: str = "secondary") -> None:
    shown = "" if name in ("first", "last") else label
    help_text = {"first": "To the title (Home)", "back": "One step back (←, Page Up)", "next": "One step on (→, Page Down, space)",
                 "last": "To the last step (End)"}[name]  # fmt: skip
    st.button(
        shown,
        icon=icon,
        on_click=start,
        args=(to,),
        disabled=disabled,
        key=f"present_{name}",
        help=help_text,
        type=kind,
    )


def _draw_cover(briefing: Briefing) -> None:
    with st.container(key="present_notes"):
        st.markdown(safe_markdown(briefing.summary))
        if briefing.judgements:
            st.markdown("#### Key judgements")
            st.markdown("\n".join(map(_say, briefing.judgements)))
        st.caption(escaped.plain_markdown(_byline(briefing)))


def _say(judgement: Judgement) -> str:
    word = (
        f"**{judgement.likelihood}** ({'–'.join(map(str, LIKELIHOODS[judgement.likelihood]))} %): "
        if judgement.likelihood
        else ""
    )
    return f"- {word}{safe_markdown(judgement.text)}".replace("\n", "\n  ")


def _byline(briefing: Briefing) -> str:
    steps = f"{len(briefing.steps)} {'step' if len(briefing.steps) == 1 else 'steps'}"
    parts = [briefing.author, f"as of {briefing.as_of}" if briefing.as_of else "", steps]
    return " · ".join(filter(None, parts))


def _draw_step(step: Step, view: View) -> None:
    if step.kind == "text":
        with st.container(key="present_notes"):
            st.markdown(safe_markdown(step.notes))
        return
    shown_side, notes_side = st.container(key="present_step").columns(WIDTHS.get(step.kind, [12, 6]))
    with shown_side:
        draw_step_view(step.kind, view, step.since, HEIGHT)
    with notes_side:
        with st.container(key="present_notes"):
            st.markdown(safe_markdown(step.notes))
        st.caption(escaped.plain_markdown(_sentence(step, view)))
        _draw_claims(step, view)


def _sentence(step: Step, view: View) -> str:
    atlas = caches.atlas()
    shown = caches.shown(view.comparison() if step.kind == "comparison" else view.question())
    return f"{say_count(len(shown.events), shown.total)}: {say_view(view, atlas.choices, atlas.lenses)}"


def _draw_claims(step: Step, view: View) -> None:
    """The card of the selected event: open where it was picked just now, closed where the step itself selects it."""
    if not view.event:
        return
    picked = read_query(view_query(step.query), known())[0].event != view.event
    with st.expander("Who says so", expanded=picked):
        draw_event_card(caches.shown(view.question()), view.event)
