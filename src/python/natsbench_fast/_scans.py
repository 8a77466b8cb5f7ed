"""Scans of whole columns: the best under limits, fronts, correlations."""
from __future__ import annotations

import ctypes
import operator
from typing import TYPE_CHECKING, Any, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from . import _library
from ._errors import InvalidArgumentError
from ._structs import Limit
from .column import ColumnOwner, owner_of

if TYPE_CHECKING:
    from ._handle import Handle

KINDS = {"kendall": 0, "spearman": 1}
Limits = Iterable[Tuple[np.ndarray, Optional[float], Optional[float]]]


class Scans:
    """Scans of a benchmark. A column is what column() and extra() answer, or any array with one number of each architecture."""

    _handle: "Handle"

    def __len__(self) -> int:
        raise NotImplementedError

    def top_k(self, column: np.ndarray, k: int, *, lowest: bool = False, limits: Limits = ()) -> Tuple[np.ndarray, np.ndarray]:
        """The best architectures, best first, of equal ones the lower index; what is absent (NaN) never is.

        Args:
          column: what is compared.
          k: how many at most.
          lowest: whether less is better.
          limits: (column, minimum, maximum) each, bounds included, None for none; what is absent is outside.

        Returns:
          Indices (int32) and their values, as many as there are.
        """
        k = operator.index(k)
        if k < 0:
            raise InvalidArgumentError(f"{k} architectures cannot be asked for")
        owner, k = self._owner(column), min(k, len(self))
        within, kept = [], []
        for limited, minimum, maximum in limits:
            kept.append(self._owner(limited))
            within.append(Limit(kept[-1].handle.value, -np.inf if minimum is None else minimum, np.inf if maximum is None else maximum))
        indices, values, count = np.empty(k, np.int32), np.empty(k), ctypes.c_size_t()
        _library.check(_library.calls.top(
            owner.handle.value, int(lowest), (Limit * len(within))(*within), len(within), k, indices.ctypes.data, values.ctypes.data, ctypes.byref(count)))
        return indices[:count.value], values[:count.value]

    def best(self, column: np.ndarray, *, lowest: bool = False, limits: Limits = ()) -> Tuple[int, float]:
        """The best architecture and its value.

        Raises:
          LookupError: nothing is within the limits.
        """
        indices, values = self.top_k(column, 1, lowest=lowest, limits=limits)
        if len(indices) == 0:
            raise LookupError("no architecture that has the number is within the limits")
        return int(indices[0]), float(values[0])

    def pareto(self, columns: Sequence[np.ndarray], *, lowest: Union[bool, Sequence[bool]] = False) -> np.ndarray:
        """The architectures that no other dominates, in the order of their indices (int32).

        Args:
          columns: one objective each, 1 to 64.
          lowest: of each whether less is better, or one answer for all.
        """
        owners, handles, directions = self._objectives(columns, lowest)
        room, count = np.empty(len(self), np.int32), ctypes.c_size_t()
        _library.check(_library.calls.pareto(handles, directions, len(owners), room.ctypes.data, len(room), ctypes.byref(count)))
        return room[:count.value].copy()

    def hypervolume(self, columns: Sequence[np.ndarray], reference: Sequence[float], *, lowest: Union[bool, Sequence[bool]] = False) -> float:
        """What the front of the columns dominates up to a reference point."""
        owners, handles, directions = self._objectives(columns, lowest)
        point, volume = np.ascontiguousarray(reference, dtype=np.float64), ctypes.c_double()
        if point.shape != (len(owners),):
            raise InvalidArgumentError(f"{len(owners)} columns, and a reference point of shape {point.shape}")
        _library.check(_library.calls.hypervolume(handles, directions, point.ctypes.data, len(owners), ctypes.byref(volume)))
        return volume.value

    def correlation(self, first: np.ndarray, second: np.ndarray, kind: str = "kendall") -> float:
        """A rank correlation of two columns, over the architectures that have both: 'kendall' (tau-b) or 'spearman'."""
        if kind not in KINDS:
            raise InvalidArgumentError(f"no correlation '{kind}': {', '.join(KINDS)}")
        one, other, answer = self._owner(first), self._owner(second), ctypes.c_double()
        _library.check(_library.calls.correlation(one.handle.value, other.handle.value, KINDS[kind], ctypes.byref(answer)))
        return answer.value

    def _objectives(self, columns: Sequence[np.ndarray], lowest: Any) -> Tuple[List[ColumnOwner], Any, Any]:
        owners = [self._owner(column) for column in columns]
        each = [lowest] * len(owners) if isinstance(lowest, (bool, np.bool_)) else list(lowest)
        if len(each) != len(owners):
            raise InvalidArgumentError(f"{len(owners)} columns, and {len(each)} directions")
        handles = (ctypes.c_void_p * len(owners))(*[owner.handle.value for owner in owners])
        return owners, handles, (ctypes.c_int32 * len(owners))(*[int(bool(one)) for one in each])

    def _owner(self, column: Any) -> ColumnOwner:
        """The library's column of an array; an array of the caller's is copied into one."""
        if isinstance(column, Mapping) or isinstance(column, (str, bytes)):
            raise InvalidArgumentError("a column is an array with one number of each architecture")
        owner = owner_of(column)
        if owner is not None:
            return owner
        given = column.astype(np.float64).filled(np.nan) if isinstance(column, np.ma.MaskedArray) else np.asarray(column)
        if given.dtype.kind not in "biufO":
            raise InvalidArgumentError(f"a column is an array with one number of each architecture, not of {given.dtype}")
        try:
            values = np.ascontiguousarray(given, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise InvalidArgumentError(f"a column is an array with one number of each architecture: {error}") from None
        if values.shape != (len(self),):
            raise InvalidArgumentError(f"a column of this benchmark has {len(self)} numbers, and this array the shape {values.shape}")
        return ColumnOwner(_library.calls.column_from, self._handle.value, values.ctypes.data, len(values))
