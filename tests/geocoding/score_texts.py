"""Score the mentions found in running text, and the check of coordinates."""

from __future__ import annotations

from typing import Any

from tests.geocoding.judge import NEAR_KM, Outcome, distance_km, expected_point, is_expected
from tests.geocoding.labels import read, split

# What a finding may be called: the first word found in its kind decides.
KINDS = {
    "on_centroid": ("centroid", "label"),
    "null_island": ("null", "zero", "0,0", "origin"),
    "swapped": ("swap",),
    "sign_flipped": ("sign", "flip"),
    "at_sea": ("sea",),
    "rounded": ("round",),
    "wrong_country": ("country",),
    "wrong_province": ("province", "admin1"),
    "wrong_district": ("district", "county", "tehsil", "admin2", "unit", "outside", "place", "far"),
}
WRONG_UNIT = {"wrong_country", "wrong_province", "wrong_district"}


def share(part: int, whole: int) -> str:
    """Write a count as `x / n = p %`."""
    return f"{part} / {whole} = {100 * part / whole:.1f} %" if whole else "–"


def overlap(a: Any, b: Any) -> int:
    """Count the characters that two spans share."""
    return max(0, min(int(a.end), int(b.end)) - max(int(a.start), int(b.start)))


def covers(found: Any, label: Any) -> bool:
    """Whether a found span holds at least half of the labelled one."""
    return 2 * overlap(found, label) >= int(label.end) - int(label.start)


def score_mentions(api: Any, texts: list[Any]) -> dict[str, str]:
    """Precision and recall of mentions, how many resolve rightly, and words wrongly taken for places."""
    labels = read("mentions")
    wanted = hit = exact = named = right = spans = good = traps = fallen = 0
    for text in texts:
        found = api.find_mentions(text.text)
        own = list(labels[labels["text_id"] == text.text_id].itertuples())
        for label in own:
            match = [m for m in found if covers(m, label)]
            if label.label == "not":
                traps, fallen = traps + 1, fallen + bool([m for m in found if overlap(m, label)])
            if label.label != "mention":
                continue
            wanted, hit = wanted + 1, hit + bool(match)
            exact += any((m.start, m.end) == (int(label.start), int(label.end)) for m in found)
            if label.expected_place_ids != "any" and match:
                named, right = named + 1, right + resolves_to(match[0], split(label.expected_place_ids))
        spans += len(found)
        good += sum(any(overlap(m, label) for label in own if label.label != "not") for m in found)
    return {
        "mentions: recall": share(hit, wanted),
        "mentions: precision": share(good, spans),
        "mentions: span exactly as labelled": share(exact, wanted),
        "mentions found: right place": share(right, named),
        "people, organisations, words taken for places": share(fallen, traps),
    }


def resolves_to(mention: Any, expected: list[str]) -> bool:
    """Whether the first answer of a mention is a place expected."""
    outcome = Outcome.of(mention.answer)
    expected = [place_id for place_id in expected if place_id != "any"]
    return bool(outcome.ids) and is_expected(outcome.ids[0], outcome.points[0], expected)


def names_of(row: Any) -> dict[str, str]:
    """What `check_record` is given beside the coordinate."""
    return {
        "place": row.where_coordinates,
        "description": row.where_description,
        "district": row.adm_2,
        "province": row.adm_1,
        "country": row.country,
        "where_prec": row.where_prec,
        "date": row.date_start,
    }


def kind_of(finding: Any) -> str:
    """Put a finding's kind into our vocabulary."""
    kind = str(finding.kind).lower()
    return next((ours for ours, words in KINDS.items() if any(word in kind for word in words)), kind)


def score_check(api: Any, rows: list[Any]) -> dict[str, str]:
    """Finds among misplaced rows against false alarms among sound ones; a merely rounded point is no alarm."""
    misplaced = sound = finds = kinds = alarms = hard = hard_alarms = proposals = proposed = 0
    for row in rows:
        findings = api.check_record(float(row.longitude), float(row.latitude), names_of(row))
        said = {kind_of(f) for f in findings}
        if row.expected_finding:
            misplaced, finds = (
                misplaced + 1,
                finds + bool(said if row.expected_finding == "rounded" else said - {"rounded"}),
            )
            kinds += row.expected_finding in said or (row.expected_finding in WRONG_UNIT and bool(said & WRONG_UNIT))
            near = proposal_is_near(findings, row)
            proposals, proposed = proposals + (near is True), proposed + (near is not None)
        elif int(row.where_prec) <= 3:
            sound, alarms = sound + 1, alarms + bool(said - {"rounded"})
            if row.group == "hard_clean":
                hard, hard_alarms = hard + 1, hard_alarms + bool(said - {"rounded"})
    return {
        "check: misplaced rows found": share(finds, misplaced),
        "check: found, and of the right kind": share(kinds, misplaced),
        "check: sound rows with a false alarm": share(alarms, sound),
        "check: of these hard (old districts, coarse outlines)": share(hard_alarms, hard),
        "check: false alarms a find": f"{alarms / finds:.2f}" if finds else "–",
        "check: proposals within 25 km": share(proposals, proposed),
    }


def proposal_is_near(findings: list[Any], row: Any) -> bool | None:
    """Whether a proposed point is within 25 km of the truth; None if nothing with a point is proposed."""
    target = expected_point(row)
    points = []
    for finding in findings:
        proposal = getattr(finding, "proposal", None)
        lon, lat = getattr(proposal, "lon", None), getattr(proposal, "lat", None)
        if isinstance(proposal, tuple | list) and len(proposal) == 2:
            lon, lat = proposal
        if isinstance(lon, float | int) and isinstance(lat, float | int):
            points.append((float(lon), float(lat)))
    if target is None or not points:
        return None
    return any(distance_km(point, target) <= 2.5 * NEAR_KM for point in points)
