"""Simulated training with a clock: what one search owns."""
from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Sequence, Tuple, Union

import numpy as np

from . import _library
from ._errors import InvalidArgumentError
from .random_state import SplitMix64

if TYPE_CHECKING:
    from .bench import Bench


class Outcome(NamedTuple):
    """What one simulated training gave."""

    accuracy: float
    """Validation accuracy, percent."""
    cost: float
    """Seconds of the training and one validation pass."""
    latency: float
    """Seconds of a batch of 256; NaN where it was never measured."""
    clock: float
    """Seconds spent so far, this training included."""


class Simulator:
    """One search's clock, budget and generator over a benchmark. Any number of them share a benchmark; each is for one thread at a time.

    A training is begun while the clock is before the budget, so that the last one oversteps it, as in the paper.
    """

    def __init__(self, bench: "Bench", dataset: str, budget: Optional[float] = None, seed: int = 0, hp: Any = "12", epoch: Optional[int] = None) -> None:
        if budget is not None and not budget > 0:
            raise InvalidArgumentError(f"a budget of {budget} seconds is none")
        self.bench, self.dataset, self.budget, self.hp, self.epoch = bench, dataset, budget, hp, epoch
        self.rng = SplitMix64(seed)
        self.clock = 0.0
        self.evaluations = 0
        bench._simulation(dataset, hp, epoch)  # what no record has is refused here

    @property
    def done(self) -> bool:
        """Whether the budget is spent."""
        return self.budget is not None and self.clock >= self.budget

    def train(self, architecture: Union[int, str]) -> Outcome:
        """Trains one architecture, an index or a text, with a stored seed that is drawn; the clock grows by the cost.

        Raises:
          InvalidArgumentError: the budget is spent.
          ValueError, KeyError, ...: the table has no such training; nothing was spent, the draw was.
        """
        if self.done:
            raise InvalidArgumentError(f"the budget of {self.budget} s is spent: the clock is at {self.clock:.1f} s")
        index = self._index(architecture)
        outcome = (ctypes.c_double * 3)()
        handle = self.bench._simulation(self.dataset, self.hp, self.epoch).value
        _library.check(_library.calls.simulate(handle, index, ctypes.byref(self.rng._state), outcome))
        accuracy, cost, latency = outcome
        self.clock += cost
        self.evaluations += 1
        return Outcome(accuracy, cost, latency, self.clock)

    def train_many(self, indices: Sequence[int]) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Trains many one after another until the budget is spent, in one call: as many calls of train.

        Returns:
          Accuracies, costs and the clock after each: of those that were begun.
        """
        start, state = self.clock, self.rng.state
        accuracies, costs = self.bench.simulate_batch(indices, self.dataset, self.hp, self.rng, self.epoch)
        clocks = np.empty(len(costs))
        begun = 0
        for cost in costs.tolist():  # added one by one, as train does
            if self.done:
                break
            self.clock += cost
            clocks[begun] = self.clock
            begun += 1
        if begun < len(costs):
            # What lies beyond the budget was not trained: its draws are given back.
            self.clock, self.rng.state = start, state
            return self.train_many(np.asarray(indices)[:begun]) if begun else (accuracies[:0], costs[:0], clocks[:0])
        self.evaluations += begun
        return accuracies[:begun], costs[:begun], clocks[:begun]

    def reset(self, seed: Optional[int] = None) -> None:
        """A fresh clock; with a seed, a fresh generator too."""
        self.clock, self.evaluations = 0.0, 0
        if seed is not None:
            self.rng = SplitMix64(seed)

    def _index(self, architecture: Union[int, str]) -> int:
        if isinstance(architecture, str):
            return self.bench.index_of(architecture)
        return self.bench._index(architecture)
