#!/usr/bin/env python3
"""A small NSGA-II over accuracy and FLOPs: a hundred architectures a generation, each evaluated in one call, against the exact front.

    python3 evolve.py NATS-tss.natsb cifar10 30
"""
import sys

import numpy as np

import natsbench_fast
from natsbench_fast.ask_tell import architecture_of, parameters_of, search_space


def dominates(first, second):
    """Whether a row of objectives, all to be minimised, is nowhere worse and somewhere better."""
    return bool((first <= second).all() and (first < second).any())


def ranks_of(objectives):
    """How many members dominate each one: a simple stand-in for non-dominated sorting."""
    return np.array([sum(dominates(other, own) for other in objectives) for own in objectives])


def child_of(bench, parents, rng):
    """Uniform crossover of two parents, and one choice made anew."""
    first, second = (parameters_of(bench, int(parent)) for parent in rng.choice(parents, 2))
    space = search_space(bench)
    child = {name: first[name] if rng.random() < 0.5 else second[name] for name in space}
    name = rng.choice(list(space))
    child[name] = space[name][rng.integers(len(space[name]))]
    return bench.index_of(architecture_of(bench, child))


def main(file, dataset, generations, members=100):
    bench, rng = natsbench_fast.open(file), np.random.default_rng(1)
    flops, accuracy = bench.column(None, "flops", dataset, hp=200), bench.column("valid", "accuracy", dataset, hp=200)
    population = rng.integers(0, len(bench), members)
    for generation in range(int(generations)):
        children = np.array([child_of(bench, population, rng) for _ in range(members)])
        both = np.unique(np.concatenate([population, children]))
        errors, _ = bench.simulate_batch(both, dataset, "12", rng=generation)
        order = np.argsort(ranks_of(np.column_stack([-errors, flops[both]])), kind="stable")
        population = both[order[:members]]
    reference = [0.0, float(flops.max())]
    found = np.full(len(bench), np.nan)
    found[population] = accuracy[population]
    share = bench.hypervolume([found, flops], reference, lowest=[False, True]) / bench.hypervolume([accuracy, flops], reference, lowest=[False, True])
    print(f"{len(population)} architectures hold {100 * share:.1f} % of the exact front's hypervolume")


if __name__ == "__main__":
    main(*sys.argv[1:])
