"""What a document costs beside its pictures: `python -m tests.bench.documents [--repeats 5]`.

In one process, in turns: matplotlib alone draws and writes the pictures of the briefing that ships (as SVG, as the PDF takes them);
then the whole PDF is made, pictures included, then the slides. Prints the median processor time of each, and the ratios.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median

from geo.briefing.file import read_briefing
from geo.documents.compose import compose
from geo.documents.handover import make
from geo.documents.paper import PAPERS
from geo.documents.pictures import picture
from geo.drawing.drawing import to_svg
from geo.events.atlas import open_atlas
from geo.settings import DATA

BAR = 5.0
"""The PDF may take so many times what its pictures take."""


def main() -> int:
    """Print what was measured."""
    ask = argparse.ArgumentParser(prog="python -m tests.bench.documents", description=__doc__)
    ask.add_argument("--repeats", type=int, default=5, help="of each measurement, after a warm-up (default: 5)")
    repeats = ask.parse_args().repeats
    atlas, file = open_atlas(), DATA / "briefings" / "january-2024.md"
    briefing = read_briefing(file.read_text(encoding="utf-8"), file.name)
    content = compose(atlas, briefing)

    def draw(kinds: tuple[str, ...]) -> None:
        for part in content.parts:
            drawn = picture(atlas, part, PAPERS["a4-portrait"].picture) if part.kind in kinds else None
            if drawn:
                to_svg(drawn)

    tasks: dict[str, Callable[[], object]] = {
        "maps alone": lambda: draw(("map", "comparison")),
        "all pictures alone": lambda: draw(("map", "comparison", "timeline", "chart")),
        "PDF": lambda: make(atlas, briefing, "pdf"),
        "slides": lambda: make(atlas, briefing, "pptx"),
    }
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(repeats + 1):
        for name, task in tasks.items():
            began = time.process_time()
            task()
            if turn:
                spent[name].append(time.process_time() - began)
    seconds = {name: median(times) for name, times in spent.items()}
    print(
        f"{len(content.parts)} steps, {len(content.events)} events, {len(content.references)} sources; median seconds"
    )
    for name, took in seconds.items():
        print(f"  {name:<20}{took:>7.2f}   {took / seconds['maps alone']:>5.1f} times the maps")
    over = seconds["PDF"] > BAR * seconds["maps alone"]
    print(f"the PDF {'takes more' if over else 'stays within'} {BAR:g} times the maps")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
