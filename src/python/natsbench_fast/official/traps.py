"""Official behaviour that misleads: told once a process each, naming the call that does not."""
from __future__ import annotations

import os
import sys
import warnings
from typing import Set

from .._errors import TrapWarning

RANDOM_SEED = (
    "get_more_info(is_random=True), its default, answers one training that is drawn at random: for the mean over seeds ask is_random=False, "
    "bench.column(...) or bench.query_many(...)")
DEFAULT_HP = (
    "hp is '12' unless it is given: a training of 12 epochs, whose accuracies are far from final; ask hp='200' (topology) or hp='90' (size), "
    "or bench.column(...), which has no default")
TEST_LEAK = (
    "simulate_train_eval has no validation accuracy at this epoch and answered with 'valtest-accuracy', which contains test images: use hp='12', "
    "the last epoch, or bench.simulator(...), which refuses")
UNKNOWN_ARCHITECTURE = (
    "query_index_by_arch answers -1 for an architecture that the space does not have, and -1 is the last position of a list: "
    "bench.index_of(...) refuses instead")
LAST_ARCHITECTURE = (
    "get_unique_str of an architecture that the space does not have answers about the last one: bench.index_of(...) refuses instead")
OTHER_SPACE = (
    "the archive is of the other search space than this class, which the official library does not look at; answers follow the archive's space, "
    "names of settings and epochs the class: create(path, 'tss' or 'sss') of the archive's own space is meant")
NO_CANDIDATE = (
    "find_best found nothing within the limits and answers (-1, None): bench.best(column, limits=...) refuses instead")

_here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
told: Set[str] = set()


def warn(trap: str) -> None:
    """Warns of a trap unless it was told before; the warning points at the caller's own line."""
    if trap in told:
        return
    told.add(trap)
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and os.path.abspath(frame.f_code.co_filename).startswith(_here + os.sep):
        level, frame = level + 1, frame.f_back
    warnings.warn(trap, TrapWarning, stacklevel=level)
