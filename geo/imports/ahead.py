"""Two steps of a stream at once: the next part is made in a thread while the last one is worked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Part = TypeVar("Part")


def ahead(parts: Iterator[Part]) -> Iterator[Part]:
    """The same parts, each made while the one before is worked on; an error comes in the place of the part that has it."""
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, parts, None)
        while (part := coming.result()) is not None:
            coming = worker.submit(next, parts, None)
            yield part


@contextmanager
def behind(work: Callable[[Part], None]) -> Iterator[Callable[[Part], None]]:
    """Do the work on each part while the next is made; an error comes with the next part, or at the end of the `with`."""
    with ThreadPoolExecutor(1) as worker:
        last: Future[None] | None = None

        def put(part: Part) -> None:
            nonlocal last
            if last is not None:
                last.result()
            last = worker.submit(work, part)

        yield put
        if last is not None:
            last.result()
