"""Cells as objects: the official TopologyStructure."""
from __future__ import annotations

import itertools
from copy import deepcopy
from typing import Any, Iterator, List, Optional, Sequence, Tuple, Union

from .encodings import edges_of

Edge = Tuple[str, int]
Node = Tuple[Edge, ...]


class TopologyStructure:
    """A cell: for each node but the first its (operation, source) edges."""

    def __init__(self, genotype: Sequence[Sequence[Sequence[Any]]]) -> None:
        assert isinstance(genotype, (list, tuple)), f"invalid class of genotype : {type(genotype)}"
        for place, node in enumerate(genotype):
            assert isinstance(node, (list, tuple)), f"invalid class of node_info : {type(node)}"
            assert len(node) >= 1, f"invalid length : {len(node)}"
            for edge in node:
                assert isinstance(edge, (list, tuple)), f"invalid class of in-node : {type(edge)}"
                assert len(edge) == 2 and edge[1] <= place, f"invalid in-node : {edge}"
        self.node_num = len(genotype) + 1
        self.nodes: List[Node] = [tuple(deepcopy(node)) for node in genotype]  # type: ignore[arg-type]
        self.node_N = [len(node) for node in genotype]

    def tolist(self, remove_str: Optional[str]) -> Tuple[Optional[List[Node]], bool]:
        """The nodes with sorted edges and without an operation; (None, False) where a node has none left."""
        nodes = [tuple(edge for edge in sorted(node, key=lambda edge: (edge[1], edge[0])) if edge[0] != remove_str) for node in self.nodes]
        return (nodes, True) if all(nodes) else (None, False)

    def node(self, index: int) -> Node:
        """The node of an index from 1, as officially counted."""
        assert 0 < index <= len(self), f"invalid index={index} < {len(self)}"
        return self.nodes[index]

    def tostr(self) -> str:
        """The cell's text."""
        return "+".join("|" + "|".join(f"{operation}~{source}" for operation, source in node) + "|" for node in self.nodes)

    def check_valid(self) -> bool:
        """Whether the last node is reached without a 'none'."""
        reached = [True]
        for node in self.nodes:
            reached.append(any(operation != "none" and reached[source] for operation, source in node))
        return reached[-1]

    def to_unique_str(self, consider_zero: Optional[bool] = False) -> str:
        """A text that isomorphic cells share: skips are seen through unless consider_zero is None, zeros as well if it is True."""
        texts = ["0"]
        for node in self.nodes:
            texts.append("+".join(sorted(self._edge_text(operation, texts[source], consider_zero) for operation, source in node)))
        return texts[-1]

    @staticmethod
    def _edge_text(operation: str, source: str, consider_zero: Optional[bool]) -> str:
        if consider_zero and (operation == "none" or source == "#"):
            return "#"
        if consider_zero is not None and operation == "skip_connect":
            return source
        return f"({source})@{operation}"

    def check_valid_op(self, op_names: Sequence[str]) -> bool:
        """Whether every operation is one of these."""
        return all(operation in op_names for node in self.nodes for operation, _ in node)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.node_num} nodes with {self.tostr()})"

    def __len__(self) -> int:
        return len(self.nodes) + 1

    def __getitem__(self, index: int) -> Node:
        return self.nodes[index]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    @staticmethod
    def str2structure(xstr: Union[str, "TopologyStructure"]) -> "TopologyStructure":
        """The cell of a text."""
        if isinstance(xstr, TopologyStructure):
            return xstr
        assert isinstance(xstr, str), f"must take string (not {type(xstr)}) as input"
        return TopologyStructure([tuple(edges_of(node)) for node in xstr.split("+")])

    @staticmethod
    def str2fullstructure(xstr: str, default_name: str = "none") -> "TopologyStructure":
        """The cell of a text, absent edges filled in, edges sorted."""
        assert isinstance(xstr, str), f"must take string (not {type(xstr)}) as input"
        nodes = []
        for place, node in enumerate(xstr.split("+")):
            edges = edges_of(node)
            present = {source for _, source in edges}
            edges += [(default_name, source) for source in range(place) if source not in present]
            nodes.append(tuple(sorted(edges, key=lambda edge: (edge[1], edge[0]))))
        return TopologyStructure(nodes)

    @staticmethod
    def gen_all(search_space: Sequence[str], num: int, return_ori: bool) -> List[Any]:
        """Every cell of num nodes, the first edge slowest; as lists of nodes where return_ori is true."""
        assert isinstance(search_space, (list, tuple)), f"invalid class of search-space : {type(search_space)}"
        assert num >= 2, f"There should be at least two nodes in a neural cell instead of {num}"
        choices = [get_combination(search_space, node) for node in range(1, num)]
        cells = [[tuple(node) for node in cell] for cell in itertools.product(*choices)]
        return cells if return_ori else [TopologyStructure(cell) for cell in cells]


def get_combination(space: Sequence[str], num: int) -> List[List[Edge]]:
    """Every choice of operations for a node with edges from num nodes."""
    return [[(operation, source) for source, operation in enumerate(chosen)] for chosen in itertools.product(space, repeat=num)]


def topology_str2structure(xstr: Union[str, TopologyStructure]) -> TopologyStructure:
    """The cell of a text."""
    return TopologyStructure.str2structure(xstr)
