"""The official library's calls by their own names, traps included: answers and refusals of nats_bench 1.8 from a column file."""
from .api import NASBenchMetaAPI
from .arch_results import ArchResults
from .creation import create, search_space_info, version
from .results_count import ResultsCount
from .size import NATSsize
from .topology import NATStopology

__all__ = ["ArchResults", "NASBenchMetaAPI", "NATSsize", "NATStopology", "ResultsCount", "create", "search_space_info", "version"]
