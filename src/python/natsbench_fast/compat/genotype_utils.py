"""nats_bench.genotype_utils."""
from ..official.genotype import TopologyStructure, get_combination, topology_str2structure

__all__ = ["TopologyStructure", "get_combination", "topology_str2structure"]
