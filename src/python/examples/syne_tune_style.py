#!/usr/bin/env python3
"""Asynchronous successive halving over reports of each epoch, in Syne Tune's terms: config, report(epoch, accuracy, elapsed_time), and a
scheduler that answers CONTINUE or STOP. Needs a table with every epoch of setting 12; Syne Tune itself is not needed.

    python3 syne_tune_style.py NATS-tss.natsb cifar10 50
"""
import random
import sys

import natsbench_fast
from natsbench_fast.ask_tell import index_of, parameters_of, reports

RUNGS = (1, 3, 9)


class Halving:
    """Stops a trial at a rung unless it is in the better third of those that came so far."""

    def __init__(self):
        self._seen = {rung: [] for rung in RUNGS}

    def on_trial_result(self, result):
        rung = self._seen.get(result["epoch"])
        if rung is None:
            return "CONTINUE"
        rung.append(result["accuracy"])
        place = sum(other > result["accuracy"] for other in rung)
        return "CONTINUE" if place < max(1, len(rung) / 3) else "STOP"


def main(file, dataset, trials):
    bench, draws, scheduler = natsbench_fast.open(file), random.Random(1), Halving()
    known, spent, best = bench.recorded().tolist(), 0.0, (-1.0, None)
    trained_on = "cifar10-valid" if dataset == "cifar10" else dataset
    for _ in range(int(trials)):
        config = parameters_of(bench, draws.choice(known))  # a suggestion of yours is a choice of every parameter, as this is
        index = index_of(bench, config)
        seed = draws.choice(bench.seeds(index, trained_on, "12"))
        result = None
        for result in reports(bench, config, dataset, "12", seed):
            if scheduler.on_trial_result(result) == "STOP":
                break
        else:
            best = max(best, (result["accuracy"], index))
        spent += result["elapsed_time"]
    print(f"{trials} trials, {spent:.0f} simulated seconds, best of those trained to the end: architecture {best[1]} with {best[0]:.2f} %")


if __name__ == "__main__":
    main(*sys.argv[1:])
