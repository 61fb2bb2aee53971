"""A document in the making: in a thread of its own, one after another, so that the page stays usable and says how far it is."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

from geo.briefing.steps import Briefing
from geo.documents.handover import Handed, make
from geo.events.atlas import Atlas

_WORKER = ThreadPoolExecutor(1, "documents")  # one: what draws and sets the pages is not made for several at once


class Making:
    """A briefing on its way to a file; it is begun by being made, and may be asked at any time how far it is."""

    def __init__(self, atlas: Atlas, briefing: Briefing, form: str, base: str, paper: str) -> None:
        self._asked = (atlas, briefing, form, base, paper)
        self.begin()

    def begin(self) -> None:
        """Begin, or begin again after it failed."""
        self.progress: tuple[float, str] = (0.0, "waiting for its turn")
        self._future: Future[Handed] = _WORKER.submit(make, *self._asked, progress=self._tell)

    def done(self) -> bool:
        """Whether it is finished, well or not."""
        return self._future.done()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; whether it is finished."""
        until = time.monotonic() + seconds
        while not self._future.done() and time.monotonic() < until:
            time.sleep(0.05)
        return self._future.done()

    def result(self) -> Handed | str:
        """What was made; a sentence where it could not be."""
        error = self._future.exception()
        if error is None:
            return self._future.result()
        return (
            str(error) if isinstance(error, ValueError) else f"It could not be made ({type(error).__name__}: {error})."
        )

    def _tell(self, done: int, total: int, what: str) -> None:
        self.progress = (min(done / max(total, 1), 1.0), what)
