"""simulate_train_eval and its clock."""
from __future__ import annotations

import ctypes
import random
from typing import Any, Optional, Tuple

from .._handle import Handle
from .. import _library
from . import traps
from .more_info import DEFAULT_HP

_DATASETS = ("cifar10", "cifar100", "ImageNet16-120")


class Simulation:
    """Simulated training of an official object."""

    _verbose: bool
    _used_time: float

    @property
    def used_time(self) -> float:
        """Simulated seconds so far."""
        return self._used_time

    def reset_time(self) -> None:
        """Sets the clock to 0."""
        self._used_time = 0

    def simulate_train_eval(
        self, arch: Any, dataset: str, iepoch: Optional[int] = None, hp: Any = DEFAULT_HP, account_time: bool = True
    ) -> Tuple[float, Optional[float], float, float]:
        """Trains an architecture in simulation, with a stored seed that is drawn.

        Returns:
          Validation accuracy (percent), latency (seconds), cost (seconds of training and one validation pass), and the clock, which
          grew by the cost unless account_time is False.
        """
        index = arch if type(arch) is int and not self._verbose and 0 <= arch < len(self) else self.query_index_by_arch(arch)
        if dataset not in _DATASETS:
            raise ValueError(f"Invalid dataset name : {dataset} vs {_DATASETS}")
        if hp is DEFAULT_HP:
            traps.warn(traps.DEFAULT_HP)
        trained_on = "cifar10-valid" if dataset == "cifar10" else dataset
        if self._verbose:
            accuracy, latency, cost = self._slowly(index, dataset, trained_on, iepoch, hp, True)
        else:
            accuracy, latency, cost = self._quickly(index, dataset, trained_on, iepoch, hp)
        if account_time:
            self._used_time += cost
        return accuracy, latency, cost, self._used_time

    def _quickly(self, index: Any, dataset: str, trained_on: str, iepoch: Any, hp: Any) -> Tuple[float, Optional[float], float]:
        setting = hp if type(hp) is str else str(hp)
        table = self._official_table(trained_on, setting)
        seeds = table.seeds_or_none(index) if table is not None and type(index) is int and 0 <= index < table.count else None
        if not seeds:
            return self._slowly(index, dataset, trained_on, iepoch, hp, True)
        seed = random.choice(seeds)
        simulation = self._official_simulation(dataset, setting, iepoch)
        if simulation is not None and type(seed) is int:
            outcome = (ctypes.c_double * 3)()
            if not _library.calls.simulate_seed(simulation.value, index, seed, outcome):
                accuracy, cost, latency = outcome
                if latency == latency:
                    if self._fast_mode:
                        self.evaluated_indexes.add(index)
                    return accuracy, latency, cost
        return self._slowly(index, dataset, trained_on, iepoch, hp, seed)

    # As the official code has it, for a latency that is None, an epoch without validation accuracy, and every refusal.
    def _slowly(self, index: Any, dataset: str, trained_on: str, iepoch: Any, hp: Any, seed: Any) -> Tuple[float, Optional[float], float]:
        info = self.get_more_info(index, trained_on, iepoch=iepoch, hp=hp, is_random=True) if self._verbose else self._more_info(index, trained_on, iepoch, hp, seed)
        if "valid-accuracy" in info:
            accuracy, cost = info["valid-accuracy"], info["train-all-time"] + info["valid-per-time"]
        else:
            accuracy = info["valtest-accuracy"]
            last = self.get_more_info(index, dataset, iepoch=None, hp=hp, is_random=True) if self._verbose else self._more_info(index, dataset, None, hp, True)
            cost = info["train-all-time"] + last["valid-per-time"]
            traps.warn(traps.TEST_LEAK)
        return accuracy, self.get_latency(index, dataset, hp=hp), cost

    def _official_simulation(self, dataset: str, hp: str, iepoch: Any) -> Optional[Handle]:
        if iepoch is not None and type(iepoch) is not int:
            return None
        key = (dataset, hp, iepoch)
        if key not in self._official_simulations:
            try:
                self._official_simulations[key] = self._simulation(dataset, hp, iepoch)
            except (LookupError, ValueError, TypeError):
                self._official_simulations[key] = None  # no architecture answers: the slow way says how
        return self._official_simulations[key]
