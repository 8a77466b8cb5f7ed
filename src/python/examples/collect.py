#!/usr/bin/env python3
"""One number of every architecture into a CSV file: as a loop over range(len(api)), and as one column.

    python3 collect.py NATS-tss.natsb cifar100 200 out.csv
"""
import csv
import sys
import time

import natsbench_fast


def by_loop(api, dataset, hp):
    """As programs for the official library do it."""
    return [api.get_more_info(index, dataset, hp=hp, is_random=False)["test-accuracy"] for index in range(len(api))]


def by_column(api, dataset, hp):
    """The same numbers at once."""
    return api.column("test", "accuracy", dataset, hp).tolist()


def main(file, dataset, hp, output):
    api = natsbench_fast.create(file, "tss", verbose=False)
    start = time.perf_counter()
    loop = by_loop(api, dataset, hp)
    middle = time.perf_counter()
    column = by_column(api, dataset, hp)
    end = time.perf_counter()
    if loop != column:
        sys.exit("the two ways differ")
    with open(output, "w", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["index", "architecture", "test-accuracy"])
        rows.writerows(zip(range(len(api)), api.architectures, column))
    print(f"{len(column)} numbers: loop {1e3 * (middle - start):.1f} ms, column {1e3 * (end - middle):.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
