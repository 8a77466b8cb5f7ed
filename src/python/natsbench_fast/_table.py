"""One dataset under one setting: its handles, and the rows that were read."""
from __future__ import annotations

import ctypes
from typing import Any, Dict, List, Optional, Set, Tuple

import numpy as np

from ._handle import Handle
from ._library import calls, check, encode
from ._structs import LAST_EPOCH, MEAN, MORE_INFO

_ROW = MORE_INFO.size
_USUAL_SEEDS = 3
_RowRoom = ctypes.c_char * MORE_INFO.size
_MOST_ROWS = 16
_AHEAD = 256
_unpack = MORE_INFO.unpack_from


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

    __slots__ = ("handle", "count", "_raw", "_rows", "_seed_lists", "_known")

    def __init__(self, bench: Handle, dataset: str, hp: str, count: int) -> None:
        self.handle = Handle("table", "table_close", calls.table_open, bench.value, encode(dataset, "dataset"), encode(hp, "hp"))
        self.count = count
        self._raw = self.handle.value  # a number that the library gives once: when it is closed, it is refused
        self._rows: Dict[int, Rows] = {}
        self._seed_lists: Optional[List[List[int]]] = None
        self._known: Set[int] = set()

    def seeds(self, architecture: int) -> List[int]:
        """The stored seeds in the record's order; refused where there is no record. The list is kept: not to be changed."""
        seeds = self.seeds_or_none(architecture)
        if not seeds:  # the library says why
            count = ctypes.c_size_t()
            check(calls.seeds(self.handle.value, architecture, None, 0, ctypes.byref(count)))
        return seeds

    def seeds_or_none(self, architecture: int) -> List[int]:
        """As seeds, and none where there is no record."""
        lists = self._seed_lists
        if lists is None:
            lists = self._seed_lists = self._read_seeds()
        return lists[architecture]

    def _read_seeds(self) -> List[List[int]]:
        counts, total = np.empty(self.count, np.int32), ctypes.c_size_t()
        seeds = np.empty(_USUAL_SEEDS * self.count, np.int64)
        arguments = self.handle.value, seeds.ctypes.data, len(seeds), counts.ctypes.data, self.count, ctypes.byref(total)
        if calls.seed_lists(*arguments) and total.value > len(seeds):
            seeds = np.empty(total.value, np.int64)
            arguments = self.handle.value, seeds.ctypes.data, len(seeds), *arguments[3:]
        check(calls.seed_lists(*arguments))
        memory, lists, start = seeds[:total.value].tobytes(), [], 0
        shared: Dict[bytes, List[int]] = {}  # a handful of lists, shared by thousands
        for length in (8 * counts).tolist():
            key = memory[start:start + length]
            start += length
            own = shared.get(key)
            if own is None:
                own = shared[key] = np.frombuffer(key, np.int64).tolist()
            lists.append(own)
        self._known = {seed for own in shared.values() for seed in own}
        return lists

    def more_info(self, architecture: int, seed: int, epoch: Optional[int] = None) -> Optional[Tuple[Any, ...]]:
        """present, nones and 16 numbers (nbf_more_info_t); None where it is refused."""
        if epoch is not None:
            return self._at_epoch(architecture, seed, epoch)
        rows = self._rows.get(seed)
        if rows is None:
            if not self._has(seed):
                return None
            rows = self._new_rows(seed)
        info = _unpack(rows.memory, architecture * _ROW)
        if info[0]:
            return info
        return self._fill(rows, architecture, seed)

    def _has(self, seed: int) -> bool:
        """Whether any record has a seed, so that ctypes too passes it on as it is."""
        if self._seed_lists is None:
            self._seed_lists = self._read_seeds()
        return seed == MEAN or seed in self._known

    def _at_epoch(self, architecture: int, seed: int, epoch: int) -> Optional[Tuple[Any, ...]]:
        if not 0 <= epoch < 2**31 or not self._has(seed):
            return None
        room = _RowRoom()
        return None if calls.more_info(self._raw, architecture, epoch, seed, room) else MORE_INFO.unpack(room)

    def _fill(self, rows: Rows, architecture: int, seed: int) -> Optional[Tuple[Any, ...]]:
        """Reads a row; whoever goes through the table from one to the next is read ahead for."""
        offset = architecture * _ROW
        if architecture == rows.next:
            ahead = min(_AHEAD, self.count - architecture)
            check(calls.more_infos(self._raw, architecture, ahead, LAST_EPOCH, seed, rows.address + offset))
            rows.next = architecture + ahead
        else:
            if calls.more_info(self._raw, architecture, LAST_EPOCH, seed, rows.address + offset):
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
