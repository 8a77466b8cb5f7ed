"""Stands in for nats_bench by name, its submodules included.

    import natsbench_fast.compat as nats_bench
    from nats_bench import create                      # after that, the same package
    from nats_bench.api_topology import NATStopology

Importing it registers the names, unless nats_bench was imported before: then that one stays, and only this module answers for ours.
"""
import sys as _sys

from ..official import ArchResults, NATSsize, NATStopology, ResultsCount, create, search_space_info, version
from ..official.creation import NATS_BENCH_API_VERSIONs, NATS_BENCH_SSS_NAMEs, NATS_BENCH_TSS_NAMEs
from ..official.pickles import pickle_load, pickle_save
from . import api_size, api_topology, api_utils, genotype_utils

__all__ = [
    "ArchResults", "NATSsize", "NATStopology", "NATS_BENCH_API_VERSIONs", "NATS_BENCH_SSS_NAMEs", "NATS_BENCH_TSS_NAMEs", "ResultsCount", "api_size",
    "api_topology", "api_utils", "create", "genotype_utils", "pickle_load", "pickle_save", "search_space_info", "version",
]

if "nats_bench" not in _sys.modules:
    _sys.modules["nats_bench"] = _sys.modules[__name__]
    for _module in (api_size, api_topology, api_utils, genotype_utils):
        _sys.modules["nats_bench." + _module.__name__.rpartition(".")[2]] = _module
