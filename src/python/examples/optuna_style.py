#!/usr/bin/env python3
"""A benchmark as an Optuna objective. Without Optuna the same program runs on a random sampler with Optuna's calls.

    python3 optuna_style.py NATS-tss.natsb cifar10 20000
"""
import random
import sys

import natsbench_fast
from natsbench_fast.ask_tell import objective

try:
    import optuna
except ImportError:
    optuna = None


class RandomStudy:
    """What this program needs of optuna.Study, drawn at random."""

    def __init__(self, seed):
        self.trials, self._random, self._stopped = [], random.Random(seed), False

    def stop(self):
        self._stopped = True

    def optimize(self, function, n_trials):
        while not self._stopped and len(self.trials) < n_trials:
            self.trials.append(RandomTrial(self, self._random))
            self.trials[-1].value = function(self.trials[-1])

    @property
    def best_trial(self):
        return max(self.trials, key=lambda trial: trial.value)


class RandomTrial:
    """What it needs of optuna.Trial."""

    def __init__(self, study, source):
        self.study, self.user_attrs, self.value, self._random = study, {}, None, source

    def suggest_categorical(self, name, choices):
        return self._random.choice(choices)

    def set_user_attr(self, name, value):
        self.user_attrs[name] = value


def main(file, dataset, budget):
    bench = natsbench_fast.open(file)
    if optuna is None:
        study = RandomStudy(seed=1)
    else:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(objective(bench.simulator(dataset, float(budget), seed=1)), n_trials=100_000)
    best = study.best_trial
    test = bench.column("test", "accuracy", dataset, hp=200)[best.user_attrs["index"]]
    print(f"{'optuna' if optuna else 'random'}: {len(study.trials)} trials, best validation {best.value:.2f} %, its test accuracy {test:.2f} %")


if __name__ == "__main__":
    main(*sys.argv[1:])
