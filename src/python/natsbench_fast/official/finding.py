"""Calls of an official object that look at every architecture which counts as loaded."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Tuple

from . import traps
from .arithmetic import time_string
from .more_info import DEFAULT_HP


def remap_dataset_set_names(dataset: str, metric_on_set: str, verbose: bool = False) -> Tuple[str, str]:
    """The short names of sets (train, valid, test) to those of records."""
    if verbose:
        print(f"Call internal function _remap_dataset_set_names with dataset={dataset} and metric_on_set={metric_on_set}")
    short = {
        ("cifar10", "valid"): ("cifar10-valid", "x-valid"), ("cifar10", "test"): ("cifar10", "ori-test"),
        ("cifar100", "valid"): ("cifar100", "x-valid"), ("cifar100", "test"): ("cifar100", "x-test"),
        ("ImageNet16-120", "valid"): ("ImageNet16-120", "x-valid"), ("ImageNet16-120", "test"): ("ImageNet16-120", "x-test"),
    }
    dataset, metric_on_set = short.get((dataset, metric_on_set), (dataset, metric_on_set))
    if verbose:
        print(f"  return dataset={dataset} and metric_on_set={metric_on_set}")
    return dataset, metric_on_set


class Finding:
    """find_best, statistics and show of an official object."""

    _verbose: bool
    _lines: Optional[Callable[..., List[str]]]

    def find_best(
        self, dataset: str, metric_on_set: str, flop_max: Optional[float] = None, param_max: Optional[float] = None, hp: Any = DEFAULT_HP,
        enforce_all: Optional[bool] = None,
    ) -> Tuple[int, Optional[float]]:
        """The architecture with the highest mean accuracy after the last epoch, at most flop_max and param_max millions.

        Returns:
          Its index and accuracy; (-1, None) where none is within the limits.
        """
        if self._verbose:
            print(f"{time_string()} Call find_best with dataset={dataset}, metric_on_set={metric_on_set}, hp={hp} "
                  f"| with #FLOPs < {flop_max} and #Params < {param_max}")
            remap_dataset_set_names(dataset, metric_on_set, True)
        if hp is DEFAULT_HP:
            traps.warn(traps.DEFAULT_HP)
        if enforce_all is None:
            enforce_all = self.fast_mode
        if enforce_all:
            assert self.fast_mode, "enforce_all can only be set when fast_mode=True; if you are using non-fast-mode, please set it as False"
        looked_at = range(len(self)) if enforce_all else sorted(self.evaluated_indexes)
        if self._verbose:
            for one in looked_at:
                self._prepare_info(one)
                if one not in self.evaluated_indexes:
                    break  # which is refused below
        arguments: Dict[str, Any] = {"dataset": dataset, "metric_on_set": metric_on_set, "flop_max": flop_max, "param_max": param_max, "hp": hp}
        index, accuracy = self._call("find_best", **arguments, enforce_all=True) if enforce_all else self._call("find_best", **arguments, over=list(looked_at))
        if enforce_all and self._fast_mode:
            self.evaluated_indexes.update(looked_at)
        if self._verbose:
            if not looked_at:
                print("The evaluated_indexes is empty, please fill it before call find_best.")
            else:
                print(f"  the best architecture : [{index}] {self.arch(index)} with accuracy={accuracy:.3f}%")
        if index == -1:
            traps.warn(traps.NO_CANDIDATE)
        return index, accuracy

    def statistics(self, dataset: str, hp: Any) -> Dict[int, int]:
        """Number of seeds → number of architectures that have so many, of those loaded."""
        if self._verbose:
            print(f"Call the statistics function with dataset={dataset} and hp={hp}.")
        loaded = list(self.evaluated_indexes)
        counts = {int(seeds): architectures for seeds, architectures in self._call("statistics", dataset=dataset, hp=str(hp), over=loaded).items()}
        table, seen = self._official_table(dataset, str(hp)), {}
        for index in loaded:  # the order of an answer is that in which the numbers were met
            if len(seen) == len(counts):
                break
            seen[0 if table is None else len(table.seeds_or_none(index))] = None
        return {seeds: counts[seeds] for seeds in seen}

    def show(self, index: int = -1) -> None:
        """Prints the numbers of an architecture; of all that are loaded where index is negative (which fails, as officially)."""
        if index < 0:
            print(self)
            loaded: List[int] = sorted(self.evaluated_indexes)
            for first in loaded[:1]:
                print("\n" + "-" * 10 + f" The ({0:5d}/{len(loaded):5d}) {first:06d}-th architecture! " + "-" * 10)
                print(f"arch : {self.meta_archs[first]}")
                raise KeyError(index)  # the official loop asks for this index, not for the one of its turn
            return
        if index < len(self) and index not in self.evaluated_indexes:
            self._prepare_info(index)
            if index not in self.evaluated_indexes:
                print(f"The {index}-th architecture has not been evaluated or not saved.")
                return
        if self._lines is None or index not in self.evaluated_indexes:
            print(self._call("show", index=index))
            return
        for result in self.arch2infos_dict[index].values():
            lines = self._lines(result)
            print(">" * 40 + f" {result.get_total_epoch():03d} epochs " + ">" * 40)
            print("\n".join(lines))
        print("<" * 40 + "------------" + "<" * 40)
