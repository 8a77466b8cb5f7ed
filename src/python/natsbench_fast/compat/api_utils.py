"""nats_bench.api_utils."""
from ..official.api import NASBenchMetaAPI
from ..official.arch_results import ArchResults
from ..official.arithmetic import mean, time_string
from ..official.finding import remap_dataset_set_names
from ..official.paths import get_torch_home, nats_is_dir, nats_is_file
from ..official.pickles import PICKLE_EXT, pickle_load, pickle_save
from ..official.results_count import ResultsCount

__all__ = [
    "ArchResults", "NASBenchMetaAPI", "PICKLE_EXT", "ResultsCount", "get_file_system", "get_torch_home", "mean", "nats_is_dir", "nats_is_file",
    "pickle_load", "pickle_save", "remap_dataset_set_names", "reset_file_system", "time_string",
]


def get_file_system() -> str:
    """The file system in use: 'default' alone."""
    return "default"


def reset_file_system(lib: str = "default") -> None:
    """Refuses any other file system than 'default'."""
    if lib != "default":
        raise ValueError(f"Unknown file system lib: {lib}")
