"""get_more_info: the call that programs make most."""
from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Dict, Optional

import numpy as np

from .._structs import MEAN
from . import traps
from .arithmetic import time_string

if TYPE_CHECKING:
    from .._table import Table

# A text of its own, so that a default is told from the same text that was given.
DEFAULT_HP = "".join(("1", "2"))

_SETS = ("train", "valid", "test", "valtest")
_MEASURES = ("loss", "accuracy", "per-time", "all-time")


class MoreInfo:
    """get_more_info of an official object."""

    _verbose: bool
    _fast_mode: bool
    _commented = {"cifar10-valid", "cifar10"}

    def get_more_info(self, index: Any, dataset: str, iepoch: Optional[int] = None, hp: Any = DEFAULT_HP, is_random: Any = True) -> Dict[str, Any]:
        """The metrics of an architecture after an epoch: train-, valid-, test-, valtest- × loss, accuracy, per-time, all-time.

        Args:
          index: an index, a text, or an object with tostr.
          dataset: cifar10-valid, cifar10, cifar100, ImageNet16-120 or another of the record.
          iepoch: 0-based; None is the last.
          hp: the setting; the default, '12', is a training of 12 epochs.
          is_random: True draws a seed with random.choice, False is the mean over seeds, an integer is a seed.

        Returns:
          Accuracies in percent, times in seconds; a set that cannot be read is left out.

        Raises:
          ValueError, KeyError, TypeError, AssertionError: as officially.
        """
        if self._verbose:
            print(f"{time_string()} Call the get_more_info function with index={index}, dataset={dataset}, iepoch={iepoch}, hp={hp}, and is_random={is_random}.")
        if type(index) is not int or self._verbose:
            index = self.query_index_by_arch(index)
            self._prepare_info(index)
        if hp is DEFAULT_HP and traps.DEFAULT_HP not in traps.told:
            traps.warn(traps.DEFAULT_HP)
        if is_random is True and traps.RANDOM_SEED not in traps.told:
            traps.warn(traps.RANDOM_SEED)
        return self._more_info(index, dataset, iepoch, hp, is_random)

    def _more_info(self, index: Any, dataset: Any, iepoch: Any, hp: Any, is_random: Any) -> Dict[str, Any]:
        """As get_more_info of an index; says nothing."""
        if type(hp) is not str:
            hp = str(hp)  # 12.0 is not 12, though a dictionary would take one for the other
        if type(index) is not int and isinstance(index, int):
            index = int(index)
        try:
            table = self._official_tables[dataset, hp]
        except (KeyError, TypeError):
            table = self._official_table(dataset, hp)
        if table is None or type(index) is not int or not 0 <= index < table.count:
            return self._asked_info(index, dataset, iepoch, hp, is_random)
        if is_random is True:
            seeds = table.seeds_or_none(index)
            if not seeds:
                return self._asked_info(index, dataset, iepoch, hp, is_random)
            seed = is_random = random.choice(seeds)
        else:
            seed = MEAN if is_random is False else None if is_random == MEAN else is_random
        if iepoch is not None and type(iepoch) is not int and isinstance(iepoch, np.integer):
            iepoch = int(iepoch)
        info = table.more_info(index, seed, iepoch) if type(seed) is int and (iepoch is None or type(iepoch) is int) else None
        if info is None:
            return self._asked_info(index, dataset, iepoch, hp, is_random)
        if self._fast_mode:
            self.evaluated_indexes.add(index)
        (present, nones, train_loss, train_accuracy, train_per, train_all, valid_loss, valid_accuracy, valid_per, valid_all,
         test_loss, test_accuracy, test_per, test_all, valtest_loss, valtest_accuracy, valtest_per, valtest_all) = info
        answer = {"train-loss": train_loss, "train-accuracy": train_accuracy, "train-per-time": train_per, "train-all-time": train_all}
        if dataset in self._commented:
            answer["comment"] = self._comment(index, dataset, hp)
        if present & 2:
            answer["valid-loss"] = valid_loss
            answer["valid-accuracy"] = valid_accuracy
            answer["valid-per-time"] = valid_per
            answer["valid-all-time"] = valid_all
        if present & 4:
            answer["test-loss"] = test_loss
            answer["test-accuracy"] = test_accuracy
            answer["test-per-time"] = test_per
            answer["test-all-time"] = test_all
        if present & 8:
            answer["valtest-loss"] = valtest_loss
            answer["valtest-accuracy"] = valtest_accuracy
            answer["valtest-per-time"] = valtest_per
            answer["valtest-all-time"] = valtest_all
        if nones:
            for bit in range(16):
                if nones >> bit & 1:
                    answer[f"{_SETS[bit // 4]}-{_MEASURES[bit % 4]}"] = None
        return answer

    def _asked_info(self, index: Any, dataset: Any, iepoch: Any, hp: str, is_random: Any) -> Dict[str, Any]:
        """The same by the library's own rules, for everything out of the ordinary, refusals above all."""
        self._require(index, "Did not find {} from arch2infos_dict.")
        if not isinstance(is_random, int):
            is_random = {}  # NumPy's integers too are none of those that the official library takes for a seed
        return self._call("get_more_info", index=index, dataset=dataset, iepoch=iepoch, hp=hp, is_random=is_random)

    def _comment(self, index: int, dataset: str, hp: str) -> str:
        key = (dataset, hp)
        comment = self._comments.get(key)
        if comment is None:
            comment = self._comments[key] = self._call("get_more_info", index=index, dataset=dataset, hp=hp, is_random=False)["comment"]
        return comment

    def _official_table(self, dataset: Any, hp: str) -> "Optional[Table]":
        """The table, or None where there is none of this name."""
        if not isinstance(dataset, str):
            return None
        table = self._official_tables.get((dataset, hp))
        if table is None:
            try:
                table = self._official_tables[dataset, hp] = self._table(dataset, hp)
            except (LookupError, ValueError):
                return None
        return table
