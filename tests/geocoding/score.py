"""Score the geocoder on the labelled sets, beside ten lines of fuzzy matching: `python -m tests.geocoding.score`."""

from __future__ import annotations

import argparse
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from shapely.geometry import Point

from tests.geocoding.baseline import geocode_by_fuzzy_match
from tests.geocoding.judge import (
    FAR_KM,
    NEAR_KM,
    Outcome,
    district_of,
    expected_point,
    is_right,
    off_km,
    relative_faults,
)
from tests.geocoding.labels import read, split
from tests.geocoding.score_texts import score_check, score_mentions
from tests.geocoding.summary import Sections, check, details, summary

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)
Answers = list[tuple[Any, Outcome]]


def share(part: int, whole: int) -> str:
    """Write a count as `x / n = p %`; a dash where nothing was asked."""
    return f"{part} / {whole} = {100 * part / whole:.1f} %" if whole else "–"


def rows_of(name: str, half: str) -> list[Any]:
    """Rows of a set in the half asked for."""
    table = read(name)
    return list((table if half == "both" else table[table["half"] == half]).itertuples())


def ask_names(ask: Callable[..., Outcome], rows: list[Any]) -> Answers:
    """Ask each name with its hints."""
    return [(r, ask(r.text, district=r.hint_district, province=r.hint_province, country=r.hint_country)) for r in rows]


def ask_events(ask: Callable[..., Outcome], rows: list[Any], column: str, hinted: bool = True) -> Answers:
    """Ask the place column of event rows, with the units that stand beside it."""
    answers = []
    for r in rows:
        hints = {"district": r.adm_2, "province": r.adm_1, "country": r.country, "date": r.date_start} if hinted else {}
        answers.append((r, ask(getattr(r, column), **hints)))
    return answers


def baseline(text: str, **hints: object) -> Outcome:
    """Answer as the baseline would: hints are not used."""
    found = geocode_by_fuzzy_match(text)
    if found is None:
        return Outcome("not_found")
    place_id, lon, lat, score = found
    return Outcome("resolved", [place_id], [(lon, lat)], score, "", Point(lon, lat))


def score_statuses(answers: Answers) -> dict[str, str]:
    """Count right answers by the status expected."""
    out = {}
    for status in ("resolved", "ambiguous", "not_found"):
        of = [(r, o) for r, o in answers if r.expected_status == status]
        out[f"{status.replace('_', ' ')}: right"] = share(sum(is_right(r, o) for r, o in of), len(of))
    either = [(r, o) for r, o in answers if "|" in r.expected_status]
    out["two statuses allowed: right"] = share(sum(is_right(r, o) for r, o in either), len(either))
    return out


def score_places(answers: Answers, by: str = "") -> dict[str, str]:
    """Count hits within 10 km, right districts, and answers sure and far off, over rows with a known point."""
    pointed = [(r, o) for r, o in answers if r.expected_lon and getattr(r, "expected_status", "resolved") == "resolved"]
    hits = [(r, is_near(r, o)) for r, o in pointed]
    far = sum(is_sure_and_far(r, o) for r, o in pointed)
    placed = [(r, o, district_of(o)) for r, o in answers if o.status == "resolved" and r.expected_district]
    placed = [(r, o, claimed) for r, o, claimed in placed if claimed]
    right = sum(bool(claimed & set(split(r.expected_district))) for r, _, claimed in placed)
    out = {"within 10 km": share(sum(hit for _, hit in hits), len(hits))}
    if by:
        names = (
            pd.DataFrame([(getattr(r, by), hit) for r, hit in hits], columns=["name", "hit"]).groupby("name").hit.mean()
        )
        out["within 10 km, distinct names"] = share(round(names.sum()), len(names))
    out["right district, when one is answered"] = share(right, len(placed))
    out["**sure and > 50 km off**"] = share(far, len(pointed))
    return out


def is_near(row: Any, outcome: Outcome) -> bool:
    """Whether a resolved *point* lies within 10 km (or the label's tolerance); an area is no such answer."""
    target = expected_point(row)
    if target is None or outcome.status != "resolved" or not outcome.points[0]:
        return False
    return (off_km(outcome, target) or 0.0) <= max(NEAR_KM, float(row.tolerance_km or 0))


def is_sure_and_far(row: Any, outcome: Outcome) -> bool:
    """Whether a resolved answer, of any kind, lies more than 50 km off."""
    target = expected_point(row)
    distance = off_km(outcome, target) if target and outcome.status == "resolved" else None
    return distance is not None and distance > FAR_KM


def calibration(answers: Answers) -> dict[str, str]:
    """Share of resolved answers that are right, by their score, with the mean score of the bin."""
    resolved = [(o.score, is_right(r, o)) for r, o in answers if o.status == "resolved"]
    out = {}
    for low, high in pairwise(BINS):
        of = [(score, right) for score, right in resolved if low <= score < high]
        mean = f" (mean score {sum(score for score, _ in of) / len(of):.2f})" if of else ""
        out[f"score {low:.1f} to {min(high, 1):.1f}: right"] = share(sum(r for _, r in of), len(of)) + mean
    return out


def score_relative(ask: Callable[..., Outcome], rows: list[Any]) -> tuple[str, list[str]]:
    """Count relative expressions whose geometry passes; name the failures."""
    faults = [(r.text, relative_faults(r, ask(r.text))) for r in rows]
    wrong = [f"{text}: {', '.join(found)}" for text, found in faults if found]
    return share(len(rows) - len(wrong), len(rows)), wrong


def measure(api: Any, half: str) -> tuple[Sections, Answers, list[str]]:
    """Ask everything, both ways: the sections by title, the answers for the names, the faults of the relative ones."""

    def ask(text: str, **hints: Any) -> Outcome:
        return Outcome.of(api.geocode(text, **hints))

    names = rows_of("names", half)
    ours, theirs = ask_names(ask, names), ask_names(baseline, names)
    both = [score_statuses(answers) | score_places(answers) for answers in (ours, theirs)]
    sections = {"Names": (both[0], both[1]), "Calibration, over the names": (calibration(ours), calibration(theirs))}
    sections |= measure_events(ask, half)
    relative, faults = score_relative(ask, rows_of("relative", half))
    fuzzy, _ = score_relative(baseline, rows_of("relative", half))
    rest = {"relative: right": relative}
    rest |= score_mentions(api, rows_of("texts", half)) | score_check(api, rows_of("ucdp_style", half))
    sections["Relative expressions, texts, the check"] = (rest, {"relative: right": fuzzy})
    return sections, ours, faults


def measure_events(ask: Callable[..., Outcome], half: str) -> Sections:
    """Measure the event rows that lie where they say."""
    sound = [r for r in rows_of("ucdp_style", half) if r.group != "misplaced"]
    known = [r for r in sound if int(r.where_prec) <= 2 and r.expected_lon]
    sections: Sections = {}
    for column, hinted in (("where_coordinates", True), ("where_coordinates", False), ("where_description", True)):
        both = [score_places(ask_events(way, known, column, hinted), column) for way in (ask, baseline)]
        title = f"Event rows, `{column}` {'with' if hinted else 'without'} hints"
        sections[title] = (both[0], both[1])
    return sections


def failures(answers: Answers, faults: list[str]) -> list[str]:
    """List what went wrong, for the half to work with."""
    lines = ["\n### Wrong\n"]
    for r, o in answers:
        if not is_right(r, o):
            hints = " / ".join(filter(None, (r.hint_district, r.hint_province, r.hint_country)))
            lines.append(
                f"- {r.kind}: `{r.text}` ({hints}): {o.status} {o.ids[:3]} {o.score:.2f}, "
                f"not {r.expected_status} {r.expected_place_ids[:60]}"
            )
    return lines + [f"- relative: {fault}" for fault in faults]


@contextmanager
def added(extra: Path | None) -> Iterator[None]:
    """Add a user's file to the gazetteer for the length of the run, in a home of its own."""
    if extra is None:
        yield
        return
    before = os.environ.get("ZEROPOINT_HOME")
    with TemporaryDirectory() as home:
        os.environ["ZEROPOINT_HOME"] = home
        try:
            subprocess.run([sys.executable, "-m", "geo", "places", "add", str(extra)], check=True, stdout=sys.stderr)
            yield
        finally:
            os.environ.pop("ZEROPOINT_HOME")
            if before is not None:
                os.environ["ZEROPOINT_HOME"] = before


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.geocoding.score", description=__doc__)
    parser.add_argument("--half", choices=("work", "score", "both"), default="score")
    parser.add_argument("--extra", type=Path, help="a file of more places, as `python -m geo places add` takes it")
    parser.add_argument("--wrong", action="store_true", help="list what went wrong; only with --half work")
    parser.add_argument("--check", type=Path, metavar="README.md", help="whether a file has the summary as it is now")
    asked = parser.parse_args()
    if asked.wrong and asked.half != "work":
        parser.error("--wrong shows labels: give --half work, the other half is only scored")
    with added(asked.extra):
        try:
            import geo.places.geocode as api

            inspect.signature(api.geocode).bind("", district="", province="", country="", date=None)
        except (ImportError, AttributeError, TypeError) as error:
            print(f"The geocoder is not there yet, or not as README.md states it: {error}", file=sys.stderr)
            return 2
        sections, ours, faults = measure(api, asked.half)
    if asked.check:
        return check(asked.check, sections)
    print(f"## Score of the geocoder, half: {asked.half}{', with ' + asked.extra.name if asked.extra else ''}\n")
    print("\n".join([*summary(sections), *details(sections), *(failures(ours, faults) if asked.wrong else [])]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
