"""Two accounts beside each other: a map of each, in one frame, every event marked by how the two differ on it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from geo.drawing.bundles import bundle
from geo.drawing.drawing import Drawing
from geo.drawing.event_map import draw_map, fill_map, say_left_out
from geo.drawing.fonts import font
from geo.drawing.furniture import map_notes
from geo.drawing.keys import Key
from geo.drawing.layout import Words, divide
from geo.drawing.map_keys import map_keys
from geo.drawing.measure import wrap
from geo.drawing.page import Box, Sheet, Size
from geo.drawing.scene import Scene, frame_of, gather, within
from geo.drawing.words import heading_of, many, seen_in, sources_of
from geo.events.atlas import Atlas
from geo.out.differences import compare, legend
from geo.out.passing import pass_on
from geo.out.sentence import say_lens, say_view
from geo.out.shown import Shown, show
from geo.vocabulary.view import View

_GAP = 10.0
_CAPTION, _LEADING, _LINES = 17.0, 13.0, 3
_FACE = font(10, bold=True)
"""Of a caption: its height with one line, that of each more, and how many it may have."""
NO_SECOND = "No second account is chosen; the map shows one."


def draw_comparison(atlas: Atlas, view: View, shown: Shown, size: Size, titled: bool | str) -> Drawing:
    """Two maps of a View with `lens` and `against`; `shown` answers its question. Without a second account, one map."""
    if not view.against:
        one = draw_map(atlas, view, shown, size, titled)
        return replace(one, left_out=(NO_SECOND, *one.left_out))
    both, _ = pass_on(atlas, show(atlas, view.comparison()))
    swapped = replace(view, lens=view.against, against=view.lens)
    second, _ = pass_on(atlas, show(atlas, swapped.question()))
    scenes = [
        gather(atlas, view, shown, both),
        gather(atlas, swapped, second, pass_on(atlas, show(atlas, swapped.comparison()))[0], mirrored=True),
    ]
    scenes[1] = replace(scenes[1], numbers=scenes[0].numbers)
    sheet = Sheet(size)
    captions = [_caption(atlas, scene) for scene in scenes]
    halves = partial(_halves, captions=captions)

    def look(box: Box) -> list[Key]:
        frames = [frame_of(view, scenes, on) for on in halves(box)]
        seen = [within(scene, frame) for scene, frame in zip(scenes, frames, strict=True)]
        bundles = [each for scene, frame in zip(seen, frames, strict=True) for each in bundle(scene, frame)]
        return map_keys(atlas, seen, bundles)

    notes = map_notes(atlas, frame_of(view, scenes, sheet.box), sources_of(atlas, both))
    box, spare = divide(sheet, Words(heading_of(atlas, view, both, titled), notes, maps=halves), look)
    shows, left_out = set[str](), list[str]()
    for scene, caption, on in zip(scenes, captions, halves(box), strict=True):
        for at, line in enumerate(reversed(wrap(caption, _FACE, on.width, _LINES))):
            sheet.write(on.left, on.top + 5 + at * _LEADING, line, _FACE)
        frame = frame_of(view, scenes, on)
        filled = fill_map(sheet, frame, scene, atlas, spare if scene is scenes[0] else None)
        shows |= seen_in(scene, frame) - filled.covered
        account = say_lens(scene.view.lens, atlas.lenses)
        left_out += [f"{account[:1].upper()}{account[1:]}: {said}" for said in say_left_out(scene, frame, filled)]
    return Drawing(sheet.figure, _say(atlas, view, both), tuple(left_out), scenes[0].numbers, frozenset(shows))


def _caption(atlas: Atlas, scene: Scene) -> str:
    return f"As told by {say_lens(scene.view.lens, atlas.lenses)}: {many(len(scene.shown.events))}"


def _halves(box: Box, captions: Sequence[str]) -> list[Box]:
    """Two boxes under their captions: side by side, one over the other where the sheet is tall."""
    beside = box.width > 1.1 * box.height
    width = (box.width - _GAP) / 2 if beside else box.width
    lines = max(len(wrap(caption, _FACE, max(width, 1.0), _LINES)) for caption in captions)
    over = _CAPTION + (lines - 1) * _LEADING
    if beside:
        top = box.top - over
        return [box._replace(right=box.left + width, top=top), box._replace(left=box.right - width, top=top)]
    half = (box.height - 2 * over - _GAP) / 2
    return [box._replace(top=box.top - over, bottom=box.top - over - half), box._replace(top=box.bottom + half)]


def _say(atlas: Atlas, view: View, both: Shown) -> str:
    """The comparison in words, with how many events there are of each difference."""
    labels = [say_lens(lens, atlas.lenses) for lens in (view.lens, view.against)]
    counted = [f"{count} {words}" for _, _, words, count in legend(compare(atlas, both), *labels) if count]
    return f"Two maps. {say_view(view, atlas.choices, atlas.lenses)} {'; '.join(counted) or 'No event matches'}."
