"""The numbers of an ArchResults as lines of text: the official print_information of either space."""
from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from .arch_results import ArchResults

# (title, evaluation set) after the training set.
_SETS: Dict[Tuple[bool, str], List[Tuple[str, str]]] = {
    (False, "cifar10-valid"): [("valid", "x-valid")],
    (True, "cifar10-valid"): [("valid", "x-valid"), ("test", "ori-test")],
    (False, "cifar10"): [("test ", "ori-test")],
    (True, "cifar10"): [("test ", "ori-test")],
}
_OTHERS = [("valid", "x-valid"), ("test", "x-test")]


def print_topology(information: ArchResults, extra_info: Any = None, show: bool = False) -> List[str]:
    """The lines of a record of the topology space; printed where show is true."""
    return _lines(information, extra_info, show, False)


def print_size(information: ArchResults, extra_info: Any = None, show: bool = False) -> List[str]:
    """The lines of a record of the size space; printed where show is true."""
    return _lines(information, extra_info, show, True)


def _lines(information: ArchResults, extra_info: Any, show: bool, is_size: bool) -> List[str]:
    names = information.get_dataset_names()
    lines = [information.arch_str, f"datasets : {names}, extra-info : {extra_info}"]
    for dataset in names:
        cost: Dict[str, Optional[float]] = information.get_compute_costs(dataset)
        latency = cost["latency"]
        milliseconds = f"{latency * 1000:.2f}" if latency is not None and latency > 0 else None
        lines.append(f"{dataset:14s} FLOP={cost['flops']:6.2f} M, Params={cost['params']:.3f} MB, latency={milliseconds} ms.")
        sets = [("train", "train"), *_SETS.get((is_size, dataset), _OTHERS)]
        lines.append(f"{dataset:14s} " + ", ".join(f"{title} : [{_metric(information, dataset, own)}]" for title, own in sets))
    if show:
        print("\n".join(lines))
    return lines


def _metric(information: ArchResults, dataset: str, name: str) -> str:
    metric = information.get_metrics(dataset, name)
    return f"loss = {metric['loss']:.3f} & top1 = {metric['accuracy']:.2f}%"
