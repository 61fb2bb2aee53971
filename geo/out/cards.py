"""The one room that makes HTML: event cards, legend, histogram, lists. Everything from outside is escaped by Jinja2."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import numpy as np
import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geo.events.assembly import ASPECTS, DEATHS, INJURED, say_range
from geo.events.atlas import Atlas
from geo.events.grades import CREDIBILITY, RELIABILITY, UNJUDGED, scale_of
from geo.out.accounts import account, say_chains
from geo.out.share import write_query
from geo.out.shown import Shown
from geo.out.symbols import STANCES, STATUS_SIGNS, symbol
from geo.places.saying import why, words
from geo.settings import ROOT
from geo.vocabulary.dates import say_day, say_span, say_with_precision


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ROOT / "geo" / "out" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **names: Any) -> str:
    """HTML of a template of `geo/out/templates/`; every text is escaped."""
    return _environment().get_template(template).render(**names)


def presented_table(rows: pd.DataFrame, events: Sequence[str], label: str) -> str:
    """HTML of a table to be projected, its column `Event` made of buttons; `events` are the ids of the rows."""
    told = rows.astype(object).where(rows.notna(), "").astype(str)
    return render(
        "presented_table.html",
        label=label,
        heading=list(rows.columns),
        title=list(rows.columns).index("Event"),
        rows=list(zip(events, told.to_numpy().tolist(), strict=True)),
    )


def event_card(atlas: Atlas, shown: Shown, event: str, *, linked: bool = True) -> str:
    """HTML of an event: title, date, place in words, what contradicts what, and the claims side by side by speaker side.

    An event outside the View is drawn all the same, all its claims dimmed. Where the dashboard is not at hand, outlets are
    not `linked` to its page of sources.
    """
    row = atlas.chronology.events.loc[event]
    claims = atlas.chronology.claims[atlas.chronology.claims["event_id"] == event]
    passing = set(shown.claims.index[shown.claims["passes"]])
    said = [
        _claim(atlas, claim, each, claim in passing, row["disputed"])
        | (
            {"outlet_link": f"sources?{write_query(replace(shown.view, outlet=(each['outlet_id'],), event=event))}"}
            if linked
            else {}
        )
        for claim, each in claims.iterrows()
    ]
    sides = list(dict.fromkeys(each["side"] for each in said))
    parts = atlas.places[atlas.places["event_id"] == event]
    return (
        _environment()
        .get_template("card.html")
        .render(
            row=row,
            kind=atlas.chronology.label("kind", row["kind"]),
            symbol=symbol_image(row["kind"]),
            account=account(atlas, event),
            signs=(STATUS_SIGNS[row["status"]], STATUS_SIGNS[row["support"]]),
            when=say_with_precision(row["date_start"], row["date_end"], row["date_precision"]),
            shown=event in shown.events.index,
            sides=[
                (side, [each for each in said if each["side"] == side])
                for side in sorted(sides, key=lambda s: -sum(e["side"] == s for e in said))
            ],
            places=[(part["role"], words(part), why(part), part["note"]) for _, part in parts.iterrows()],
            speakers={each["id"]: each["speaker"] for each in said},
            statements={each["id"]: each["statement"] for each in said},
            numbers=(ASPECTS[DEATHS], ASPECTS[INJURED]),
            dimmed=sum(not each["passes"] for each in said),
            total=len(said),
        )
    )


def symbol_image(kind: str, size: int = 16) -> Markup:
    """The kind's symbol as a picture; the word always stands beside it."""
    mark = symbol(kind)
    scale = size / 22
    return _picture(
        f'<path transform="scale({scale:.4f}) translate(1 1)" d="{mark.path}" fill="{mark.colour}" stroke="#222" stroke-width="1"/>',
        size,
        size,
    )


_YEAR_LABELS, _YEAR_STEPS = 16, (1, 2, 5, 10, 20, 50, 100)
"""On the time line, at most; and how far apart they may stand."""


def histogram(
    months: list[tuple[int, int, int]],
    first: tuple[int, int],
    last: tuple[int, int],
    window: tuple[tuple[int, int], tuple[int, int]],
) -> str:
    """Bars, one a month from `first` to `last` (year, month); those inside `window` stand out.

    An event counts in every month that its date leaves open.
    """
    span = _month(*last) - _month(*first) + 1
    tallest = max([n for *_, n in months], default=1)
    bars = [
        {
            "x": _month(y, m) - _month(*first),
            "height": 100 * n / tallest,
            "inside": window[0] <= (y, m) <= window[1],
            "label": f"{y}-{m:02d}: {n} in it, or possibly in it",
        }
        for y, m, n in months
    ]
    # so many that a label has room: every year, every second one …, every decade
    step = next(each for each in _YEAR_STEPS if (last[0] - first[0]) / each <= _YEAR_LABELS or each == _YEAR_STEPS[-1])
    years = [
        {"x": _month(y, 1) - _month(*first), "label": str(y)}
        for y in range(first[0] + 1, last[0] + 1)
        if y % step == 0
        if (_month(y, 1) - _month(*first)) / span < 0.95  # a later one would be cut off
    ]
    return _environment().get_template("histogram.html").render(bars=bars, years=years, span=span)


def sentence(count: str, said: str) -> str:
    """HTML of the line above every page: how many events, and what the View shows."""
    return Markup('<p class="zp-sentence"><strong>{}</strong> <span>{}</span></p>').format(count, said)


def legend(atlas: Atlas) -> str:
    """HTML of the map's legend: kinds by colour and shape, agreement, precision, crossings, the border."""
    kinds = [(symbol_image(kind, 14), label) for kind, label in atlas.choices["kind"].items()]
    return (
        _environment()
        .get_template("legend.html")
        .render(rows=kinds + [(_picture(drawn, 22, 14), label) for drawn, label in _LEGEND])
    )


def signs(named: Sequence[tuple[str, str]]) -> str:
    """HTML of a line that says what signs mean: (sign, word)."""
    told = Markup(" ").join(Markup("<span><b>{}</b> {}</span>").format(sign, word.lower()) for sign, word in named)
    return Markup('<p class="zp-signs">{} <span>empty: silent; a number: that many claims</span></p>').format(told)


def differences(rows: Sequence[tuple[str, str, str, int]]) -> str:
    """HTML of a line that counts how two accounts differ: (sign, colour, words, number of events)."""
    return _environment().get_template("differences.html").render(rows=rows)


def claim_list(atlas: Atlas, event: str, who: str, claims: pd.DataFrame) -> str:
    """HTML of some claims on one event, with a heading that says whose they are."""
    disputed = atlas.chronology.events.at[event, "disputed"]
    said = [_claim(atlas, claim, each, True, disputed) for claim, each in claims.iterrows()]
    title = atlas.chronology.events.at[event, "title"]
    return _environment().get_template("claims.html").render(title=title, who=who, claims=said)


_LEGEND = (
    (
        '<circle cx="11" cy="7" r="6" fill="none" stroke="#222" stroke-width="2" stroke-dasharray="3 2"/>',
        "dashed ring or edge: contested",
    ),
    ('<circle cx="11" cy="7" r="6" fill="#8888" stroke="#666"/>', "circle: somewhere inside it"),
    (
        '<circle cx="11" cy="7" r="6.5" fill="#fff" stroke="#333" stroke-width="1.5"/>'
        '<text x="11" y="10.500" font-size="9" font-weight="700" text-anchor="middle">7</text>',
        "number: so many events close together or at one spot",
    ),
    (
        '<rect x="1" y="1" width="20" height="12" fill="#d55e0044" stroke="#d55e00"/>',
        "filled area: known to this area only",
    ),
    ('<path d="M1 7h20" stroke="#d55e00" stroke-width="5"/>', "thick line: somewhere along it"),
    (
        '<path d="M1 7h14" stroke="#222" stroke-width="2" stroke-dasharray="4 3"/><path d="M14 2l7 5-7 5z"/>',
        "arrow: from, to; dashed: only the country is known",
    ),
    (
        '<rect x="4" width="14" height="14" rx="3" fill="#0072b2"/>'
        '<text x="11" y="11" font-size="10" fill="#fff" text-anchor="middle">O</text>',
        "crossing: O open, ◐ partly, ✕ closed, △ announced, ≠ reports differ, ? not known; dashed: assumed",
    ),
    (
        '<path d="M1 7h20" stroke="#7a1f5c" stroke-width="2.5" stroke-dasharray="8 3 2 3"/>',
        "Pakistan–Iran border, uncertain by some km",
    ),
)


def _picture(drawn: str, width: int, height: int) -> Markup:
    """SVG of our own making as a picture without alternative text; Streamlit's HTML takes no inline SVG."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{drawn}</svg>'
    return Markup('<img class="zp-symbol" width="{}" height="{}" alt="" src="data:image/svg+xml,{}">').format(
        width, height, quote(svg)
    )


def missing(atlas: Atlas, shown: Shown, precision: str) -> dict[str, str]:
    """The shown events of which every part is "unlocated" (or "elsewhere"), in order of time, each with the reason."""
    reasons = atlas.unmapped[precision]
    return {str(event): reasons[event] for event in shown.events.index if event in reasons}


def with_words(events: pd.DataFrame, words: str) -> pd.DataFrame:
    """The events that have all of the words in their date or title."""
    wanted = words.casefold().split()
    if not wanted:
        return events
    told = (events["date_start"] + " " + events["title"]).str.casefold()
    return events[np.logical_and.reduce([told.str.contains(word, regex=False) for word in wanted])]


def say_cut(drawn: int, of: int, rest: str = "choose fewer with the filters") -> str:
    """ "The latest 1,000 of 5,843 events are listed; choose fewer with the filters." """
    return f"The latest {drawn:,} of {of:,} events are listed; {rest}."


def _month(year: int, month: int) -> int:
    return year * 12 + month - 1


def _claim(atlas: Atlas, claim: Any, each: pd.Series, passes: bool, disputed: Collection[str]) -> dict[str, Any]:
    return {
        "id": claim,
        "side": atlas.chronology.label("speaker_side", each["speaker_side"]),
        "speaker": each["speaker"],
        "stance": each["stance"],
        "stance_label": atlas.chronology.label("stance", each["stance"]),
        "sign": STANCES[each["stance"]],
        "statement": each["statement"],
        "deaths": "" if pd.isna(each["fatalities_low"]) else say_range(each["fatalities_low"], each["fatalities_high"]),
        "injured": "" if pd.isna(each["injured"]) else f"{each['injured']}",
        "differs": DEATHS in disputed,
        "injured_differs": INJURED in disputed,
        "chain": say_chains(atlas.chronology.voices, [each["chain"]])[0],
        "attributed_to": each["attributed_to"],
        "outlet": each["outlet_name"],
        "outlet_link": "",
        "via": each["via"],
        "published": say_span(each["published_on"], "") if each["published_on"] else "date not given",
        "title": each["document_title"],
        "url": safe_url(each["url"]),
        "language": atlas.choices["language"].get(each["language"], each["language"]),
        "doubt": each["doubt"],
        "record": each["record"],
        "grade": each["reliability"] + each["credibility"],
        "grade_words": f"outlet {RELIABILITY[each['reliability']]}; claim {CREDIBILITY[each['credibility']]}",
        "passes": passes,
    }


def grade_history(atlas: Atlas, subject: str) -> str:
    """HTML of an outlet's or a claim's present grade, and of how it came to be: who graded, when, why."""
    rows, scale = atlas.grades.history(subject), scale_of(subject)
    unjudged = scale[UNJUDGED[subject.partition(":")[0]]]
    told = [(say_day(datetime.fromisoformat(row.at).date()), row.by, scale[row.grade], row.why) for row in rows]
    now = scale[rows[0].grade] if rows else unjudged
    return _environment().get_template("grades.html").render(now=now, rows=told)


def complaints(unmet: Sequence[str], most: int = 6) -> str:
    """What a link asks for and cannot have, as a Markdown list; a long one is cut with the number of the rest."""
    rest = [f"- and {len(unmet) - most} more"] if len(unmet) > most else []
    return "\n".join(
        ["This link asks for what cannot be had:", "", *(f"- {plain_markdown(said)}" for said in unmet[:most]), *rest]
    )


def plain_markdown(text: str) -> str:
    """The text so that Markdown shows it as it is: every sign that Markdown could take for its own is escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])", r"\\\1", text)


def safe_url(url: str) -> str:
    """The address if it is one of the web, else "" (a document cited by outlet and title, or something that must not be a link)."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:  # "http://[…": no address at all
        return ""
