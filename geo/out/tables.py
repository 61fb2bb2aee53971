"""The tables that the Data page shows: events, claims, and what their columns mean."""

import pandas as pd

from geo.events.assembly import ASPECTS, DISPUTES, SUPPORTS
from geo.events.atlas import Atlas
from geo.out.features import rows_by_event
from geo.out.shown import Shown
from geo.places.saying import words
from geo.vocabulary.dates import say_with_precision

MEANING = {
    "Date": "when it is said to have happened, no more exact than the sources; the table sorts by its first day",
    "When": "the same in words, with what is not known of it",
    "Event": "title in the project's own words; it states no side's claim as a fact",
    "Kind": "what was reported to have happened",
    "Agreement": "denied: a voice says that it did not happen; contested: voices differ; uncontested: neither",
    "Support": "corroborated: at least two independent voices report it; single source: one does",
    "In dispute": "the aspects on which claims contradict each other",
    "Place": "where, as exactly as it is known, in words; the name as reported follows where it differs",
    "Deaths": "lowest and highest number of deaths that any claim gives; never averaged",
    "Claims": "number of claims on the event",
    "Side": "the side of the speaker",
    "Speaker": "to whom the document gives the claim",
    "Stance": "what the speaker does about the event",
    "Statement": "what is claimed, in the project's own words",
    "Attributed to": "whom the claim holds responsible",
    "Whose word": "the voice that the claim goes back to: who first said it",
    "Outlet": "who published the document",
    "Grade": "the analyst's, never the project's: reliability A–F of the outlet, credibility 1–6 of the claim; F6: not graded",
    "Published": "date of the document; empty where it shows none",
    "Document": "title of the document",
    "Address": "web address of the document, where it has one",
    "In the filters": "whether the claim passes the source filters",
}
"""Column → explanation, for every column of both tables."""


def event_table(atlas: Atlas, shown: Shown) -> pd.DataFrame:
    """A row an event, in order of time; the columns are those of MEANING."""
    parts = shown.places[shown.places["role"] == "target"]
    places = {event: "; ".join(map(words, rows)) for event, rows in rows_by_event(parts).items()}
    events = shown.told
    return pd.DataFrame(
        {
            "Date": events["date_start"].array,
            "When": [
                say_with_precision(*row)
                for row in events[["date_start", "date_end", "date_precision"]].itertuples(index=False)
            ],
            "Event": events["title"].array,
            "Kind": events["kind"].map(atlas.choices["kind"]).array,
            "Agreement": events["status"].map(DISPUTES).array,
            "Support": events["support"].map(SUPPORTS).array,
            "In dispute": [", ".join(ASPECTS[aspect] for aspect in disputed) for disputed in events["disputed"]],
            "Place": [places.get(event, "") for event in events.index],
            "Deaths": [
                _range(low, high) for low, high in zip(events["fatalities_low"], events["fatalities_high"], strict=True)
            ],
            "Claims": shown.claims.groupby("event_id").size().reindex(events.index).fillna(0).astype(int).array,
        }
    )


def claim_table(atlas: Atlas, shown: Shown) -> pd.DataFrame:
    """A row a claim of the shown events; the columns are those of MEANING."""
    claims = shown.claims
    return pd.DataFrame(
        {
            "Event": claims["event_id"].map(shown.events["title"]).array,
            "Side": claims["speaker_side"].map(atlas.choices["side"]).array,
            "Speaker": claims["speaker"].array,
            "Stance": claims["stance"].map(atlas.choices["stance"]).array,
            "Statement": claims["statement"].array,
            "Deaths": [
                _range(low, high) for low, high in zip(claims["fatalities_low"], claims["fatalities_high"], strict=True)
            ],
            "Attributed to": claims["attributed_to"].array,
            "Whose word": claims["origin"].map(atlas.chronology.voices).array,
            "Outlet": claims["outlet_name"].array,
            "Grade": (claims["reliability"] + claims["credibility"]).array,
            "Published": claims["published_on"].array,
            "Document": claims["document_title"].array,
            "Address": claims["url"].array,
            "In the filters": claims["passes"].array,
        }
    )


def dictionary(atlas: Atlas) -> pd.DataFrame:
    """Every column and every value of the vocabulary with its meaning."""
    columns = pd.DataFrame(
        [("column", name, meaning) for name, meaning in MEANING.items()], columns=["what", "name", "meaning"]
    )
    words_ = atlas.chronology.vocabulary
    values = pd.DataFrame({"what": words_["field"], "name": words_["label"], "meaning": words_["explanation"]})
    return pd.concat([columns, values], ignore_index=True)


def _range(low: object, high: object) -> str:
    if pd.isna(low):
        return ""
    return f"{low}" if low == high else f"{low}–{high}"
