"""Questions about many architectures in one call, without the GIL."""
from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Optional, Sequence, Tuple, Union

import numpy as np

from . import _library
from ._errors import InvalidArgumentError, NatsBenchError, UnknownArchitectureError
from ._settings import resolve, setting
from ._structs import FINAL
from .random_state import generator

if TYPE_CHECKING:
    from ._handle import Handle
    from ._table import Table

QUANTITIES = {"accuracy": 0, "top5": 1, "loss": 2, "seconds": 3}
_FINALS = {"valid_loss": ("valid", "loss"), "valid_accuracy": ("valid", "accuracy"), "test_loss": ("test", "loss"), "test_accuracy": ("test", "accuracy")}
Indices = Union[None, Sequence[int], np.ndarray]


class Batches:
    """Batches of a benchmark."""

    def __len__(self) -> int:
        raise NotImplementedError

    def column(self, set_name: Optional[str], measure: str, dataset: str, hp: Any) -> np.ndarray:
        raise NotImplementedError

    def _table(self, dataset: str, hp: Any) -> "Table":
        raise NotImplementedError

    def _simulation(self, dataset: str, hp: Any, epoch: Optional[int]) -> "Handle":
        raise NotImplementedError

    def query_many(self, indices: Indices, dataset: str, hp: Any) -> np.ndarray:
        """Validation and test numbers after the last epoch, means over all stored seeds, of many architectures.

        Args:
          indices: which; None for all.
          dataset, hp: of which training. Validation of cifar10 is absent: ask cifar10-valid.

        Returns:
          A structured array with the fields valid_loss, valid_accuracy, test_loss and test_accuracy (x-test; ori-test of
          cifar10 and cifar10-valid); NaN where the table has no number.
        """
        chosen = self._indices(indices)
        finals = np.full(len(chosen), np.nan, FINAL)
        read = 0
        for field, (set_name, measure) in _FINALS.items():
            if (dataset, set_name) == ("cifar10", "valid"):
                continue  # no run of it has such a set
            column = self._column_or_none(set_name, measure, dataset, hp)
            if column is not None:
                finals[field] = column.take(chosen, mode="clip")  # they were checked
                read += 1
        if not read:
            self.column("test", "accuracy", dataset, hp)  # says what there is
        return finals

    def _column_or_none(self, set_name: str, measure: str, dataset: str, hp: Any) -> Optional[np.ndarray]:
        try:
            return self.column(set_name, measure, dataset, hp)
        except (NatsBenchError, LookupError, ValueError):
            return None

    def simulate_batch(
        self, indices: Indices, dataset: str, hp: Any, rng: Any, epoch: Optional[int] = None
    ) -> Tuple[np.ndarray, np.ndarray]:
        """Trains many architectures in simulation, one after another, each with a stored seed that is drawn.

        Args:
          indices: which; None for all.
          dataset, hp: of which training; accuracy and times of cifar10 are cifar10-valid's.
          rng: a SplitMix64, which is advanced by one step each, or what random_state.generator makes one of.
          epoch: training stops after it, 0-based; None for the whole.

        Returns:
          Validation accuracies in percent and costs in seconds: training and one validation pass.
        """
        chosen, simulation = self._indices(indices), self._simulation(dataset, hp, epoch)
        accuracies, costs, state = np.empty(len(chosen)), np.empty(len(chosen)), generator(rng)
        _library.check(_library.calls.simulate_batch(
            simulation.value, chosen.ctypes.data, len(chosen), ctypes.byref(state._state), accuracies.ctypes.data, costs.ctypes.data))
        return accuracies, costs

    def curves(
        self, set_name: str, quantity: str, dataset: str, hp: Any, seed: int, indices: Indices = None
    ) -> np.ndarray:
        """Learning curves of one seed, a row an architecture, a column an epoch from 0.

        Args:
          set_name: train, x-valid, x-test, ori-test or another of the file; valid and test as query reads them.
          quantity: accuracy, top5 (percent), loss, or seconds (of each epoch).
          dataset, hp: of which training.
          seed: the stored seed; architectures that lack it have a row of NaN.
          indices: which; None for all.

        Returns:
          A float64 array; NaN where nothing was measured.
        """
        if quantity not in QUANTITIES:
            raise InvalidArgumentError(f"no quantity '{quantity}': {', '.join(QUANTITIES)}")
        dataset, own_set = resolve(dataset, set_name)
        chosen, table, name = self._indices(indices), self._table(dataset, hp), _library.encode(own_set, "set")
        room, count, first = np.empty(4096), ctypes.c_size_t(), ctypes.c_int32()
        rows = []
        for index in chosen.tolist():
            if seed not in table.seeds_or_none(index):
                rows.append(None)
                continue
            status = _library.calls.curve(
                table.handle.value, index, seed, name, QUANTITIES[quantity], room.ctypes.data, len(room), ctypes.byref(count), ctypes.byref(first))
            _library.check(status)
            rows.append((first.value, room[:count.value].copy()))
        if chosen.size and all(row is None for row in rows):
            raise InvalidArgumentError(f"none of these architectures has seed {seed} of {dataset} under {setting(hp)}")
        longest = max((row[0] + len(row[1]) for row in rows if row is not None), default=0)
        answer = np.full((len(rows), longest), np.nan)
        for place, row in enumerate(rows):
            if row is not None:
                answer[place, row[0]:row[0] + len(row[1])] = row[1]
        return answer

    def _indices(self, indices: Indices) -> np.ndarray:
        if indices is None:
            return np.arange(len(self), dtype=np.int32)
        asked = np.asarray(indices)
        if asked.ndim != 1 or (asked.size and asked.dtype.kind not in "iu"):
            raise InvalidArgumentError(f"indices are a list of integers, not an array of {asked.dtype} with shape {asked.shape}")
        if asked.size and (int(asked.min()) < 0 or int(asked.max()) >= len(self)):
            raise UnknownArchitectureError(f"indices from {int(asked.min())} to {int(asked.max())} go beyond 0..{len(self) - 1}")
        return np.ascontiguousarray(asked, dtype=np.int32)

