"""The official object of either space."""
from __future__ import annotations

import abc
import ctypes
import random
from typing import Any, Callable, Dict, Iterable, List, Optional, Set, Tuple

from .. import _library
from .._errors import ForkedError
from .._forked import Forked
from .._handle import Handle
from .._table import Table
from ..bench import Bench
from ..weights import Weights
from . import traps
from .arithmetic import time_string
from .finding import Finding
from .information import print_size, print_topology
from .json_calls import JsonCalls
from .lookup import Lookup
from .more_info import MoreInfo
from .opening import open_any
from .parameters import Parameters
from .paths import BASE_NAMES
from .records import Records
from .simulation import Simulation


class NASBenchMetaAPI(MoreInfo, Simulation, Lookup, Finding, Parameters, Bench, metaclass=abc.ABCMeta):
    """A Bench with the calls of nats_bench 1.8. The clock is the object's own: one search at a time, from one thread."""

    _space: str
    _full_train_epochs: int
    _lines: Optional[Callable[..., List[str]]] = None  # of the class, where the file is of the other space

    def __init__(self, file_path_or_dict: Any = None, fast_mode: bool = False, verbose: bool = True) -> None:
        """Opens what create opens."""
        self._fast_mode, self._verbose = fast_mode, verbose
        opened = open_any(file_path_or_dict, self._space, fast_mode, verbose, self)
        self.filename, self._archive_dir = opened.filename, opened.archive_dir
        self._open(opened.column_file, opened.is_archive)
        self.reset_time()
        self.verbose = verbose
        if verbose:
            print(f"{time_string()} Create NATS-Bench ({self._space}) done with {len(self.evaluated_indexes)}/{len(self)} architectures avaliable.")

    def _open(self, column_file: str, is_archive: bool) -> None:
        wanted = self._space
        Bench.__init__(self, column_file)
        if self._space != wanted:
            if not is_archive:
                raise ValueError(f"{column_file} is of the {self._space} space, and this is the {wanted} space")
            traps.warn(traps.OTHER_SPACE)
            self._space = wanted
            self._lines = print_size if wanted == "size" else print_topology
        self._call = JsonCalls(self._handle)
        self.arch2infos_dict = Records(self)
        self._evaluated: Optional[Set[int]] = set() if self._fast_mode else None
        self._hps: Optional[List[str]] = None
        self._official_tables: Dict[Tuple[Any, Any], Table] = {}
        self._official_simulations: Dict[Tuple[Any, Any, Any], Optional[Handle]] = {}
        self._comments: Dict[Tuple[Any, Any], str] = {}
        self._weights: Optional[Weights] = None
        self._weights_by_index: Dict[int, Weights] = {}
        self._cleared: Set[Tuple[int, str]] = set()

    @property
    def verbose(self) -> bool:
        """Whether every call is printed."""
        return self._verbose

    @verbose.setter
    def verbose(self, verbose: bool) -> None:
        self._verbose = verbose
        self._found = {}  # nothing is found before it is printed

    @property
    def meta_archs(self) -> List[str]:
        """The texts of all architectures."""
        return self.architectures

    @property
    def archstr2index(self) -> Dict[str, int]:
        """Text → index."""
        return self._index_table()

    @property
    def evaluated_indexes(self) -> Set[int]:
        """The architectures that count as loaded: those that there are records of; in fast mode those asked for so far."""
        if self._evaluated is None:
            self._evaluated = set(self.recorded().tolist())
        return self._evaluated

    @evaluated_indexes.setter
    def evaluated_indexes(self, indexes: Iterable[int]) -> None:
        self._evaluated = indexes if isinstance(indexes, set) else set(indexes)

    @property
    def avaliable_hps(self) -> List[str]:
        """The settings; in fast mode those of what was asked for so far."""
        return [] if self._fast_mode and not self.evaluated_indexes else list(self._settings)

    @property
    def search_space_name(self) -> str:
        """'topology' or 'size'."""
        return self._space

    @property
    def fast_mode(self) -> bool:
        """Whether it was created so."""
        return self._fast_mode

    @property
    def archive_dir(self) -> Optional[str]:
        """The directory that it was created from in fast mode."""
        return self._archive_dir

    @property
    def full_train_epochs(self) -> int:
        """Epochs of the full training."""
        return self._full_train_epochs

    @property
    def full_epochs_in_paper(self) -> int:
        """Epochs of the full training in the paper."""
        return self._full_train_epochs

    @property
    def is_topology(self) -> bool:
        """Whether this is the topology space."""
        return self._space == "topology"

    @property
    def is_size(self) -> bool:
        """Whether this is the size space."""
        return self._space == "size"

    def reset_archive_dir(self, archive_dir: Optional[str]) -> None:
        """Sets the directory that reload falls back on."""
        self._archive_dir = archive_dir

    def reset_fast_mode(self, fast_mode: bool) -> None:
        """Sets what fast_mode answers."""
        self._fast_mode = fast_mode

    def arch(self, index: int) -> str:
        """The text of an architecture.

        Raises:
          ValueError: an index outside the space.
        """
        if self._verbose:
            print(f"Call the arch function with index={index}")
        if index < 0 or index >= len(self):
            raise ValueError(f"invalid index : {index} vs. {len(self)}.")
        return self.meta_archs[index]

    def random(self) -> int:
        """An index drawn from all, by random.randint."""
        return random.randint(0, len(self) - 1)

    def close(self) -> None:
        """Closes the file."""
        self._call.close()
        super().close()
        self._official_tables, self._official_simulations = {}, {}

    def __repr__(self) -> str:
        return (f"{type(self).__name__}({len(self.evaluated_indexes)}/{len(self)} architectures, fast_mode={self.fast_mode}, file={self.filename})")

    def __reduce__(self) -> Any:
        state = {name: self.__dict__[name] for name in ("_verbose", "filename", "_archive_dir", "_used_time", "_evaluated")}
        return _reopen, (type(self), self.path, self._fast_mode, state)

    @property
    def bench(self) -> Bench:
        """This object, for whom it is a Bench."""
        return self

    @property
    def _all_base_names(self) -> List[str]:
        return BASE_NAMES[self._space]

    @property
    def _settings(self) -> List[str]:
        if self._hps is None:
            self._hps = self._call("avaliable_hps")
        return self._hps

    def _prepare_info(self, index: Any) -> None:
        """Counts an architecture as loaded, which the official library loads here in fast mode."""
        loaded = index in self.evaluated_indexes
        if loaded:
            if self._verbose:
                print(f"{time_string()} Call _prepare_info with index={index} skip because it is in arch2infos_dict")
        elif not self._fast_mode:
            if self._verbose:
                print(f"{time_string()} Call _prepare_info with index={index} skip because it is notthe fast mode.")
        else:
            if self._verbose:
                print(f"{time_string()} Call clear_params with archive_root={self.archive_dir} and index={index}")
            if not 0 <= index < len(self):
                raise ValueError(f"invalid index of {index}")
            if self._call_has_record(index):
                self.evaluated_indexes.add(int(index))

    def _call_has_record(self, index: Any) -> bool:
        place = ctypes.c_int32()
        _library.check(_library.calls.has_record(self._handle.value, int(index), ctypes.byref(place)))
        return bool(place.value)

    def _require(self, index: Any, refusal: str = "arch_index [{}] does not in arch2infos") -> None:
        """Refuses what is not loaded where the official library does not load it when it is asked for."""
        if not self._fast_mode and index not in self.evaluated_indexes:
            raise ValueError(refusal.format(index))


def _reopen(kind: type, column_file: str, fast_mode: bool, state: Dict[str, Any]) -> Any:
    api = kind.__new__(kind)
    api._fast_mode = fast_mode
    try:
        api._open(column_file, is_archive=True)
    except ForkedError:
        return Forked()
    api.__dict__.update(state)
    api.verbose = api._verbose
    return api
