"""An import under way in a thread of its own: how far it is, how long it may still take, and how to stop it."""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from geo.imports.limits import RefusedFile
from geo.imports.run import Cancelled, Progress
from geo.imports.storing import Imported
from geo.vocabulary.problems import DataProblems

Work = Callable[[Progress, Event], Imported]


class Job:
    """Starts at once. `imported` is what became of it, or `error` why nothing did; both are empty until `is_done`."""

    def __init__(self, work: Work) -> None:
        self.imported: Imported | None = None
        self.error = ""
        self._stop, self._began = Event(), monotonic()
        self._at = (0, 0, 0)
        self._thread = Thread(target=self._run, args=(work,), name="import", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether it has ended, in whatever way."""
        return not self._thread.is_alive()

    @property
    def share(self) -> float:
        """How much of the file was read, 0 to 1."""
        _, done, total = self._at
        return min(1.0, done / total) if total else 0.0

    def wait(self, seconds: float) -> bool:
        """Wait at most so long for it to end, and say whether it has."""
        self._thread.join(seconds)
        return self.is_done

    def stop(self) -> None:
        """Ask it to stop after the rows that it is at; nothing of it is stored then."""
        self._stop.set()

    def say(self) -> str:
        """Rows, rate and what remains: "12,000 rows, 4,000 a second, about 8 s to go"."""
        rows, gone = self._at[0], max(monotonic() - self._began, 1e-9)
        if self._stop.is_set():
            return f"{rows:,} rows; stopping …"
        left = f", about {gone * (1 - self.share) / self.share:.0f} s to go" if self.share else ""
        return f"{rows:,} rows, {rows / gone:,.0f} a second{left}" if rows else "Reading …"

    def _run(self, work: Work) -> None:
        try:
            self.imported = work(self._tell, self._stop)
        except (RefusedFile, Cancelled, DataProblems, OSError, ValueError) as error:
            self.error = str(error) or type(error).__name__

    def _tell(self, *at: int) -> None:
        rows, done, total = at
        self._at = rows, done, total
