"""What can be counted of each outlet: what it reported, how often alone, corroborated, contradicted, first. Counts, not grades."""

from urllib.parse import quote

import pandas as pd

from geo.events.assembly import OPPOSING
from geo.events.atlas import Atlas
from geo.out.escaped import plain_markdown, safe_url
from geo.out.shown import Shown


def count_outlets(atlas: Atlas, shown: Shown) -> pd.DataFrame:
    """One row an outlet with a claim that passes, most events first.

    alone: no other outlet reports the event; corroborated: at least two independent voices report it; contradicted: another outlet's
    claim on the event denies or disputes a detail; first: no other outlet's document on the event is dated earlier (ties count for both).
    grade: the analyst's, F where nobody gave one; owner and owner_source: what is known, empty where nothing is.
    """
    claims = shown.claims[shown.claims["passes"]]
    pairs = claims[["event_id", "outlet_id"]].drop_duplicates()
    everyone = shown.claims.groupby("event_id")["outlet_id"].nunique()
    opposed = shown.claims[shown.claims["stance"].isin(OPPOSING)][["event_id", "outlet_id"]].drop_duplicates()
    dated = shown.claims[shown.claims["published_on"].str.len() == 10]
    own = dated.groupby(["event_id", "outlet_id"], as_index=False)["published_on"].min()
    own["first"] = own["published_on"] == own.groupby("event_id")["published_on"].transform("min")
    counted = pairs.merge(own, how="left").merge(opposed.assign(opposes=True), how="left")
    others = counted["event_id"].map(opposed.groupby("event_id").size()).fillna(0).astype(int)
    others -= counted["opposes"].notna().astype(int)
    counted = counted.assign(
        events=1,
        alone=counted["event_id"].map(everyone).eq(1),
        corroborated=counted["event_id"].map(shown.events["support"]).eq("corroborated"),
        contradicted=others > 0,
        first=counted["first"].eq(True),
    )
    totals = (
        counted.drop(columns=["event_id", "published_on", "opposes"])
        .groupby("outlet_id", as_index=False)
        .sum()
        .astype(dict.fromkeys(("events", "alone", "corroborated", "contradicted", "first"), int))
    )
    about = atlas.chronology.outlets
    totals["outlet"] = totals["outlet_id"].map(about["name"])
    totals["type"] = totals["outlet_id"].map(about["type"]).map(atlas.choices["outlet_type"])
    totals["country"] = totals["outlet_id"].map(about["country"]).map(atlas.choices["country"]).fillna("not known")
    totals["claims"] = totals["outlet_id"].map(claims.groupby("outlet_id").size()).astype(int)
    totals["grade"] = totals["outlet_id"].map(claims.groupby("outlet_id")["reliability"].first())
    totals["owner"] = totals["outlet_id"].map(about["owner"])
    totals["owner_source"] = totals["outlet_id"].map(about["owner_source"])
    order = [
        "outlet_id",
        "outlet",
        "grade",
        "type",
        "country",
        "events",
        "claims",
        "alone",
        "corroborated",
        "contradicted",
        "first",
        "owner",
        "owner_source",
    ]
    return (
        totals[order].sort_values(["events", "outlet"], ascending=[False, True], kind="stable").reset_index(drop=True)
    )


def say_owner(atlas: Atlas, outlet: str) -> str:
    """What is known of the outlet's owner, with the source, as Markdown."""
    owner, source, note = (str(atlas.chronology.outlets.at[outlet, name]) for name in ("owner", "owner_source", "note"))
    link = f"[source]({quote(source, safe='/:?&=#%~')})" if safe_url(source) else plain_markdown(source)
    told = f"{plain_markdown(owner)}{f' ({link})' * bool(source)}" if owner else "not known to the project"
    return f"**Owner:** {told}. {plain_markdown(note)}".strip()
