"""Single answers of an official object, but get_more_info."""
from __future__ import annotations

import warnings
from typing import Any, Callable, Dict, List, Optional

import numpy as np

from . import traps
from .arch_results import ArchResults
from .arithmetic import time_string
from .more_info import DEFAULT_HP


class Lookup:
    """Look-ups of an official object."""

    _verbose: bool
    _count: int
    _found: Dict[str, int]
    _lines: Optional[Callable[..., List[str]]]

    def query_index_by_arch(self, arch: Any) -> int:
        """The index of an index, a text or an object with tostr; -1 where the space does not have it.

        Raises:
          ValueError: an index outside the space.
        """
        try:
            return self._found[arch]
        except (KeyError, TypeError):
            if type(arch) is int and 0 <= arch < self._count and not self._verbose:
                return arch
            return self._find(arch)

    def _find(self, arch: Any) -> Any:
        """What is no known text, or is printed."""
        if self._verbose:
            print(f"{time_string()} Call query_index_by_arch with arch={arch}")
        if isinstance(arch, (int, np.integer)):
            if not 0 <= arch < len(self):
                raise ValueError(f"Invalid architecture index {arch} vs [0, {len(self)}].")
            return int(arch) if isinstance(arch, np.integer) else arch
        text = arch if isinstance(arch, str) else arch.tostr() if hasattr(arch, "tostr") else None
        if not self._verbose:
            self._found = self.archstr2index
        index = self.archstr2index.get(text, -1)
        if index == -1:
            traps.warn(traps.UNKNOWN_ARCHITECTURE)
        return index

    def query_by_arch(self, arch: Any, hp: Any) -> Optional[str]:
        """query_info_str_by_arch, as NAS-Bench-201 named it."""
        return self.query_info_str_by_arch(arch, hp)

    def query_info_str_by_arch(self, arch: Any, hp: Any = DEFAULT_HP) -> Optional[str]:
        """The numbers of an architecture under one setting, as lines of text."""
        if self._verbose:
            print(f"{time_string()} Call query_info_str_by_arch with arch={arch}and hp={hp}")
        index = self.query_index_by_arch(arch)
        self._prepare_info(index)
        if not self._fast_mode and index not in self.evaluated_indexes:
            warnings.warn(f"Find this arch-index : {index}, but this arch is not evaluated.")
            return None
        if self._lines is not None and hp in self.arch2infos_dict[index]:
            return "\n".join(self._lines(self._arch_results(index, hp), f"arch-index={index}"))
        return self._call("query_info_str_by_arch", arch=index, hp=hp)

    def query_meta_info_by_index(self, arch_index: int, hp: Any = DEFAULT_HP) -> ArchResults:
        """All trainings of an architecture under one setting, as an object of the caller's own."""
        if self._verbose:
            print(f"Call query_meta_info_by_index with arch_index={arch_index}, hp={hp}")
        self._prepare_info(arch_index)
        self._require(arch_index)
        return self._arch_results(arch_index, str(hp))

    def query_by_index(self, arch_index: int, dataname: Optional[str] = None, hp: Any = DEFAULT_HP) -> Any:
        """As query_meta_info_by_index; with the name of a data set its trainings by seed."""
        if self._verbose:
            print(f"{time_string()} Call query_by_index with arch_index={arch_index}, dataname={dataname}, hp={hp}")
        info = self.query_meta_info_by_index(arch_index, str(hp))
        if dataname is None:
            return info
        if dataname not in info.get_dataset_names():
            raise ValueError(f"invalid dataset-name : {dataname} vs. {info.get_dataset_names()}")
        return info.query(dataname)

    def get_cost_info(self, index: int, dataset: str, hp: Any = DEFAULT_HP) -> Dict[str, Optional[float]]:
        """flops and params in millions, latency in seconds, and T-set@epoch and T-set@total in seconds."""
        if self._verbose:
            print(f"{time_string()} Call the get_cost_info function with index={index}, dataset={dataset}, and hp={hp}.")
            self._prepare_info(index)
            print(f"Call query_meta_info_by_index with arch_index={index}, hp={hp}")
        self._prepare_info(index)
        self._require(index)
        return self._call("get_cost_info", index=index, dataset=dataset, hp=str(hp))

    def get_latency(self, index: int, dataset: str, hp: Any = DEFAULT_HP) -> Optional[float]:
        """Seconds of a batch of 256 images; None where it was never measured."""
        if self._verbose:
            print(f"{time_string()} Call the get_latency function with index={index}, dataset={dataset}, and hp={hp}.")
        return self.get_cost_info(index, dataset, hp)["latency"]

    def get_net_config(self, index: int, dataset: str) -> Dict[str, Any]:
        """The configuration of the network, which natsbench_fast.models builds."""
        if self._verbose:
            print(f"{time_string()} Call the get_net_config function with index={index}, dataset={dataset}.")
        self._prepare_info(index)
        self._require(index, "The arch_index={} is not in arch2infos_dict.")
        return self._call("get_net_config", index=index, dataset=dataset)

    def _unique_str(self, arch: Any) -> str:
        index = self.query_index_by_arch(arch)
        if index == -1:
            traps.warn(traps.LAST_ARCHITECTURE)
            index = len(self) - 1
        return self._call("get_unique_str", arch=index)

    def _arch_results(self, index: Any, hp: str) -> ArchResults:
        """The record's setting, through the library."""
        from .records import arch_results

        state = self._call("query_by_index", arch_index=index, hp=hp)
        results = arch_results(state, lambda dataset, seed: self._weights_of(state["arch_index"], dataset, hp, seed))
        if self._all_reloaded or index in self._weights_by_index:
            results.clear_net_done = False  # as records of full archives say
        if (index, hp) in self._cleared:
            results.clear_params()
        return results
