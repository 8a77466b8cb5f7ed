#!/usr/bin/env python3
"""Random search until a simulated budget is spent, then the test accuracy of the best: by the official calls, by a simulator, and as 500 trials.

    python3 search.py NATS-tss.natsb cifar10 20000
"""
import random
import sys

import natsbench_fast


def by_official_calls(api, dataset, budget):
    """As programs for the official library do it."""
    api.reset_time()
    best, highest = None, -1.0
    while api.used_time < budget:
        index = api.random()
        accuracy, _, _, _ = api.simulate_train_eval(index, dataset, hp="12")
        if accuracy > highest:
            best, highest = index, accuracy
    return best


def by_simulator(bench, dataset, budget, seed):
    """The same with a clock and a generator of its own, so that many searches share one benchmark."""
    simulator, draws = bench.simulator(dataset, budget, seed), random.Random(seed)
    best, highest = None, -1.0
    while not simulator.done:
        index = draws.randrange(len(bench))
        outcome = simulator.train(index)
        if outcome.accuracy > highest:
            best, highest = index, outcome.accuracy
    return best


def main(file, dataset, budget):
    api = natsbench_fast.create(file, "tss", verbose=False)
    budget = float(budget)
    random.seed(1)
    test = api.column("test", "accuracy", dataset, hp=200)
    print(f"official calls  {test[by_official_calls(api, dataset, budget)]:.2f} %")
    print(f"simulator       {test[by_simulator(api, dataset, budget, seed=1)]:.2f} %")
    for algorithm in ("random", "rea"):
        trials = natsbench_fast.run_trials(algorithm, api, dataset, budget, trials=500, seed=1)
        print(f"{algorithm:7s} x 500   {trials.ends['test'].mean():.2f} % +- {trials.ends['test'].std():.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
