"""From a briefing, or from a single View, to all that a document says of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from geo.briefing.steps import KINDS, LIKELIHOODS, Briefing, Judgement, Step
from geo.documents.blocks import read_blocks
from geo.documents.content import Content, Part
from geo.documents.events import tell_events
from geo.documents.sources import GRADES, Numbering
from geo.documents.tables import Table, table_of
from geo.documents.text import LONGEST, clean, cut
from geo.events.atlas import Atlas
from geo.out.known import known_outside
from geo.out.passing import Terms, pass_on, say_left_out
from geo.out.sentence import say_count, say_view
from geo.out.share import read_query, write_query
from geo.out.shown import Shown, show
from geo.settings import ATTRIBUTION, DISCLAIMER
from geo.vocabulary.dates import span_of
from geo.vocabulary.view import View

BASE = "http://localhost:8501/"
"""Where the dashboard answers unless its address is given."""
MOST_EVENTS = 200
"""Events that a document lists under one step; the rest is counted, and stands behind the link."""
PAGES = {"timeline": "timeline", "matrix": "matrix", "comparison": "accounts", "chart": "intensity", "table": "data"}
"""The page of the dashboard on which a kind of step is seen; all others are the map."""
NEEDS = {
    "comparison": "A comparison needs two accounts (lens and against); the events are listed as they are.",
    "changes": "What changed needs a day to compare with (since); the events are listed as they are.",
}
PRECISIONS = {
    "point": "A named spot: the marker stands at it, and the event lies within the circle around it.",
    "circle": "Somewhere inside the circle: the place is named, but not the spot.",
    "subdistrict": "Known to the sub-district only: the whole of it is drawn.",
    "district": "Known to the district only: the whole of it is drawn.",
    "county": "Known to the county only: the whole of it is drawn.",
    "province": "Known to the province only: the whole of it is drawn.",
    "area": "Known to an area only: the whole of it is drawn.",
    "border_stretch": "Somewhere along the stretch of the border that is drawn as a thick line.",
    "country_side": "Only the country from which it came is known: a dashed arrow says from which side, not from where.",
    "elsewhere": "Outside the region that the map covers: listed, not drawn.",
    "unlocated": "The place is not known well enough to be drawn: listed, not drawn.",
}


def single(query: str, kind: str = "map", title: str = "", since: date | None = None) -> Briefing:
    """A briefing of one step; `since` for the kind "changes". Raises ValueError for a kind that is none of KINDS."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of step; choose one of {', '.join(KINDS)}")
    return Briefing(title, (Step("", kind, query, since=since),))


def compose(
    atlas: Atlas,
    briefing: Briefing,
    base: str = BASE,
    made_at: datetime | None = None,
    most: int | None = MOST_EVENTS,
) -> Content:
    """All that the document says. `most` limits the events listed under a step (None: all); `made_at` is now by default.

    Raises ValueError where `base` is no address of the web.
    """
    base = _base(base)
    numbering = Numbering(atlas.choices["language"])
    parts = [_part(atlas, step, numbering, most) for step in briefing.steps]
    title = clean(briefing.title, LONGEST["title"]) or (cut(parts[0].title, LONGEST["title"]) if parts else "Briefing")
    seen = {precision for part in parts for told in part.events for precision in told.precisions}
    attributions, licences = _terms(parts)
    graded = any(reference.grade for reference in numbering.references) or any(
        said.grade for part in parts for told in part.events for said in told.claims
    )
    return Content(
        title,
        read_blocks(briefing.summary),
        tuple(_judgement(each) for each in briefing.judgements),
        clean(briefing.author, LONGEST["title"]),
        (made_at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0),
        newest(atlas),
        _imported_on(parts),
        briefing.as_of,
        base,
        tuple(parts),
        tuple(numbering.references),
        tuple(sentence for precision, sentence in PRECISIONS.items() if precision in seen),
        DISCLAIMER,
        GRADES if graded else "",
        attributions,
        licences,
        tuple(dict.fromkeys(said for part in parts for said in part.left_out)),
    )


def newest(atlas: Atlas) -> date:
    """The day when the newest document was published, of those that may be passed on."""
    published = atlas.going_out.chronology.claims["published_on"]
    days = [span_of(day)[1] for day in published[published.str.len() == 10].unique()]
    return max(days, default=atlas.going_out.last)


def _imported_on(parts: Sequence[Part]) -> tuple[date, ...]:
    """The days when what the parts show of the user's data sets was imported, in order."""
    days = {
        datetime.fromisoformat(part.terms.sets[key].imported_at).date()
        for part in parts
        if part.shown is not None
        for key in {*part.shown.events["dataset"], *part.shown.claims["dataset"]} & part.terms.sets.keys()
    }
    return tuple(sorted(days))


def _part(atlas: Atlas, step: Step, numbering: Numbering, most: int | None) -> Part:
    notes, title = clean(step.notes, LONGEST["notes"], lines=True), clean(step.title, LONGEST["title"])
    if step.kind == "text":
        blocks = read_blocks(step.notes)
        return Part(title, "text", blocks, notes, View(), "", "", "", "", (), (), (), None, None, Terms())
    view, unmet = read_query(step.query, known_outside(atlas))
    asked = view.comparison() if step.kind == "comparison" else view.question()
    shown, terms = pass_on(atlas, show(atlas, asked))
    sentence = clean(say_view(asked, atlas.choices, atlas.lenses), LONGEST["statement"])
    table = table_of(atlas.going_out, step, shown, most)
    if step.kind in NEEDS and table is None:
        unmet = (*unmet, NEEDS[step.kind])
    return Part(
        title or sentence.rstrip("."),
        step.kind,
        read_blocks(step.notes),
        notes,
        view,
        write_query(view),
        PAGES.get(step.kind, ""),
        sentence,
        say_count(len(shown.events), shown.total),
        tuple(clean(said, LONGEST["statement"]) for said in unmet),
        _left_out(shown, terms, table, most),
        tell_events(atlas.going_out, shown, asked, numbering, most),
        table,
        shown,
        terms,
    )


def _left_out(shown: Shown, terms: Terms, table: Table | None, most: int | None) -> tuple[str, ...]:
    """What of a View the document does not have, a sentence each."""
    said = [clean(sentence, LONGEST["statement"]) for sentence in say_left_out(terms.stay)]
    events, claims = len(shown.events), shown.claims
    if most is not None and events > most:
        said.append(
            f"{events - most:,} of {events:,} events are not listed: the lists have the first {most:,} in order of time. "
            "The link, and the export as CSV or GeoJSON, have all of them."
        )
    dimmed = int((~claims["passes"]).sum()) if len(claims) else 0
    if dimmed:
        said.append(f"{dimmed:,} claims on these events are outside of the filters, and are not listed.")
    return (*said, *(table.left_out if table else ()))


def _judgement(judgement: Judgement) -> tuple[str, str]:
    span: Sequence[int] = LIKELIHOODS.get(judgement.likelihood, ())
    word = f"{judgement.likelihood} ({span[0]}–{span[1]} %)" if span else ""
    return clean(judgement.text, LONGEST["judgement"]), word


def _terms(parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom to name, and the licences, of what ships and of each of the user's data sets that is in it."""
    names: dict[str, None] = {ATTRIBUTION: None}
    licences: dict[str, None] = {f"Zero Point chronology: {Terms().licence('')}": None}
    for part in parts:
        there: Mapping[str, None] = dict.fromkeys(part.shown.events["dataset"]) if part.shown is not None else {}
        for key in there:
            if key in part.terms.sets:
                names[clean(part.terms.attribution(key), LONGEST["source"])] = None
                name = part.terms.sets[key].name
                licences[clean(f"{name}: {part.terms.licence(key)}", LONGEST["source"])] = None
    return tuple(names), tuple(licences)


def _base(base: str) -> str:
    """The address with its closing slash."""
    try:
        parts = urlsplit(base)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"{base[:80]!r} is no address of a dashboard; write it as {BASE}")
    return base if base.endswith("/") else f"{base}/"
