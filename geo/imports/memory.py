"""Where Arrow keeps the columns of an import."""

from contextlib import suppress

import pyarrow as pa

_KEPT_MS = 10_000


def keep_pages() -> None:
    """Let Arrow's buffers come from jemalloc, where this build of Arrow has it (on Linux and macOS).

    Its usual allocator gives the pages of every large column back at once, and asks for them anew for the next chunk: a fifth of
    the processor time of an import went into that, and more memory at the peak. The choice is the whole process's, and harmless:
    a buffer is freed by the allocator that it came from. What an import has freed goes back to the system ten seconds later.
    """
    with suppress(NotImplementedError):
        pa.set_memory_pool(pa.jemalloc_memory_pool())
        pa.jemalloc_set_decay_ms(_KEPT_MS)
