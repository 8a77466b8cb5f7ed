"""Writes ScanCases.txt: what numpy and scipy answer about fixed columns (made with numpy 1.24.2 and scipy 1.10.1).

Each line: the kind of columns, their length, how many numbers the first has, the bits of its minimum, maximum, mean, population and
sample variance, of the percentile rank of 50 in it, of Kendall's tau-b and Spearman's rho with the second, and a histogram.
"""
import pathlib
import struct
import warnings

import numpy
import scipy.stats

warnings.simplefilter("ignore")


def columns(kind, length):
    """The columns of OracleTests.Draw: a linear congruential generator, so that both sides draw the same."""
    state = 12345 + length
    drawn = []
    for _ in range(2 * length):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        drawn.append(state >> 40)
    first = [value / 2**24 * 100 for value in drawn[:length]]
    second = [a / 2 + value / 2**24 * 40 for a, value in zip(first, drawn[length:])]
    if kind == "tied":
        first = [float(value // 10) for value in first]
        second = [float(value // 4) for value in second]
    if kind == "decimal":
        first = [value % 100 / 10 for value in drawn[:length]]
    if kind == "absent":
        first = [float("nan") if drawn[i] % 5 == 0 else value for i, value in enumerate(first)]
    return numpy.array(first), numpy.array(second)


def bits(value):
    return struct.pack(">d", value).hex()


# The bounds of seven bins; those of tied and decimal columns put edges where values are.
bounds = {"plain": (10.0, 90.0), "tied": (2.0, 9.0), "decimal": (0.1, 0.8), "absent": (10.0, 90.0)}
lines = []
for kind in bounds:
    for length in (2, 3, 10, 64, 1000, 15625):
        first, second = columns(kind, length)
        numbers = first[~numpy.isnan(first)]
        both = ~numpy.isnan(first) & ~numpy.isnan(second)
        lines.append(" ".join(map(str, (
            kind, length, len(numbers),
            *map(bits, (
                numbers.min(), numbers.max(), numbers.mean(), numbers.var(), numbers.var(ddof=1),
                scipy.stats.percentileofscore(numbers, 50.0, kind="mean"),
                scipy.stats.kendalltau(first[both], second[both]).statistic,
                scipy.stats.spearmanr(first[both], second[both]).statistic,
            )),
            ",".join(map(str, numpy.histogram(numbers, bins=7, range=bounds[kind])[0])),
        ))))
pathlib.Path(__file__).with_name("ScanCases.txt").write_text("\n".join(lines) + "\n")
