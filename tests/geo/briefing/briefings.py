"""Hypothesis strategies of briefings, with all that a hasty reader of files stumbles over."""

from datetime import date

from hypothesis import strategies as st

from geo.briefing.steps import KINDS, LIKELIHOODS, Briefing, Judgement, Step
from geo.out.share import KEYS, write_query
from tests.views import views

ODD = st.sampled_from(
    [
        "# one: 'two' \"three\"",
        "## Another step",
        "\\## kept",
        "\\\\## twice",
        "```step\nkind: map\n```",
        "```\n## in a fence\n```",
        "---",
        "- (likely) x",
        "(likely) x",
        "آج چاغی میں",
        "🚚 zero\nwidth\u200bjoin",
        "a: b\n  c",
        "*bold* &amp; <b>",
        "=1+1",
        "Key judgements",
        "## Key judgements\n\n- (likely) y",
        "tab\there",
        "null",
        "2024-01-16",
        "\u2028line",
        "no\r\nwindows\rline",
    ]
)
TEXT = st.lists(st.one_of(ODD, st.text(max_size=30)), max_size=3).map("\n".join)
DAYS = st.dates(date(1000, 1, 1))
QUERIES = st.one_of(
    views().map(write_query),
    st.lists(st.tuples(st.sampled_from(KEYS), st.text(max_size=10)), max_size=4).map(
        lambda pairs: "&".join(f"{key}={value}" for key, value in pairs)
    ),
)
STEPS = st.builds(
    lambda title, kind, query, notes, since: Step(
        title, kind, query, notes, since if kind != "changes" else since or date(2024, 1, 20)
    ),
    TEXT,
    st.sampled_from(list(KINDS)),
    QUERIES,
    TEXT,
    st.none() | DAYS,
)
BRIEFINGS = st.builds(
    Briefing,
    TEXT,
    st.lists(STEPS, max_size=3).map(tuple),
    TEXT,
    st.lists(st.builds(Judgement, TEXT, st.sampled_from(["", *LIKELIHOODS])), max_size=3).map(tuple),
    TEXT,
    st.none() | DAYS,
)
