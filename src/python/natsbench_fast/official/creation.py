"""The official module functions."""
from __future__ import annotations

from typing import Any, Dict, Optional, Union

from .size import NATSsize
from .topology import NATStopology

NATS_BENCH_API_VERSIONs = [f"v1.{minor}" for minor in range(9)]
NATS_BENCH_SSS_NAMEs = ("sss", "size")
NATS_BENCH_TSS_NAMEs = ("tss", "topology")


def version() -> str:
    """The version of the official library whose answers these are."""
    return NATS_BENCH_API_VERSIONs[-1]


def create(file_path_or_dict: Any, search_space: str, fast_mode: bool = False, verbose: bool = True) -> Union[NATStopology, NATSsize]:
    """Opens a benchmark with the official library's calls, and the calls of Bench beside them.

    Args:
      file_path_or_dict: a .natsb file; or an official archive (directory, tar or single pickle), which is converted once into the cache
        folder; or a dict with meta_archs, arch2infos and evaluated_indexes; None for the official default in $TORCH_HOME.
      search_space: 'tss' or 'topology', 'sss' or 'size'.
      fast_mode: as officially: a directory wants True, a single pickle False; a .natsb or a tar takes either. In fast mode
        evaluated_indexes begins empty and grows with what is asked for.
      verbose: whether every call is printed.

    Raises:
      ValueError: as the official one.
      CacheError: the folder for converted archives cannot be written.
    """
    if search_space in NATS_BENCH_TSS_NAMEs:
        return NATStopology(file_path_or_dict, fast_mode, verbose)
    if search_space in NATS_BENCH_SSS_NAMEs:
        return NATSsize(file_path_or_dict, fast_mode, verbose)
    raise ValueError(f"invalid search space : {search_space}")


def search_space_info(main_tag: str, aux_tag: Optional[str]) -> Dict[str, Any]:
    """The choices of a search space: ('nats-bench', 'tss' or 'sss') or ('nas-bench-201', None)."""
    topology = {"op_names": ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"], "num_nodes": 4}
    if main_tag == "nats-bench":
        if aux_tag in NATS_BENCH_SSS_NAMEs:
            return {"candidates": [8, 16, 24, 32, 40, 48, 56, 64], "num_layers": 5}
        if aux_tag in NATS_BENCH_TSS_NAMEs:
            return topology
        raise ValueError(f"Unknown auxiliary tag: {aux_tag}")
    if main_tag == "nas-bench-201":
        if aux_tag is not None:
            raise ValueError("For NAS-Bench-201, the auxiliary tag should be None.")
        return topology
    raise ValueError(f"Unknown main tag: {main_tag}")
