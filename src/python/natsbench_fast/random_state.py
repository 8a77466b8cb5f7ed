"""The generator of simulated trainings: SplitMix64, whose whole state is one number."""
from __future__ import annotations

import ctypes
import operator
import random
from typing import Any

from ._errors import InvalidArgumentError

_MASK = (1 << 64) - 1


class SplitMix64:
    """The caller's generator (Steele, Lea and Flood, OOPSLA 2014): any number to begin with; each draw advances it by one step.

    Not for several threads at once: give each its own.
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int = 0) -> None:
        self._state = ctypes.c_uint64(operator.index(seed) & _MASK)

    @property
    def state(self) -> int:
        """The number that it goes on from."""
        return self._state.value

    @state.setter
    def state(self, value: int) -> None:
        self._state.value = operator.index(value) & _MASK

    def __repr__(self) -> str:
        return f"SplitMix64({self.state})"

    def __reduce__(self) -> Any:
        return SplitMix64, (self.state,)


def generator(rng: Any) -> SplitMix64:
    """A generator from what users have: one of ours, a seed, a random.Random or a numpy Generator (which give one draw as the seed)."""
    if isinstance(rng, SplitMix64):
        return rng
    if isinstance(rng, random.Random):
        return SplitMix64(rng.getrandbits(64))
    if hasattr(rng, "integers"):
        return SplitMix64(int(rng.integers(0, 2**63 - 1)))
    try:
        return SplitMix64(rng)
    except TypeError:
        raise InvalidArgumentError(f"rng is a SplitMix64, a seed, a random.Random or a numpy Generator, not {type(rng).__name__}") from None
