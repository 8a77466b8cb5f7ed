#!/usr/bin/env python3
"""Asks the official nats_bench package the questions of the quick figures, in the same units.

    pip install nats_bench
    python3 perf/python/ask_nats_bench.py NATS-tss-v1_0-3ffb9-simple tss
    python3 perf/python/ask_nats_bench.py NATS-sss-v1_0-50262-simple sss --seconds 5

One line of JSON a figure: name, value, unit, limit, ratio; the last two are null, for nothing bounds it. The archive may be a
directory (fast mode) or the single pickle. Only architectures that the archive holds are asked for.
"""
import argparse
import json
import os
import random
import sys
import time

SETTINGS = {"tss": ("12", "200"), "sss": ("12", "90")}


def report(name, value, unit):
    print(json.dumps({"name": name, "value": round(value, 4), "unit": unit, "limit": None, "ratio": None}), flush=True)


def nanoseconds_a_query(ask, seconds):
    """Best of a few batches, each of a tenth of the time."""
    best, count, end = float("inf"), 1, time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(count):
            ask()
        spent = time.perf_counter() - start
        best = min(best, spent / count)
        count = max(1, int(seconds / 10 / best))
    return best * 1e9


def recorded(archive, count):
    if not os.path.isdir(archive):
        return list(range(count))
    return sorted(int(name.split(".")[0]) for name in os.listdir(archive) if name[0].isdigit() and name.endswith(".pickle.pbz2"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive")
    parser.add_argument("space", choices=sorted(SETTINGS))
    parser.add_argument("--seconds", type=float, default=2, help="time for each figure")
    parser.add_argument("--some", type=int, default=200, help="how many architectures to ask about, loaded beforehand")
    args = parser.parse_args()
    try:
        import nats_bench
    except ImportError:
        sys.exit("the official package is not installed: pip install nats_bench")

    start = time.perf_counter()
    api = nats_bench.create(args.archive, args.space, fast_mode=os.path.isdir(args.archive), verbose=False)
    report(f"open.{args.space}", (time.perf_counter() - start) * 1e3, "ms")

    short, full = SETTINGS[args.space]
    known = recorded(args.archive, len(api))
    asked = random.Random(1).sample(known, min(args.some, len(known)))
    for index in asked:
        api.get_more_info(index, "cifar100", hp=full)  # fast mode loads a record when it is first asked for
    texts = [api.arch(index) for index in asked]

    for setting in (short, full):
        for dataset in ("cifar10", "cifar100", "ImageNet16-120"):
            report(
                f"simulate.{args.space}.{dataset}.{setting}",
                nanoseconds_a_query(lambda: api.simulate_train_eval(random.choice(asked), dataset, hp=setting), args.seconds), "ns/query")
    report(
        f"final.{args.space}.cifar100.{full}",
        nanoseconds_a_query(lambda: api.get_more_info(random.choice(asked), "cifar100", hp=full, is_random=False), args.seconds), "ns/query")
    report(
        f"index.{args.space}",
        nanoseconds_a_query(lambda: api.query_index_by_arch(random.choice(texts)), args.seconds), "ns/query")


if __name__ == "__main__":
    main()
