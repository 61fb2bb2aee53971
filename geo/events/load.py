"""From the checked tables to typed frames with ids: the chronology as the store takes it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from geo.events.adding_up import Assemblies, add_up
from geo.events.assembly import Assembly
from geo.events.check import check_tables, read_tables
from geo.events.infrastructure import infrastructure_of
from geo.events.origins import trace_claims
from geo.vocabulary import dates, ids
from geo.vocabulary.problems import DataProblems

DATASET = "chronology"


@dataclass(frozen=True)  # without slots, so that its words are looked up once
class Chronology:
    """Frames of events, claims, documents, outlets, crossing status and vocabulary, ids attached.

    `events` is indexed by event_id, `claims` by claim_id, `documents` by document_id, `outlets` by outlet_id; `first` and
    `last` are the days that a date of reduced precision spans. Counts that a source does not give are missing, not 0.
    A claim has its `dataset`, and `record`: in words, the record that it came with where that was linked to this event, else "".
    It has its `origin` and `chain` (voice ids, see `voices`) and its `positions` (aspect → what it holds);
    `assemblies` has by event_id what its claims add up to.
    """

    events: pd.DataFrame
    claims: pd.DataFrame
    documents: pd.DataFrame
    outlets: pd.DataFrame
    crossing_status: pd.DataFrame
    vocabulary: pd.DataFrame
    voices: Mapping[str, str]
    assemblies: Mapping[str, Assembly]
    infrastructure: pd.DataFrame

    def label(self, field: str, value: str) -> str:
        """The reader's word for a value of the vocabulary, or the value itself."""
        return self._labels.get((field, value), value)

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        words = self.vocabulary.iloc[::-1]  # the first of two words for a value counts
        return dict(zip(zip(words["field"], words["value"], strict=True), words["label"], strict=True))


def load(folder: Path) -> Chronology:
    """Read, check and type `folder` (`data/events`). Raises DataProblems with every problem there is."""
    tables, problems = read_tables(folder)
    problems += check_tables(tables)
    if problems:
        raise DataProblems(problems)
    frames = {name: pd.DataFrame(rows, dtype=str) for name, rows in tables.items()}
    outlets = frames["outlets"].set_index("outlet_id")
    documents = _documents(frames["documents"], outlets)
    events = _events(frames["events"])
    claims = _claims(frames["claims"], events, documents)
    voices = frames["voices"].set_index("voice_id")
    speakers = frames["speakers"].set_index("speaker")
    traced, names = trace_claims(claims, documents.set_index("document_key"), outlets, voices, speakers)
    claims = claims.join(traced).assign(positions=_positions(claims["claim_key"], frames["positions"]))
    claims = claims.assign(dataset=DATASET, record="").astype({"dataset": "str", "record": "str"})
    events = events.join(add_up(events.index, claims))
    status = _status(frames["crossing_status"], documents)
    return Chronology(
        events,
        claims,
        documents,
        outlets,
        status,
        frames["vocabulary"],
        names,
        Assemblies(events.index, claims),
        infrastructure_of(frames["infrastructure"], claims, documents),
    )


def _positions(claim_keys: pd.Series, positions: pd.DataFrame) -> list[dict[str, tuple[str, ...]]]:
    held: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, aspect, position in positions[["claim_key", "aspect", "position"]].itertuples(index=False):
        mine = held.setdefault(key, {})
        mine[aspect] = (*mine.get(aspect, ()), position)
    return [held.get(key, {}) for key in claim_keys]


def _documents(documents: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    named = documents.join(outlets[["name", "country", "type"]].add_prefix("outlet_"), on="outlet_id")
    named.index = pd.Index(
        [ids.document_id(*row) for row in named[["outlet_id", "title", "published_on", "url"]].itertuples(index=False)],
        name="document_id",
    )
    return named


def _events(events: pd.DataFrame) -> pd.DataFrame:
    identity = ["kind", "date_start", "date_end", "place_reported", "title"]
    events.index = pd.Index([ids.event_id(*row) for row in events[identity].itertuples(index=False)], name="event_id")
    events["first"] = pd.to_datetime([dates.span_of(text)[0] for text in events["date_start"]])
    events["last"] = pd.to_datetime([dates.span_of(text)[1] for text in events["date_end"]])
    events["dataset"] = DATASET
    return events.sort_values(["first", "last", "event_key"], kind="stable")


def _claims(claims: pd.DataFrame, events: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    for name in ("fatalities_low", "fatalities_high", "injured"):
        claims[name] = pd.to_numeric(claims[name]).astype("Int64")
    claims["event_id"] = claims["event_key"].map(pd.Series(events.index, index=events["event_key"]))
    by_key = documents.reset_index().set_index("document_key")
    claims["document_id"] = claims["document_key"].map(by_key["document_id"])
    about = by_key[["outlet_id", "outlet_name", "outlet_country", "outlet_type", "language", "via", "title", "url"]]
    claims = claims.join(about.rename(columns={"title": "document_title"}), on="document_key")
    identity = [
        "event_id",
        "document_id",
        "speaker",
        "stance",
        "statement",
        "fatalities_low",
        "fatalities_high",
        "injured",
        "attributed_to",
    ]
    rows = claims[identity].astype(object).where(claims[identity].notna(), None)
    claims.index = pd.Index([ids.claim_id(*row) for row in rows.itertuples(index=False)], name="claim_id")
    return claims[~claims.index.duplicated()]  # the same claim twice is one claim


def _status(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`first` and `last` are the days that the source states, `since` and `until` taken in; `vague`: which day is not known."""
    spans = [dates.span_of(text) for text in rows["date"]]
    starts = pd.to_datetime([span[0] for span in spans]).to_series(index=rows.index)
    ends = pd.to_datetime([span[1] for span in spans]).to_series(index=rows.index)
    rows["first"] = pd.to_datetime(rows["since"].replace("", None)).fillna(starts)
    rows["last"] = (pd.to_datetime(rows["until"].replace("", None)) - pd.Timedelta(days=1)).fillna(ends)
    rows["vague"] = [dates.precision_of(text) != "day" for text in rows["date"]]
    rows["traffic_stated"] = rows["traffic"]  # what a lane of one kind of traffic still says of its report
    about = documents.set_index("document_key")[["outlet_name", "title", "url"]]
    return rows.join(about.rename(columns={"title": "document_title"}), on="document_key")
