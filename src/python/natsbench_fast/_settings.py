"""Names as users write them to names as files have them."""
from __future__ import annotations

import operator
from typing import Any, Optional, Tuple

from ._errors import InvalidArgumentError

_WITH_OWN_TEST = ("cifar10", "cifar10-valid")


def setting(hp: Any) -> str:
    """A training setting's key: 1 and '01' are the same one."""
    if isinstance(hp, str):
        return hp
    try:
        return f"{operator.index(hp):02d}"
    except TypeError:
        raise InvalidArgumentError(f"hp is a training setting such as '200' or 200, not {hp!r}") from None


def resolve(dataset: str, set_name: Optional[str]) -> Tuple[str, Optional[str]]:
    """The short names of sets (train, valid, test, valtest) to those of the file; validation of cifar10 is cifar10-valid's."""
    if set_name == "valid":
        return ("cifar10-valid" if dataset == "cifar10" else dataset), "x-valid"
    if set_name == "test":
        return dataset, ("ori-test" if dataset in _WITH_OWN_TEST else "x-test")
    if set_name == "valtest" and dataset not in _WITH_OWN_TEST:
        return dataset, "ori-test"
    return dataset, set_name


def epoch_code(epoch: Optional[int], last: int) -> int:
    """An epoch of the interface; None is the last."""
    if epoch is None:
        return last
    return whole(epoch, "epoch")


def seed_code(seed: Any, mean: int) -> int:
    """A seed of the interface; 'mean' is the mean over all."""
    if isinstance(seed, str):
        if seed != "mean":
            raise InvalidArgumentError(f"seed is a stored one or 'mean', not '{seed}'")
        return mean
    seed = operator.index(seed)
    if not -(2**62) < seed < 2**62:
        raise InvalidArgumentError(f"no training has seed {seed}")
    return seed


def whole(value: Any, what: str, most: int = 2**31 - 1) -> int:
    """A number from 0 as the interface takes it: ctypes would cut a greater one short in silence."""
    value = operator.index(value)
    if not 0 <= value <= most:
        raise InvalidArgumentError(f"{what} {value} is outside 0..{most}")
    return value
