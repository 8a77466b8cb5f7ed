"""One dataset under one setting: its handles, and the rows that were read."""
from __future__ import annotations

import ctypes
from typing import Any, Dict, List, Optional, Tuple

import numpy as np

from . import _library
from ._errors import InvalidArgumentError
from ._handle import Handle
from ._structs import LAST_EPOCH, MEAN, MORE_INFO

_ROW = MORE_INFO.size
_MOST_SEEDS = 255
_SeedRoom = ctypes.c_int64 * (1 + _MOST_SEEDS)
_RowRoom = ctypes.c_char * MORE_INFO.size
_MOST_ROWS = 16
_AHEAD = 256
_unpack = MORE_INFO.unpack_from


def _is_seed(seed: int) -> bool:
    """Whether a number is one that ctypes passes on as it is."""
    return -(2**63) <= seed < 2**63


class Rows:
    """get_more_info after the last epoch of one seed or the mean, read once: filled where it was asked for, the rest is never touched."""

    __slots__ = ("memory", "address", "next")

    def __init__(self, count: int) -> None:
        pages = np.zeros(count * _ROW, np.uint8)  # of zeros, which are not there until they are written
        self.memory = memoryview(pages)
        self.address = pages.ctypes.data
        self.next = 0


class Table:
    """A table of a benchmark."""

    __slots__ = ("handle", "count", "_rows", "_seeds", "_seed_lists")

    def __init__(self, bench: Handle, dataset: str, hp: str, count: int) -> None:
        self.handle = Handle("table", "table_close", _library.calls.table_open, bench.value, _library.encode(dataset, "dataset"), _library.encode(hp, "hp"))
        self.count = count
        self._rows: Dict[int, Rows] = {}
        self._seeds: Dict[int, List[int]] = {}
        self._seed_lists: Dict[Tuple[int, ...], List[int]] = {}

    def seeds(self, architecture: int) -> List[int]:
        """The stored seeds in the record's order. The list is kept: not to be changed."""
        seeds = self._seeds.get(architecture)
        return seeds if seeds is not None else self._read_seeds(architecture)

    def seeds_or_none(self, architecture: int) -> List[int]:
        """As seeds, and none where the record has none of this table."""
        seeds = self._seeds.get(architecture)
        if seeds is not None:
            return seeds
        try:
            return self._read_seeds(architecture)
        except (LookupError, ValueError, AssertionError):
            return []

    def _read_seeds(self, architecture: int) -> List[int]:
        room = _SeedRoom()  # the number of seeds, then the seeds
        status = _library.calls.seeds(self.handle.value, architecture, ctypes.byref(room, 8), _MOST_SEEDS, room)
        if status:
            if room[0] > _MOST_SEEDS:
                raise InvalidArgumentError(f"architecture {architecture} has {room[0]} seeds; this package reads up to {_MOST_SEEDS}")
            _library.check(status)
        own = tuple(room[1:1 + room[0]])
        seeds = self._seed_lists.get(own)  # a handful of lists, shared by thousands
        if seeds is None:
            seeds = self._seed_lists[own] = list(own)
        self._seeds[architecture] = seeds
        return seeds

    def more_info(self, architecture: int, seed: int, epoch: Optional[int] = None) -> Optional[Tuple[Any, ...]]:
        """present, nones and 16 numbers (nbf_more_info_t); None where it is refused."""
        if epoch is not None:
            return self._at_epoch(architecture, seed, epoch)
        rows = self._rows.get(seed)
        if rows is None:
            rows = self._new_rows(seed)
        info = _unpack(rows.memory, architecture * _ROW)
        if info[0]:
            return info
        return self._fill(rows, architecture, seed)

    def _at_epoch(self, architecture: int, seed: int, epoch: int) -> Optional[Tuple[Any, ...]]:
        if not 0 <= epoch < 2**31 or not _is_seed(seed):
            return None
        room = _RowRoom()
        return None if _library.calls.more_info(self.handle.value, architecture, epoch, seed, room) else MORE_INFO.unpack(room)

    def _fill(self, rows: Rows, architecture: int, seed: int) -> Optional[Tuple[Any, ...]]:
        """Reads a row; whoever goes through the table from one to the next is read ahead for."""
        if not _is_seed(seed):
            return None
        offset = architecture * _ROW
        if architecture == rows.next and (seed == MEAN or len(self._seed_lists) == 1):  # looking for seeds that are not there takes longer
            ahead = min(_AHEAD, self.count - architecture)
            _library.check(_library.calls.more_infos(self.handle.value, architecture, ahead, LAST_EPOCH, seed, rows.address + offset))
            rows.next = architecture + ahead
        else:
            if _library.calls.more_info(self.handle.value, architecture, LAST_EPOCH, seed, rows.address + offset):
                return None
            rows.next = architecture + 1
        info = _unpack(rows.memory, offset)
        return info if info[0] else None

    def _new_rows(self, seed: int) -> Rows:
        rows = Rows(self.count)
        if len(self._rows) >= _MOST_ROWS:
            self._rows.pop(next(iter(self._rows)))
        self._rows[seed] = rows
        return rows
