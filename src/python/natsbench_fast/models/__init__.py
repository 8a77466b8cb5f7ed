"""The benchmark's networks as torch modules, with the official names of parameters. Needs torch."""
from .networks import CellNetwork, get_cell_based_tiny_net

__all__ = ["CellNetwork", "get_cell_based_tiny_net"]
