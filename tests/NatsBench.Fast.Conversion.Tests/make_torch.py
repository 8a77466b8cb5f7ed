"""Small archives of NAS-Bench-201 as PyTorch saves them, in both of its forms, for TorchArchiveTests.

Needs PyTorch 1.6 or later (Debian's python3-torch will do). Usage: python3 make_torch.py FOLDER [CELLS]
The numbers are formulas of the index, which the tests know. With CELLS, one whole file of so many cells in full length, for measurements.
"""

import os
import random
import sys

import torch

OPS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]


def architectures():
    """All cells in the official order: every combination, shuffled by seed 88."""
    combinations = [[]]
    for edges in (1, 2, 3):
        combinations = [c + [n] for c in combinations for n in nodes(edges)]
    texts = ["+".join("|" + "|".join(f"{op}~{i}" for i, op in enumerate(node)) + "|" for node in cell) for cell in combinations]
    random.seed(88)
    random.shuffle(texts)
    return texts


def nodes(edges):
    ways = [[]]
    for _ in range(edges):
        ways = [w + [op] for w in ways for op in OPS]
    return ways


def trial(index, arch, dataset, seed, epochs, times=True, weights=None, lacks=()):
    sets = {"cifar10-valid": ["x-valid", "ori-test"], "cifar10": ["ori-test"]}.get(dataset, ["ori-test", "x-valid", "x-test"])
    every = sets[0]

    def evaluated(first):
        values = {f"{every}@{e}": first + e * 0.25 + seed / 1e4 for e in range(epochs)}
        for name in sets[1:]:
            values[f"{name}@{epochs - 1}"] = first + 0.125
        return values

    state = {
        "name": dataset,
        "net_state_dict": weights,
        "train_acc1es": {e: 10.0 + index + e * 0.5 for e in range(epochs)},
        "train_acc5es": None if not times else {e: 60.0 + e for e in range(epochs)},
        "train_losses": {e: 2.0 - e / epochs + index / 7 for e in range(epochs)},
        "train_times": {e: 12.5 + index for e in range(epochs)} if times else None,
        "arch_config": {"channel": 16, "num_cells": 5, "arch_str": arch, "class_num": 10},
        "params": 0.25 + index,
        "flop": 40.5 + index,
        "seed": seed,
        "epochs": epochs,
        "latency": [0.0125, 0.0126] if times else None,
        "eval_names": sets,
        "eval_acc1es": evaluated(50.0 + index),
        "eval_times": {key: 0.75 for key in evaluated(0.0)} if times else {},
        "eval_losses": evaluated(1.0 + index / 3),
    }
    for key in lacks:
        del state[key]
    return state


def setting(index, arch, runs, **options):
    return {
        "arch_index": index,
        "arch_str": arch,
        "all_results": {(dataset, seed): trial(index, arch, dataset, seed, epochs, **options) for dataset, seed, epochs in runs},
        "dataset_seed": {dataset: [seed for name, seed, _ in runs if name == dataset] for dataset in dict.fromkeys(run[0] for run in runs)},
        "clear_net_done": options.get("weights") is None,
    }


def record(index, arch, full=6, less=3, version=1, **options):
    datasets = ["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"]
    seeds = [777, 888, 999][: 1 + index % 3]
    if version == 0:  # `less` of v1.0 is cifar10-valid alone, and old trials have no times
        options = {"times": index % 2 == 0, **options}
        return {
            "full": setting(index, arch, [(d, s, full) for d in datasets for s in seeds], **options),
            "less": setting(index, arch, [("cifar10-valid", 111, less)], **options),
        }
    return {
        "full": setting(index, arch, [(d, s, full) for d in datasets for s in seeds], **options),
        "less": setting(index, arch, [("cifar10-valid", 111, less), ("cifar10-valid", 777, less)] + [(d, 111, less) for d in datasets[1:]], **options),
    }


def whole(archs, indexes, **options):
    return {
        "basestr": "C16-N5",
        "meta_archs": archs,
        "total_archs": len(archs),
        "arch2infos": {i: record(i, archs[i], **options) for i in indexes},
        "evaluated_indexes": list(indexes),
    }


def state_dict():
    weights = torch.arange(6, dtype=torch.float32).reshape(2, 3)
    state = torch.nn.Linear(3, 2).state_dict()
    state["weight"] = weights
    state["again"] = weights.t()  # one storage, two tensors
    state["steps"] = torch.tensor(7)
    return state


def main(folder, cells=None):
    os.makedirs(folder, exist_ok=True)
    archs = architectures()
    if cells is not None:
        for name, zipped in (("legacy", False), ("zip", True)):
            torch.save(whole(archs, range(cells), full=200, less=12), os.path.join(folder, f"large-{name}.pth"), _use_new_zipfile_serialization=zipped)
        return
    short = archs[:8]
    for name, zipped in (("legacy", False), ("zip", True)):
        def save(value, path):
            torch.save(value, os.path.join(folder, path), _use_new_zipfile_serialization=zipped)

        save(whole(short, [0, 1, 2, 5], version=1), f"v1_1-{name}.pth")
        save(whole(short, [0, 1, 3], version=0, lacks=("train_acc5es",)), f"v1_0-{name}.pth")
        save(record(4, archs[4], full=2, less=1, weights=state_dict()), f"full-{name}.pth")
        save(record(4, archs[4], full=2, less=1), f"simple-{name}.pth")
        save({"a": state_dict()}, f"other-{name}.pth")
        save(whole(short, [], version=1) | {"arch2infos": {0: {"full": setting(0, short[0], [])}}}, f"half-{name}.pth")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
