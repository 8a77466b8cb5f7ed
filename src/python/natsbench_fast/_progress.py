"""A progress bar for long work, where a person looks on."""
from __future__ import annotations

import sys
import threading
import time
from typing import Callable, Optional

_WIDTH = 30
_PERIOD = 0.1


def bar(title: str) -> Optional[Callable[[float], None]]:
    """Draws the share that is done on the error output; None where that is no terminal."""
    if not (sys.stderr and sys.stderr.isatty()):
        return None
    start, lock = time.monotonic(), threading.Lock()
    drawn = [-1.0]

    def draw(done: float) -> None:
        now = time.monotonic()
        with lock:
            if done < 1 and now - drawn[0] < _PERIOD:
                return
            drawn[0] = now
            filled = int(_WIDTH * min(done, 1))
            left = f", {(now - start) / done * (1 - done):.0f} s left" if 0.02 < done < 1 else ""
            end = "\n" if done >= 1 else ""
            sys.stderr.write(f"\r{title} [{'=' * filled}{' ' * (_WIDTH - filled)}] {100 * min(done, 1):3.0f} %{left}\x1b[K{end}")
            sys.stderr.flush()

    return draw
