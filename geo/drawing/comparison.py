"""Two accounts beside each other: a map of each, in one frame, every event marked by how the two differ on it."""

from dataclasses import replace

from geo.drawing.bundles import bundle
from geo.drawing.drawing import Drawing
from geo.drawing.event_map import draw_map, fill_map
from geo.drawing.fonts import font
from geo.drawing.furniture import map_notes
from geo.drawing.keys import Key
from geo.drawing.layout import Words, divide
from geo.drawing.map_keys import map_keys
from geo.drawing.measure import cut
from geo.drawing.page import Box, Sheet, Size
from geo.drawing.scene import frame_of, gather, within
from geo.drawing.words import heading_of, many, say_hidden, seen_in, sources_of, unseen, untold
from geo.events.atlas import Atlas
from geo.out.differences import compare, legend
from geo.out.passing import pass_on
from geo.out.sentence import say_lens, say_view
from geo.out.shown import Shown, show
from geo.vocabulary.view import View

_GAP = 10.0
_CAPTION = 17.0
NO_SECOND = "No second account is chosen; the map shows one."


def draw_comparison(atlas: Atlas, view: View, shown: Shown, size: Size, titled: bool) -> Drawing:
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

    def look(box: Box) -> list[Key]:
        frames = [frame_of(view, scenes, on) for on in _halves(box)]
        seen = [within(scene, frame) for scene, frame in zip(scenes, frames, strict=True)]
        bundles = [each for scene, frame in zip(seen, frames, strict=True) for each in bundle(scene, frame)]
        return map_keys(atlas, seen, bundles)

    notes = map_notes(atlas, frame_of(view, scenes, sheet.box), sources_of(atlas, both))
    box = divide(sheet, Words(heading_of(atlas, view, both) if titled else None, notes, maps=_halves), look)
    shows, left_out = set[str](), list[str]()
    for scene, on in zip(scenes, _halves(box), strict=True):
        account = say_lens(scene.view.lens, atlas.lenses)
        caption = f"As told by {account}: {many(len(scene.shown.events))}"
        sheet.write(on.left, on.top + 5, cut(caption, font(10, bold=True), on.width), font(10, bold=True))
        frame = frame_of(view, scenes, on)
        told, hidden = fill_map(sheet, frame, scene, atlas, located=scene is scenes[0])
        shows |= seen_in(scene, frame)
        left_out += [
            f"{account[:1].upper()}{account[1:]}: {said}"
            for said in (*unseen(scene, frame), *untold(scene, frame, told), *say_hidden(hidden))
        ]
    return Drawing(sheet.figure, _say(atlas, view, both), tuple(left_out), scenes[0].numbers, frozenset(shows))


def _halves(box: Box) -> list[Box]:
    """Two boxes with a line for a caption over each: side by side, one over the other where the sheet is tall."""
    if box.width > 1.1 * box.height:
        half = (box.width - _GAP) / 2
        top = box.top - _CAPTION
        return [box._replace(right=box.left + half, top=top), box._replace(left=box.right - half, top=top)]
    half = (box.height - 2 * _CAPTION - _GAP) / 2
    return [
        box._replace(top=box.top - _CAPTION, bottom=box.top - _CAPTION - half),
        box._replace(top=box.bottom + half),
    ]


def _say(atlas: Atlas, view: View, both: Shown) -> str:
    """The comparison in words, with how many events there are of each difference."""
    labels = [say_lens(lens, atlas.lenses) for lens in (view.lens, view.against)]
    counted = [f"{count} {words}" for _, _, words, count in legend(compare(atlas, both), *labels) if count]
    return f"Two maps. {say_view(view, atlas.choices, atlas.lenses)} {'; '.join(counted) or 'No event matches'}."
