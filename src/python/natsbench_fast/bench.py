"""An open benchmark: whole columns, batches, scans and searches."""
from __future__ import annotations

import ctypes
import json
import operator
import os
from typing import Any, Dict, Iterator, List, Optional, Tuple

import numpy as np

from . import _library
from ._batches import Batches
from ._columns import Columns
from ._errors import ForkedError, UnknownArchitectureError
from ._forked import Forked
from ._handle import Handle
from ._scans import Scans
from ._settings import epoch_code, setting
from ._structs import LAST_EPOCH, Description
from ._table import Table
from .frames import Frames
from .simulator import Simulator

_SPACES = ("topology", "size")


class Bench(Columns, Batches, Scans, Frames):
    """A column file, memory-mapped: it opens in milliseconds, and processes that open the same file share its pages.

    All methods may be called from many threads at once. A benchmark pickles by its path, so that workers of multiprocessing
    ('spawn', 'forkserver') and of data loaders open it themselves.
    """

    def __init__(self, path: "os.PathLike[str] | str") -> None:
        """Opens a file.

        Raises:
          FileError, DamagedFileError: it is missing, no column file, or not what was written.
        """
        self._path = os.path.abspath(os.fspath(path))
        self._handle = Handle("benchmark", "close", _library.calls.open, _library.encode(self._path, "path"))
        description = Description()
        _library.check(_library.calls.describe(self._handle.value, ctypes.byref(description)))
        self._count, self._records = description.architectures, description.records
        self._space = _SPACES[description.space]
        self._is_synthetic = bool(description.is_synthetic)
        self._tables: Dict[Any, Table] = {}
        self._simulations: Dict[Any, Handle] = {}
        self._arrays: Dict[tuple, np.ndarray] = {}
        self._texts: Optional[List[str]] = None
        self._places: Optional[Dict[str, int]] = None

    @property
    def path(self) -> str:
        """Where the file lies."""
        return self._path

    @property
    def space(self) -> str:
        """'topology' or 'size'."""
        return self._space

    @property
    def is_synthetic(self) -> bool:
        """Whether a model made the numbers: never cite them."""
        return self._is_synthetic

    @property
    def architectures(self) -> List[str]:
        """The texts of all architectures, in the order of indices. The list is kept: not to be changed."""
        if self._texts is None:
            self._texts = _library.text(_library.calls.architectures, self._handle.value).split("\n")
        return self._texts

    def recorded(self) -> np.ndarray:
        """The indices of the architectures that the file has a record of."""
        flags = np.zeros(self._count, np.uint8)
        if self._records == self._count:
            return np.arange(self._count)
        _library.check(_library.calls.have_records(self._handle.value, flags.ctypes.data, len(flags)))
        return np.flatnonzero(flags)

    def describe(self) -> Dict[str, Any]:
        """Space, tables with their seeds and sets, extra columns, and where the numbers came from."""
        return json.loads(_library.text(_library.calls.describe_json, self._handle.value))

    def index_of(self, architecture: str) -> int:
        """The index of an architecture's text.

        Raises:
          UnknownArchitectureError: the space has no such text.
        """
        index = self._index_table().get(architecture)
        if index is None:
            raise UnknownArchitectureError(f"no architecture {architecture!r} in this space")
        return index

    def seeds(self, index: int, dataset: str, hp: Any) -> Tuple[int, ...]:
        """The stored seeds of an architecture, in the record's own order."""
        return tuple(self._table(dataset, hp).seeds(self._index(index)))

    def simulator(self, dataset: str, budget: Optional[float] = None, seed: int = 0, hp: Any = "12", epoch: Optional[int] = None) -> Simulator:
        """A search's own clock and generator over this benchmark: see Simulator.

        Args:
          dataset: cifar10, cifar100 or ImageNet16-120.
          budget: simulated seconds; None for no end.
          seed: of the generator that draws the stored seeds.
          hp: the training that is simulated: '12' is that of the paper's searches.
          epoch: training stops after it, 0-based; None for the whole.
        """
        return Simulator(self, dataset, budget, seed, hp, epoch)

    def close(self) -> None:
        """Closes the file; columns that were read keep it open for themselves. Closing twice is allowed."""
        for part in (*(table.handle for table in self._tables.values()), *self._simulations.values()):
            part.close()
        self._tables, self._simulations, self._arrays = {}, {}, {}
        self._handle.close()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> str:
        return self.architectures[index]

    def __iter__(self) -> Iterator[str]:
        return iter(self.architectures)

    def __contains__(self, architecture: object) -> bool:
        return architecture in self._index_table()

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "" if self._handle.is_open else ", closed"
        return f"Bench({self._path!r}: {self._space} space, {self._records} of {self._count} architectures{state})"

    def __reduce__(self) -> Any:
        return _reopen, (self._path,)

    def _index(self, index: Any) -> int:
        index = operator.index(index)
        if not 0 <= index < self._count:
            raise UnknownArchitectureError(f"architecture {index} is outside 0..{self._count - 1}")
        return index

    def _index_table(self) -> Dict[str, int]:
        if self._places is None:
            self._places = {text: index for index, text in enumerate(self.architectures)}
        return self._places

    def _table(self, dataset: str, hp: Any) -> Table:
        key = (dataset, setting(hp))
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = Table(self._handle, *key, self._count)
        return table

    def _simulation(self, dataset: str, hp: Any, epoch: Optional[int]) -> Handle:
        key = (dataset, setting(hp), epoch)
        simulation = self._simulations.get(key)
        if simulation is None:
            simulation = self._simulations[key] = Handle(
                "simulation", "simulation_close", _library.calls.simulation_open, self._handle.value, _library.encode(dataset, "dataset"),
                _library.encode(key[1], "hp"), epoch_code(epoch, LAST_EPOCH))
        return simulation


def open(path: "os.PathLike[str] | str") -> Bench:  # noqa: A001
    """Opens a column file: Bench(path)."""
    return Bench(path)


def _reopen(path: str) -> Any:
    try:
        return Bench(path)
    except ForkedError:
        return Forked()
