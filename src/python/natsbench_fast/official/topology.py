"""The topology space by its official class."""
from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from . import encodings
from .api import NASBenchMetaAPI
from .paths import BASE_NAMES

ALL_BASE_NAMES = BASE_NAMES["topology"]


class NATStopology(NASBenchMetaAPI):
    """15,625 cells of six edges with five operations."""

    _space = "topology"
    _full_train_epochs = 200

    def get_unique_str(self, arch: Any) -> str:
        """The text that isomorphic cells share, zeros considered; of an unknown one the last architecture's, as officially."""
        return self._unique_str(arch)

    @staticmethod
    def str2lists(arch_str: str) -> List[Tuple[Tuple[str, int], ...]]:
        """A cell's text as nodes of (operation, source) edges."""
        return encodings.str2lists(arch_str)

    @staticmethod
    def str2matrix(arch_str: str, search_space: Sequence[str] = encodings.OPERATIONS) -> Any:
        """A cell's text as a matrix of operation numbers, row: node, column: source (a float64 array)."""
        return encodings.str2matrix(arch_str, search_space)
