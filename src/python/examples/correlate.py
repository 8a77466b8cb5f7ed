#!/usr/bin/env python3
"""How well a proxy ranks architectures: Kendall's and Spearman's correlation with the accuracy after the full training.

    python3 correlate.py NATS-tss.natsb cifar100
"""
import sys

import numpy as np

import natsbench_fast


def count_convolutions(bench):
    """A proxy that costs nothing: how many convolutions a cell has. Yours may be any array with a number of each architecture."""
    return np.array([text.count("nor_conv") for text in bench], dtype=float)


def main(file, dataset):
    bench = natsbench_fast.open(file)
    accuracy = bench.column("test", "accuracy", dataset, hp=200)
    proxies = {
        "convolutions": count_convolutions(bench),
        "params": bench.column(None, "params", dataset, hp=200),
        "accuracy after 12 epochs": bench.column("valid", "accuracy", dataset, hp=12),
    }
    for name, proxy in proxies.items():
        print(f"{name:26s} Kendall {bench.correlation(proxy, accuracy):6.3f}  Spearman {bench.correlation(proxy, accuracy, 'spearman'):6.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
