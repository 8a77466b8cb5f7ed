"""Sums as Python 3.11 adds them: from left to right, without the compensation of later versions."""
from __future__ import annotations

import time
from typing import Any, Iterable, Sequence


def total(numbers: Iterable[Any]) -> Any:
    """The sum, beginning with the integer 0."""
    result: Any = 0
    for number in numbers:
        result = result + number
    return result


def mean(numbers: Sequence[Any]) -> Any:
    """The mean; of none it fails as the official one does (ZeroDivisionError)."""
    return total(numbers) / len(numbers)


def time_string() -> str:
    """The time (UTC) as official messages begin with it."""
    return time.strftime("[%Y-%m-%d %X]", time.gmtime())
