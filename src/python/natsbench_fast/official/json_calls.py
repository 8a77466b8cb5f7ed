"""The official calls by name through the library, which has the rules: JSON in and out."""
from __future__ import annotations

import ctypes
import json
import operator
from typing import Any

from .. import _library
from .._errors import DamagedFileError, official
from .._handle import Handle


class JsonCalls:
    """One line of calls into a benchmark."""

    def __init__(self, bench: Handle) -> None:
        self._handle = Handle("benchmark", "calls_close", _library.calls.calls_open, bench.value, 0)

    def __call__(self, name: str, **arguments: Any) -> Any:
        """The answer of a call; its refusal is raised as the official exception."""
        if isinstance(arguments.get("dataset"), tuple):
            arguments["dataset"] = None  # JSON knows lists alone, which no dictionary takes; a tuple is a key that none has
        line = json.dumps({"call": name, "args": arguments}, default=_plain).encode("ascii")
        length = ctypes.c_size_t()
        _library.check(_library.calls.call(self._handle.value, line, ctypes.byref(length)))
        buffer = ctypes.create_string_buffer(length.value + 1)
        _library.check(_library.calls.answer(buffer, len(buffer), ctypes.byref(length)))
        answer = json.loads(buffer.raw[:length.value])
        if "error" not in answer:
            return answer["result"]
        if answer["error"] == "DamagedFileException":
            raise DamagedFileError(answer["message"])
        raise official("ValueError" if answer["error"] == "JSONDecodeError" else answer["error"], answer["message"])

    def close(self) -> None:
        """Closes the line."""
        self._handle.close()


def _plain(value: Any) -> Any:
    """What JSON has of a value: NumPy's numbers as Python's; anything else as an empty object, which no rule takes for anything."""
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return value.item()
    try:
        return operator.index(value)
    except TypeError:
        return {}
