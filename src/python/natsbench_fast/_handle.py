"""A handle of the library that closes itself, and never from a forked child."""
from __future__ import annotations

import ctypes
from typing import Any, Callable

from . import _library
from ._errors import ClosedError


class Handle:
    """One open handle; closing it twice is allowed."""

    __slots__ = ("_value", "_close", "_what", "__weakref__")

    def __init__(self, what: str, close: str, opener: Callable[..., int], *arguments: Any) -> None:
        self._value = None
        self._what, self._close = what, close
        place = ctypes.c_void_p()
        _library.check(opener(*arguments, ctypes.byref(place)))
        self._value = place.value

    @property
    def value(self) -> int:
        """The handle as a number."""
        if self._value is None:
            raise ClosedError(f"this {self._what} is closed")
        return self._value

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return self._value is not None

    def close(self) -> None:
        """Closes the handle."""
        value, self._value = self._value, None
        if value is not None and _library.is_usable():
            getattr(_library.calls, self._close)(value)

    def __del__(self) -> None:
        try:
            self.close()
        except Exception:  # the interpreter is going down
            pass
