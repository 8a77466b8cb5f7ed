"""Whole columns of a benchmark as NumPy arrays."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Union

import numpy as np

from . import _library
from ._settings import epoch_code, resolve, seed_code, setting
from ._structs import LAST_EPOCH, MEAN
from .column import ColumnOwner, view

if TYPE_CHECKING:
    from ._handle import Handle
    from ._table import Table


class Columns:
    """Columns of a benchmark."""

    _handle: "Handle"
    _arrays: Dict[tuple, np.ndarray]

    def _table(self, dataset: str, hp: Any) -> "Table":
        raise NotImplementedError

    def column(
        self, set_name: Optional[str], measure: str, dataset: str, hp: Any, seed: Union[int, str] = "mean", epoch: Optional[int] = None
    ) -> np.ndarray:
        """One number of every architecture, in the order of indices: each what get_metrics answers, to the last bit.

        Args:
          set_name: train, x-valid, x-test, ori-test or another of the file; or valid, test, valtest as the command line reads
            them (valid of cifar10 is that of cifar10-valid). None for flops, params and latency.
          measure: accuracy (percent), loss, seconds (of all epochs up to the one asked for), accuracy-std, loss-std (population
            standard deviation over seeds), flops, params (millions), latency (seconds of a batch of 256).
          dataset: cifar10-valid, cifar10, cifar100, ImageNet16-120 or another of the file.
          hp: the training setting: '12', 200, ...; there is no default.
          seed: a stored seed, or 'mean' over all of them.
          epoch: 0-based; None for the last of each run.

        Returns:
          A read-only float64 array over the library's own memory; NaN where a record is absent or the official library
          refuses. It keeps the file open, and works on after close() and in a forked child.

        Raises:
          NatsBenchError: no record has such a number.
        """
        key = (set_name, measure, dataset, hp, seed, epoch)
        array = self._arrays.get(key)
        if array is None:
            array = self._arrays[key] = self._read(*key)
        return array.view()

    def extra(self, name: str) -> np.ndarray:
        """An extra column of the file by its name, such as 'help.pixel2.latency'; NaN where it has no number."""
        array = self._arrays.get(("extra", name))
        if array is None:
            array = self._arrays["extra", name] = view(
                ColumnOwner(_library.calls.extra_column_open, self._handle.value, _library.encode(name, "name")))
        return array.view()

    def _read(self, set_name: Optional[str], measure: str, dataset: str, hp: Any, seed: Union[int, str], epoch: Optional[int]) -> np.ndarray:
        dataset, own_set = resolve(dataset, set_name)
        table = self._table(dataset, setting(hp))
        return view(ColumnOwner(
            _library.calls.column_open, table.handle.value, _library.encode(measure, "measure"),
            None if own_set is None else _library.encode(own_set, "set"), epoch_code(epoch, LAST_EPOCH), seed_code(seed, MEAN)))
