"""Records as the official objects, built when they are asked for."""
from __future__ import annotations

import collections
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, Optional

from .arch_results import ArchResults
from .results_count import ResultsCount

if TYPE_CHECKING:
    from .api import NASBenchMetaAPI

_CURVES = ("train_acc1es", "train_acc5es", "train_losses", "train_times")
_MOST_KEPT = 1024


class StoredResults(ResultsCount):
    """A training whose weights are read when they are asked for."""

    _weights: Optional[Callable[[], Any]] = None

    @property
    def net_state_dict(self) -> Any:
        """The trained weights; None where they were not kept."""
        if self._weights is not None:
            self._params, self._weights = self._weights(), None
        return self.__dict__.get("_params")

    @net_state_dict.setter
    def net_state_dict(self, value: Any) -> None:
        self._params, self._weights = value, None

    def load_state_dict(self, state_dict: Dict[str, Any]) -> None:
        for key, value in state_dict.items():
            setattr(self, key, value)

    def state_dict(self) -> Dict[str, Any]:
        state = {key: value for key, value in self.__dict__.items() if key not in ("_params", "_weights")}
        return {**state, "net_state_dict": self.net_state_dict}

    def __deepcopy__(self, memo: Any) -> "ResultsCount":
        import copy

        return ResultsCount.create_from_state_dict(copy.deepcopy(self.state_dict(), memo))

    def __reduce__(self) -> Any:
        return ResultsCount.create_from_state_dict, (self.state_dict(),)


def arch_results(state: Dict[str, Any], weights: Callable[[str, int], Optional[Callable[[], Any]]]) -> ArchResults:
    """A record's setting from its JSON."""
    results = ArchResults(state["arch_index"], state["arch_str"])
    results.dataset_seed = {dataset: list(seeds) for dataset, seeds in state["dataset_seed"].items()}
    results.clear_net_done = state["clear_net_done"]
    for dataset, trials in state["all_results"].items():
        for seed, trial in trials.items():
            results.all_results[(dataset, int(seed))] = training(trial, weights(dataset, int(seed)))
    return results


def training(trial: Dict[str, Any], weights: Optional[Callable[[], Any]]) -> ResultsCount:
    """A training from its JSON, whose keys of epochs are texts."""
    result = StoredResults(None, None, None, None, None, None, None, None, None, None)
    for name in _CURVES:
        if trial[name] is not None:
            trial[name] = {int(epoch): value for epoch, value in trial[name].items()}
    result.load_state_dict(trial)
    result._weights = weights
    return result


class Records(Mapping):
    """arch2infos_dict: index → {setting: ArchResults}, of what counts as loaded.

    The last thousand records that were asked for are kept; changes of them are not seen by other calls.
    """

    def __init__(self, api: "NASBenchMetaAPI") -> None:
        self._api = api
        self._kept: "collections.OrderedDict[int, Dict[str, ArchResults]]" = collections.OrderedDict()

    def __getitem__(self, index: int) -> Dict[str, ArchResults]:
        if index not in self:
            raise KeyError(index)
        record = self._kept.get(index)
        if record is None:
            record = self._kept[index] = self._read(int(index))
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return record

    def __contains__(self, index: object) -> bool:
        try:
            return index in self._api.evaluated_indexes
        except TypeError:
            return False

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._api.evaluated_indexes))

    def __len__(self) -> int:
        return len(self._api.evaluated_indexes)

    def forget(self, index: Optional[int] = None) -> None:
        """Reads a record, or all of them, afresh when it is next asked for."""
        if index is None:
            self._kept.clear()
        else:
            self._kept.pop(index, None)

    def _read(self, index: int) -> Dict[str, ArchResults]:
        settings: Dict[str, ArchResults] = collections.OrderedDict()
        for hp in self._api._settings:
            try:
                settings[hp] = self._api._arch_results(index, hp)
            except ValueError:  # this record lacks the setting
                continue
        return settings
