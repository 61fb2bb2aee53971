"""The verb `same`: records of different data sets that may be one event, and what was decided about them."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that --help does not load the data's libraries
    from geo.events.links import Link


def add_same(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to those of `python -m geo`."""
    same = verbs.add_parser("same", help="records of different data sets that may be the same event; confirm or reject")
    same.add_argument(
        "--min-score", type=float, default=None, metavar="0–100", help="from which score a pair is proposed"
    )
    same.add_argument("--json", action="store_true", help="the proposals as JSON, all of them")
    acts = same.add_subparsers(dest="act")
    acts.add_parser("list", help="the decisions that stand")
    for act, help_ in (
        ("confirm", "they are the same event"),
        ("reject", "they are different events"),
        ("undo", "take the decision about them back"),
    ):
        decide = acts.add_parser(act, help=help_)
        decide.add_argument("first", metavar="A", help="an event's id")
        decide.add_argument("second", metavar="B")
        decide.add_argument("--by", required=True, metavar="NAME", help="who decides")
        decide.add_argument("--why", required=True, metavar="TEXT", help="the reason, up to 500 characters")


def same_events(folder: Path, asked: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Proposals of records that may be one event, the decisions about them, or a new decision; and the file's problems."""
    from geo.events import links
    from geo.events.now import atlas_now

    file = links.links_file(folder)
    if asked.act in (None, "list"):
        known = links.read_links(file)
        lines = _proposals(asked) if asked.act is None else [_decision(link) for link in known.decided.values()]
        return lines, [str(problem) for problem in known.problems]
    if asked.act == "undo":
        return [_decision(links.take_back(file, asked.first, asked.second, asked.by, asked.why))], []
    titles = atlas_now().chronology.events["title"].to_dict()
    verdict = links.SAME if asked.act == "confirm" else links.DIFFERENT
    return [_decision(links.decide(file, titles, asked.first, asked.second, verdict, asked.by, asked.why))], []


def _decision(link: "Link") -> str:
    from geo.events.links import VERDICTS

    return f"{link.first} {link.second}  {VERDICTS[link.verdict]} ({link.about}), {link.by}, {link.at}: {link.why}"


def _proposals(asked: argparse.Namespace) -> list[str]:
    from geo.events.now import atlas_now
    from geo.events.same import LEAST, candidates
    from geo.out.pairs import explain

    atlas = atlas_now()
    least = LEAST if asked.min_score is None else asked.min_score / 100
    pairs = candidates(atlas.chronology.events, atlas.places, atlas.links, least)
    events = atlas.chronology.events
    told = [
        {
            "score": round(100 * pair["score"]),
            "first": pair["first"],
            "second": pair["second"],
            "titles": [
                f"{events.at[pair[name], 'date_start']} {events.at[pair[name], 'title']}"
                for name in ("first", "second")
            ],
            "data_sets": [events.at[pair[name], "dataset"] for name in ("first", "second")],
            "why": explain(atlas, pair),
        }
        for pair in pairs.to_dict("records")
    ]
    if asked.json:
        return [json.dumps(told, ensure_ascii=False, indent=1)]
    lines = [
        f"{each['score']:>3}  {each['first']} {each['second']}  {' | '.join(each['titles'])}\n     {each['why']}"
        for each in told
    ]
    return [*lines, f"{len(told):,} pairs of records may be the same event; nothing is merged before you confirm it"]
