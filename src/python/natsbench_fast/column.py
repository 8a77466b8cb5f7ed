"""Columns as NumPy arrays straight over the library's memory."""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Optional

import numpy as np

from . import _library
from ._handle import Handle


class ColumnOwner:
    """What keeps a column's memory, and with it the file, alive while any array over it lives."""

    __slots__ = ("handle", "__array_interface__", "__weakref__")

    def __init__(self, opener: Callable[..., int], *arguments: Any) -> None:
        self.handle = Handle("column", "column_close", opener, *arguments)
        data, length, stride = ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_size_t()
        _library.check(_library.calls.column_data(self.handle.value, ctypes.byref(data), ctypes.byref(length), ctypes.byref(stride)))
        self.__array_interface__ = {
            "version": 3, "typestr": "<f8", "shape": (length.value,), "strides": (stride.value,), "data": (data.value, True),
        }


def view(owner: ColumnOwner) -> np.ndarray:
    """A read-only array over a column; nothing is copied."""
    return np.asarray(owner)


def owner_of(array: Any) -> Optional[ColumnOwner]:
    """The column that a whole array lies over; None for any other array."""
    base, whole = getattr(array, "base", None), array
    while isinstance(base, np.ndarray):
        base = base.base
    if not isinstance(base, ColumnOwner):
        return None
    interface = base.__array_interface__
    same = whole.__array_interface__["data"][0] == interface["data"][0] and whole.shape == interface["shape"] and whole.dtype == np.float64
    return base if same and (whole.strides == interface["strides"]) else None
