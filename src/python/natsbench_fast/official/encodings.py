"""A cell's text taken apart."""
from __future__ import annotations

from typing import List, Sequence, Tuple

import numpy as np

OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")


def edges_of(node: str) -> List[Tuple[str, int]]:
    """The (operation, source) edges of one node's text, such as '|nor_conv_3x3~0|none~1|'."""
    pieces = [piece for piece in node.split("|") if piece]
    for piece in pieces:
        assert piece.count("~") == 1, f"invalid input length : {piece}"
    return [(operation, int(source)) for operation, source in (piece.split("~") for piece in pieces)]


def str2lists(arch_str: str) -> List[Tuple[Tuple[str, int], ...]]:
    """Nodes of (operation, source) edges."""
    return [tuple(edges_of(node)) for node in arch_str.split("+")]


def str2matrix(arch_str: str, search_space: Sequence[str] = OPERATIONS) -> np.ndarray:
    """Operation numbers by node and source; of two edges from one source the later counts."""
    nodes = arch_str.split("+")
    matrix = np.zeros((len(nodes) + 1, len(nodes) + 1))
    for row, node in enumerate(nodes, 1):
        for operation, source in edges_of(node):
            if operation not in search_space:
                raise ValueError(f"this op ({operation}) is not in {search_space}")
            matrix[row, source] = list(search_space).index(operation)
    return matrix
