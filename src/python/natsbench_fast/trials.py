"""Trials of the shipped search algorithms, as NumPy columns."""
from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Mapping, NamedTuple, Optional, Union

import numpy as np

from . import _library
from ._errors import InvalidArgumentError
from ._handle import Handle
from ._settings import whole
from ._structs import POINT, TRIAL

if TYPE_CHECKING:
    from .bench import Bench

# Seconds that the paper's searches had.
_PAPER = {
    "cifar10": {"topology": 20_000, "size": 20_000},
    "cifar100": {"topology": 40_000, "size": 40_000},
    "ImageNet16-120": {"topology": 120_000, "size": 60_000},
}


class Trials(NamedTuple):
    """What trials came to."""

    ends: np.ndarray
    """A row a trial: trial, evaluations, log_points, incumbent (at the budget), final_architecture, clock (s), valid, test and
    regret (percent, after the full training)."""
    points: Optional[np.ndarray]
    """A row an evaluation: trial, clock, cost (s), reward (validation accuracy, percent), step, architecture, epochs, worker,
    incumbent; None unless asked for."""


def paper_budget(dataset: str, space: str) -> int:
    """Simulated seconds that a search of the paper had."""
    if dataset not in _PAPER:
        raise InvalidArgumentError(f"the paper has no search on '{dataset}': {', '.join(_PAPER)}; give a budget in seconds, or '100e' for evaluations")
    return _PAPER[dataset][space]


def run_trials(
    algorithm: str,
    bench: "Bench",
    dataset: str = "cifar10",
    budget: Union[None, float, str] = None,
    trials: int = 500,
    seed: int = 0,
    parameters: Union[None, str, Mapping[str, Any]] = None,
    first_trial: int = 0,
    workers: int = 1,
    threads: int = 0,
    points: bool = False,
) -> Trials:
    """Runs trials of a search algorithm, without the GIL, on many threads; the same whatever their number.

    Args:
      algorithm: random, rea, reinforce, bohb, ...: what 'natsbench algorithms' lists.
      bench: an open benchmark.
      dataset: cifar10, cifar100 or ImageNet16-120.
      budget: simulated seconds, or evaluations as '100e'; None for the paper's.
      trials: how many; their numbers begin with first_trial, and each is a function of seed and number.
      seed: the root seed.
      parameters: hyper-parameters, {'population': 20, 'sample': 3} or 'population=20,sample=3'.
      workers: simulated workers of a trial; 1 is sequential.
      threads: 0 is one a processor.
      points: whether log points are kept.
    """
    spent = str(paper_budget(dataset, bench.space)) if budget is None else budget if isinstance(budget, str) else repr(budget)
    given = ",".join(f"{name}={value}" for name, value in parameters.items()) if isinstance(parameters, Mapping) else parameters or ""
    handle = Handle(
        "run of trials", "trials_close", _library.calls.trials_run, bench._handle.value, _library.encode(algorithm, "algorithm"),
        _library.encode(given, "parameters"), _library.encode(dataset, "dataset"), _library.encode(spent, "budget"),
        whole(seed, "seed", 2**64 - 1), whole(first_trial, "first trial", 2**62), whole(trials, "number of trials"), whole(workers, "number of workers"),
        whole(threads, "number of threads"), int(bool(points)))
    try:
        return Trials(_rows(_library.calls.trials_ends, handle, TRIAL), _rows(_library.calls.trials_points, handle, POINT) if points else None)
    finally:
        handle.close()


def _rows(function: Any, handle: Handle, row: np.dtype) -> np.ndarray:
    count = ctypes.c_size_t()
    _library.check(function(handle.value, None, 0, ctypes.byref(count)))
    rows = np.empty(count.value, row)
    if count.value:
        _library.check(function(handle.value, rows.ctypes.data, count.value, ctypes.byref(count)))
    return rows
