"""What the command line prints: text from outside, whose control characters a terminal would obey, is shown instead."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO

_OURS = "\n\r\t"
_SHOWN = {code: f"\\u{code:04x}" for code in (*range(32), *range(127, 160)) if chr(code) not in _OURS}
"""C0, DEL and C1 as JSON writes them, so that printed JSON stays what it is."""


class _Shown(io.TextIOBase):
    """A stream on which no text moves the cursor, changes colours or titles."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(text.translate(_SHOWN))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()


@contextmanager
def shown(out: TextIO, err: TextIO) -> Iterator[None]:
    """Whatever is printed meanwhile shows its control characters; line ends, carriage returns and tabs are kept."""
    with redirect_stdout(_Shown(out)), redirect_stderr(_Shown(err)):
        yield
