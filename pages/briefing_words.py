"""The words of a briefing as a whole: title, author, day, summary, and the key judgements with their likelihood."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from geo.briefing.draft import set_judgement
from geo.briefing.fields import LONGEST
from geo.briefing.limits import MOST_JUDGEMENTS
from geo.briefing.steps import LIKELIHOODS, Briefing, Judgement
from pages import current, drafting

NONE = "no likelihood given"
WORDLESS = "…"
"""The text of a judgement that has no words yet."""


def draw_words() -> None:
    """The fields; each is taken over when it is left."""
    briefing = drafting.draft().briefing
    title, author, day = st.columns([5, 3, 2])
    title.text_input(
        "Title", key=current.widget("brief_title", briefing.title), max_chars=LONGEST["title"], on_change=_set("title")
    )
    author.text_input(
        "Author",
        key=current.widget("brief_author", briefing.author),
        max_chars=LONGEST["author"],
        on_change=_set("author"),
    )
    day.date_input(
        "As of",
        key=current.widget("brief_as_of", briefing.as_of),
        format="YYYY-MM-DD",
        help="The day whose knowledge the briefing stands on; may stay empty.",
        on_change=_set("as_of"),
    )
    judged = len(briefing.judgements)
    label = f"Summary and key judgements ({judged})"
    with st.expander(label, expanded=bool(current.value("brief_open")) or not (briefing.summary or judged)):
        st.text_area(
            "Summary (Markdown)",
            key=current.widget("brief_summary", briefing.summary),
            max_chars=LONGEST["summary"],
            height=110,
            on_change=_set("summary"),
        )
        for at, judgement in enumerate(briefing.judgements):
            _draw_judgement(at, judgement)
        st.button(
            "Add a key judgement",
            icon=":material/add:",
            disabled=judged >= MOST_JUDGEMENTS,
            on_click=_change,
            args=("adding a judgement", judged, Judgement(WORDLESS)),
            key="judgement_add",
        )
        st.caption(
            "Words of likelihood after ICD 203 (US ODNI, 2015), one row of words only, each for a range. They say how likely a thing is "
            "held to be, not how good the sources are: do not put a level of confidence into the same sentence."
        )


def _draw_judgement(at: int, judgement: Judgement) -> None:
    word, text, away = st.columns([3, 9, 1], vertical_alignment="center")
    word.selectbox(
        f"Likelihood of judgement {at + 1}",
        ["", *LIKELIHOODS],
        key=current.widget(f"judgement_word_{at}", judgement.likelihood),
        format_func=say_likelihood,
        label_visibility="collapsed",
        on_change=drafting.edited(f"judgement_word_{at}", "a likelihood", partial(_judge, at, "likelihood")),
    )
    text.text_area(
        f"Judgement {at + 1}",
        key=current.widget(f"judgement_text_{at}", "" if judgement.text == WORDLESS else judgement.text),
        placeholder="What you judge, in a sentence",
        max_chars=LONGEST["text"],
        height=68,
        label_visibility="collapsed",
        on_change=drafting.edited(f"judgement_text_{at}", "a judgement's words", partial(_judge, at, "text")),
    )
    away.button(
        "",
        icon=":material/delete:",
        help=f"Remove judgement {at + 1}",
        on_click=_change,
        args=("removing a judgement", at, None),
        key=f"judgement_remove_{at}",
    )


def _change(said: str, at: int, judgement: Judgement | None) -> None:
    """One judgement more or less; the box stays open, though its label, which counts them, makes it another box."""
    current.remember("brief_open", True)
    drafting.edit(said, set_judgement, at, judgement)


def say_likelihood(word: str) -> str:
    """ "likely (55–80 %)"."""
    return f"{word} ({LIKELIHOODS[word][0]}–{LIKELIHOODS[word][1]} %)" if word else NONE


def _judge(at: int, field: str, briefing: Briefing, value: Any) -> Briefing:
    words = value or (WORDLESS if field == "text" else "")
    return set_judgement(briefing, at, replace(briefing.judgements[at], **{field: words}))


def _set(field: str) -> Any:
    return drafting.edited(f"brief_{field}", f"the {field.replace('_', ' ')}", partial(_with, field))


def _with(field: str, briefing: Briefing, value: Any) -> Briefing:
    return replace(briefing, **{field: value})
