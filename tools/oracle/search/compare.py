"""Compares outcomes of `natsbench search` with those of the reference, by a 99 % bootstrap of the difference of means.

    python3 compare.py outcomes.csv reference.json

outcomes.csv: valid, test, evaluations of one algorithm on one dataset, a line a trial, such as DuckDB writes from outcomes.parquet:
    copy (select valid, test, evaluations from 'DIR/outcomes.parquet' where algorithm = 'rea' and report_dataset = 'cifar10')
    to 'outcomes.csv' (header false)
"""
import json
import sys

import numpy as np


def main(ours, reference):
    generator = np.random.default_rng(1)
    ours, reference = np.loadtxt(ours, delimiter=","), np.array(json.load(open(reference)))
    for column, name in enumerate(("valid", "test", "evaluations")):
        a, b = ours[:, column], reference[:, column]
        differences = [generator.choice(a, len(a)).mean() - generator.choice(b, len(b)).mean() for _ in range(4000)]
        low, high = np.quantile(differences, [0.005, 0.995])
        print(f"{name}: {a.mean():.3f} and {b.mean():.3f}, difference {low:.3f} to {high:.3f}", "" if low <= 0 <= high else "APART")


if __name__ == "__main__":
    main(*sys.argv[1:])
