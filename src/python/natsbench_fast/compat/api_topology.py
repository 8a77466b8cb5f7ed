"""nats_bench.api_topology."""
from ..official.arch_results import ArchResults
from ..official.api import NASBenchMetaAPI
from ..official.paths import get_torch_home, nats_is_dir, nats_is_file
from ..official.pickles import PICKLE_EXT, pickle_load
from ..official.arithmetic import time_string
from ..official.genotype import topology_str2structure
from ..official.information import print_topology as print_information
from ..official.topology import ALL_BASE_NAMES, NATStopology

__all__ = [
    "ALL_BASE_NAMES", "ArchResults", "NASBenchMetaAPI", "NATStopology", "PICKLE_EXT", "get_torch_home", "nats_is_dir", "nats_is_file", "pickle_load",
    "print_information", "time_string", "topology_str2structure",
]
