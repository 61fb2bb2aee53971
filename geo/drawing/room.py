"""Where there is room: names and numbers are put where they cover neither each other nor a mark, or nowhere."""

from collections.abc import Iterable, Sequence

import numpy as np

from geo.drawing.page import Box


class Room:
    """A piece of the sheet, and the boxes that are taken in it. Who comes first gets the better place."""

    def __init__(self, whole: Box) -> None:
        self.whole = whole
        self._taken = np.empty((0, 4))

    def take(self, *boxes: Box) -> None:
        """Keep everything else out of these boxes."""
        self._taken = np.vstack([self._taken, np.array(boxes).reshape(-1, 4)])

    def free(self, box: Box) -> bool:
        """Whether the box lies inside the whole and meets nothing that is taken."""
        whole, taken = self.whole, self._taken
        if box.left < whole.left or box.right > whole.right or box.bottom < whole.bottom or box.top > whole.top:
            return False
        meets = (
            (taken[:, 0] < box.right) & (taken[:, 2] > box.left) & (taken[:, 1] < box.top) & (taken[:, 3] > box.bottom)
        )
        return not meets.any()

    def put(self, candidates: Iterable[Box]) -> Box | None:
        """The first of these boxes that is free, now taken; None where none is."""
        for box in candidates:
            if self.free(box):
                self.take(box)
                return box
        return None


def around(x: float, y: float, half: tuple[float, float], size: tuple[float, float]) -> Sequence[Box]:
    """Boxes of `size` round something that reaches `half` its width and height from x, y: the best first."""
    (out, up), (width, height) = half, size
    spots = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]
    boxes = []
    for away in (1.5, 7.0, 14.0):
        for across, along in spots:
            middle_x = x + across * (out + away + width / 2)
            middle_y = y + along * (up + away + height / 2)
            boxes.append(centred(middle_x, middle_y, width, height))
    return boxes


def centred(x: float, y: float, width: float, height: float) -> Box:
    """The box of that size round x, y."""
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
