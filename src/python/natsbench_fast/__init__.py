"""NATS-Bench from one memory-mapped column file: the official calls, and whole columns beside them.

    from natsbench_fast import create
    api = create("NATS-tss.natsb", "tss", verbose=False)        # the official library's calls
    accuracies = api.column("x-valid", "accuracy", "cifar100", hp=200)   # every architecture at once

docs/python.md of the repository has examples of each.
"""
from ._errors import (
    CacheError,
    CancelledError,
    ClosedError,
    DamagedFileError,
    FileError,
    ForkedError,
    InvalidArgumentError,
    LibraryError,
    NatsBenchError,
    TrapWarning,
    UnknownArchitectureError,
)
from ._version import VERSION
from .bench import Bench, open
from .cache import convert
from .official import ArchResults, NATSsize, NATStopology, ResultsCount, create, search_space_info, version
from .official.pickles import pickle_load, pickle_save
from .random_state import SplitMix64
from .simulator import Outcome, Simulator
from .trials import Trials, run_trials
from .weights import Weights

__version__ = VERSION

__all__ = [
    "ArchResults", "Bench", "CacheError", "CancelledError", "ClosedError", "DamagedFileError", "FileError", "ForkedError", "InvalidArgumentError",
    "LibraryError", "NATSsize", "NATStopology", "NatsBenchError", "Outcome", "ResultsCount", "Simulator", "SplitMix64", "TrapWarning", "Trials",
    "UnknownArchitectureError", "Weights", "convert", "create", "open", "pickle_load", "pickle_save", "run_trials", "search_space_info", "version",
]
