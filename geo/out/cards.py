"""The cards: an event with its claims side by side, a list of claims, how a grade came to be."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd

from geo.events.assembly import ASPECTS, DEATHS, INJURED, say_range
from geo.events.atlas import Atlas
from geo.events.grades import CREDIBILITY, RELIABILITY, UNJUDGED, scale_of
from geo.out.accounts import account, say_chains
from geo.out.escaped import render, safe_url
from geo.out.legends import symbol_image
from geo.out.share import write_query
from geo.out.shown import Shown
from geo.out.symbols import STANCES, STATUS_SIGNS
from geo.places.saying import why, words
from geo.vocabulary.dates import say_day, say_span, say_with_precision


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
    return render(
        "card.html",
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


def claim_list(atlas: Atlas, event: str, who: str, claims: pd.DataFrame) -> str:
    """HTML of some claims on one event, with a heading that says whose they are."""
    disputed = atlas.chronology.events.at[event, "disputed"]
    said = [_claim(atlas, claim, each, True, disputed) for claim, each in claims.iterrows()]
    title = atlas.chronology.events.at[event, "title"]
    return render("claims.html", title=title, who=who, claims=said)


def grade_history(atlas: Atlas, subject: str) -> str:
    """HTML of an outlet's or a claim's present grade, and of how it came to be: who graded, when, why."""
    rows, scale = atlas.grades.history(subject), scale_of(subject)
    unjudged = scale[UNJUDGED[subject.partition(":")[0]]]
    told = [(say_day(datetime.fromisoformat(row.at).date()), row.by, scale[row.grade], row.why) for row in rows]
    now = scale[rows[0].grade] if rows else unjudged
    return render("grades.html", now=now, rows=told)


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
