"""nats_bench.api_size."""
from ..official.arch_results import ArchResults
from ..official.api import NASBenchMetaAPI
from ..official.paths import get_torch_home, nats_is_dir, nats_is_file
from ..official.pickles import PICKLE_EXT, pickle_load
from ..official.arithmetic import time_string
from ..official.information import print_size as print_information
from ..official.size import ALL_BASE_NAMES, NATSsize

__all__ = [
    "ALL_BASE_NAMES", "ArchResults", "NASBenchMetaAPI", "NATSsize", "PICKLE_EXT", "get_torch_home", "nats_is_dir", "nats_is_file", "pickle_load",
    "print_information", "time_string",
]
