"""The steps of a briefing: their list on the left, the one that is being edited on the right."""

from datetime import timedelta
from functools import partial
from typing import Any

import streamlit as st

from geo.briefing import draft
from geo.briefing.fields import LONGEST
from geo.briefing.steps import KINDS, Briefing, Step
from geo.out import escaped, lists
from geo.out.known import known
from geo.out.sentence import say_count, say_view
from geo.out.share import Pairs, read_query, write
from pages import caches, current, drafting
from pages.presenting import start

LOOKING_BACK = timedelta(days=30)
"""How long before the end of its window a step of changes compares, before another day is chosen."""


def draw_steps() -> None:
    """List and editor; a word where there is no step yet."""
    steps = drafting.draft().briefing.steps
    st.subheader(f"Steps ({len(steps)})", divider="gray")
    if not steps:
        st.info(
            "No step yet. Open any page, set filters and map as you want them seen, and press **Add to briefing** at its head."
        )
        st.button(
            "Look at the briefing that ships",
            on_click=drafting.open_example,
            icon=":material/menu_book:",
            key="example_empty",
        )
        return
    listed, editor = st.container(key="steps").columns([8, 10], gap="medium")
    with listed:
        for at, step in enumerate(steps):
            _draw_line(at, step)
    with editor:
        _draw_editor(drafting.at(), steps[drafting.at()])


def _draw_line(at: int, step: Step) -> None:
    picked = at == drafting.at()
    with st.container(key=f"list_step_{at}", gap=None):
        st.button(
            f"{at + 1}. {escaped.plain_markdown(step.title)}",
            key=f"step_pick_{at}",
            on_click=drafting.pick,
            args=(at,),
            type="secondary" if picked else "tertiary",
            width="stretch",
        )
        st.caption(escaped.plain_markdown(f"{KINDS[step.kind]}{_say(step)}"))


def _say(step: Step) -> str:
    """ " · 2 of 121 events · Events of the kind …": what the step shows."""
    if step.kind == "text":
        return ""
    atlas = caches.atlas()
    view, unmet = read_query(step.query, known())
    shown = caches.shown(view.comparison() if step.kind == "comparison" else view.question())
    lacking = f" · what its view asks for and cannot have: {len(unmet)}" if unmet else ""
    return f" · {say_count(len(shown.events), shown.total)} · {say_view(view, atlas.choices, atlas.lenses)}{lacking}"


def _draw_editor(at: int, step: Step) -> None:
    last = len(drafting.draft().briefing.steps) - 1
    edit = partial(_button, at)
    with st.container(horizontal=True, gap="xsmall", key="step_bar"):
        edit("up", "Up", ":material/arrow_upward:", "moving a step", draft.move, -1, then=at - 1, off=at == 0)
        edit("down", "Down", ":material/arrow_downward:", "moving a step", draft.move, 1, then=at + 1, off=at == last)
        edit("duplicate", "Duplicate", ":material/content_copy:", "duplicating a step", draft.duplicate, then=at + 1)
        edit("remove", "Remove", ":material/delete:", f"removing “{step.title}”", draft.remove, then=max(at - 1, 0))
        st.button("Present from here", icon=":material/slideshow:", on_click=start, args=(at + 1,), key="start_here")
    st.text_input(
        "Title of the step",
        key=current.widget("step_title", step.title),
        max_chars=LONGEST["title"],
        on_change=_set(at, "title"),
    )
    kind, since = st.columns(2)
    kind.selectbox(
        "Shows",
        list(KINDS),
        key=current.widget("step_kind", step.kind),
        format_func=lambda name: KINDS[name].capitalize(),
        on_change=drafting.edited("step_kind", "the kind of a step", partial(_as_kind, drafting.draft().briefing, at)),
    )
    if step.kind == "changes":
        since.date_input(
            "Changes since",
            key=current.widget("step_since", step.since),
            format="YYYY-MM-DD",
            help="What was published from this day on is compared with all before it.",
            on_change=_set(at, "since"),
        )
    st.text_area(
        "Notes (Markdown)",
        key=current.widget("step_notes", step.notes),
        max_chars=LONGEST["notes"],
        height=220,
        on_change=_set(at, "notes"),
    )
    if step.kind != "text":
        _draw_view(at, step)


def _draw_view(at: int, step: Step) -> None:
    """The step's view in words, and the ways to look at it and to put another in its place."""
    view, unmet = read_query(step.query, known())
    st.markdown(f"**View:** {escaped.plain_markdown(_say(step).removeprefix(' · '))}")
    if unmet:
        st.warning(lists.complaints(unmet), icon=":material/link_off:")
    with st.container(horizontal=True, gap="small", key="step_view_bar"):
        pairs: Pairs = write(view)
        st.page_link(
            draft.PAGE_OF.get(step.kind, "map.py"),
            label="Open this view",
            icon=":material/open_in_new:",
            query_params=pairs,
        )
        st.button(
            "Use the current view",
            icon=":material/sync_alt:",
            on_click=drafting.edit,
            args=("the view of a step", _with_query, at, current.query()),
            help="Put the view that the side bar and the time line have now in its place",
            key="step_use_view",
        )


def _button(
    at: int, name: str, label: str, icon: str, said: str, act: Any, *more: Any, then: int, off: bool = False
) -> None:
    st.button(
        label,
        icon=icon,
        on_click=drafting.edit,
        args=(said, act, at, *more),
        kwargs={"then": then},
        disabled=off,
        key=f"step_{name}",
    )


def _set(at: int, field: str) -> Any:
    return drafting.edited(
        f"step_{field}", f"the {field} of a step", partial(_with, drafting.draft().briefing, at, field)
    )


def _with(drawn: Briefing, at: int, field: str, briefing: Briefing, value: Any) -> Briefing:
    return draft.change_drawn(briefing, drawn, at, **{field: value})


def _with_query(briefing: Briefing, at: int, query: str) -> Briefing:
    return draft.change_step(briefing, at, query=draft.view_query(query))


def _as_kind(drawn: Briefing, at: int, briefing: Briefing, kind: str) -> Briefing:
    view, _ = read_query(drawn.steps[at].query, known())
    day = (view.end or caches.atlas().last) - LOOKING_BACK  # from the last day on, nothing would be new
    return draft.change_drawn(briefing, drawn, at, **draft.as_kind(drawn.steps[at], kind, day))
