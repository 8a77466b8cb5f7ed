"""Golden values of statistics, from SciPy, statsmodels, NumPy and plain definitions.

    python3 reference.py statistics.json
"""
import itertools
import json
import sys

import numpy as np
import scipy
import statsmodels
from scipy import integrate, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower

ANSWERS = []
SAMPLES = {}


def answer(call, names, value, *parameters):
    ANSWERS.append({"call": call, "samples": list(names), "parameters": list(parameters), "value": np.atleast_1d(value).tolist()})


def make_samples():
    random = np.random.RandomState(20240607)
    for count in (1, 2, 3, 5, 8, 9, 12, 30, 50, 51, 500):
        for letter in "ab":
            SAMPLES[f"{letter}{count}"] = random.normal(90 if letter == "a" else 89.8, 1.5, count).tolist()
            SAMPLES[f"tied-{letter}{count}"] = np.round(random.normal(90 if letter == "a" else 89.8, 1, count)).tolist()
            SAMPLES[f"skewed-{letter}{count}"] = (10 * random.lognormal(0, 1, count)).tolist()
    SAMPLES["constant"] = [0.1] * 7
    SAMPLES["constant-but-one"] = [0.1] * 6 + [0.3]
    SAMPLES["far"] = [1e15 + value for value in range(9)]
    SAMPLES["near"] = (1e-200 * np.arange(1, 10) ** 2).tolist()
    SAMPLES["signs"] = [-0.0, 0.0, 1.0, -1.0, 5.0, -5.0, 5.0, 3.0, 0.0]
    SAMPLES["zeros"] = [0.0] * 9


def samples_of(*starts):
    return [name for name in SAMPLES if name.startswith(starts)]


def single():
    for name in SAMPLES:
        x = np.array(SAMPLES[name])
        answer("mean", [name], np.mean(x))
        answer("interquartile-mean", [name], stats.trim_mean(x, 0.25))
        answer("optimality-gap", [name], 90 - np.mean(np.minimum(x, 90)), 90)
        for p in (0, 0.025, 0.25, 0.3, 0.5, 0.75, 0.9, 0.975, 1):
            answer("quantile", [name], np.quantile(x, p), p)


def both_tails(sums, observed):
    sums = np.array(sums)
    return min(1, 2 * min(np.mean(sums <= observed + 1e-9), np.mean(sums >= observed - 1e-9)))


def all_signs(difference, zeros):
    """Every choice of signs of the ranks at hand."""
    difference = difference[difference != 0] if zeros == "wilcox" else difference
    ranks = stats.rankdata(np.abs(difference))
    positive = ranks[difference > 0].sum()
    ranks = ranks[difference != 0]
    sums = [np.dot(signs, ranks) for signs in itertools.product((0, 1), repeat=len(ranks))]
    return positive, both_tails(sums, positive)


def paired():
    pairs = [(f"{kind}a{n}", f"{kind}b{n}") for kind in ("", "tied-", "skewed-") for n in (1, 2, 3, 5, 8, 9, 12, 30, 50, 51, 500)] + [("signs", "zeros")]
    for first, second in pairs:
        x, y = np.array(SAMPLES[first]), np.array(SAMPLES[second])
        difference = x - y
        if not np.any(difference):
            continue
        for zeros in ("wilcox", "pratt"):
            done = stats.wilcoxon(x, y, zero_method=zeros, method="approx")
            answer(f"wilcoxon-{zeros}-normal", [first, second], [done.statistic, done.pvalue])
            if len(x) <= 12:
                answer(f"wilcoxon-{zeros}-exact", [first, second], all_signs(difference, zeros))
        if len(x) <= 50 and len(set(np.abs(difference))) == len(x) and np.all(difference):
            done = stats.wilcoxon(x, y, method="exact")
            answer("wilcoxon-exact", [first, second], [done.statistic, done.pvalue])
        if len(set(x)) > 1 and len(set(y)) > 1:
            answer("pearson", [first, second], stats.pearsonr(x, y)[0])
            answer("spearman", [first, second], stats.spearmanr(x, y)[0])
            answer("kendall", [first, second], stats.kendalltau(x, y)[0])
            answer("weighted-tau", [first, second], stats.weightedtau(x, y)[0])
    # SciPy loses digits, or all, where values are far from 0 or their squares vanish: moved and scaled, which changes no correlation.
    answer("pearson", ["far", "signs"], stats.pearsonr(np.array(SAMPLES["far"]) - 1e15, SAMPLES["signs"])[0])
    answer("pearson", ["near", "signs"], stats.pearsonr(np.array(SAMPLES["near"]) * 1e200, SAMPLES["signs"])[0])


def all_choices(x, y):
    ranks = stats.rankdata(np.concatenate([x, y]))
    sums = [sum(chosen) for chosen in itertools.combinations(ranks, len(x))]
    return both_tails(sums, ranks[:len(x)].sum())


def independent():
    for kind in ("", "tied-", "skewed-"):
        for n, m in ((1, 1), (1, 5), (2, 3), (5, 5), (8, 5), (8, 9), (3, 50), (30, 12), (50, 50), (51, 30), (500, 500), (500, 3)):
            names = (f"{kind}a{n}", f"{kind}b{m}")
            x, y = (np.array(SAMPLES[name]) for name in names)
            if len(set(x) | set(y)) == 1:
                continue
            answer("a12", names, np.mean([(v > w) + 0.5 * (v == w) for v in x for w in y]))
            done = stats.mannwhitneyu(x, y, method="asymptotic")
            answer("mann-whitney-normal", names, [done.statistic, done.pvalue])
            if n <= 50 and m <= 50 and len(set(x) | set(y)) == n + m:
                done = stats.mannwhitneyu(x, y, method="exact")
                answer("mann-whitney-exact", names, [done.statistic, done.pvalue])
            if n + m <= 14:
                u = stats.mannwhitneyu(x, y).statistic
                answer("mann-whitney-exact", names, [u, all_choices(x, y)])


def several():
    for p in ([0.01], [0.04, 0.01, 0.03, 0.005], [0.5, 0.5, 0.5], [1, 0, 0.2, 0.2, 0.04]):
        answer("holm", [], multipletests(p, method="holm")[1], *p)
    for kind, n in itertools.product(("", "tied-", "skewed-"), (2, 3, 12, 30, 500)):
        for letters in (("a", "b", "skewed-a"), ("a", "b", "tied-a", "tied-b", "skewed-b")):
            names = [kind + letter + str(n) if not letter.startswith(("tied", "skewed")) else letter + str(n) for letter in letters]
            if len(set(names)) < len(names):
                continue
            columns = [np.array(SAMPLES[name]) for name in names]
            done = stats.friedmanchisquare(*columns)
            ranks = np.mean([stats.rankdata(-row) for row in np.array(columns).T], axis=0)
            answer("friedman", names, [done.statistic, done.pvalue, *ranks])
    for count in (2, 3, 5, 12, 40):
        for q in (0.0, 0.5, 2.0, 3.314, 5.0, 8.0, 12.0):
            value = count * integrate.quad(above, -9, 9 + q, args=(q, count - 1), epsabs=0, epsrel=1e-13, limit=500, points=(0, q / 2, q))[0]
            # SciPy's own is a difference from 1.
            assert abs(value - stats.studentized_range.sf(q, count, np.inf)) < 1e-9
            answer("studentized-range", [], value, q, count)


def above(z, q, others):
    """The greatest of standard normal numbers is z, and not all others are within q."""
    share = stats.norm.cdf(z - q) / stats.norm.cdf(z)
    with np.errstate(divide="ignore"):
        return stats.norm.pdf(z) * stats.norm.cdf(z) ** others * -np.expm1(others * np.log1p(-share))


def power():
    for difference, first, second, alpha, wanted in ((0.5, 1, 1, 0.05, 0.8), (0.1, 0.3, 0.6, 0.05, 0.9), (-2, 1.5, 1.5, 0.01, 0.95), (0.01, 0.5, 0.5, 0.05, 0.8)):
        z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(wanted)
        trials = z ** 2 * (first ** 2 + second ** 2) / difference ** 2
        if first == second:
            solved = NormalIndPower().solve_power(abs(difference) / first, alpha=alpha, power=wanted, ratio=1)
            assert abs(solved / trials - 1) < 1e-4, (solved, trials)
        answer("trials-independent", [], np.ceil(trials), difference, first, second, alpha, wanted)
        answer("trials-paired", [], np.ceil(z ** 2 * first ** 2 / difference ** 2), difference, first, alpha, wanted)
    for a12, alpha, wanted in ((0.56, 0.05, 0.8), (0.29, 0.05, 0.9), (0.71, 0.01, 0.8)):
        z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(wanted)
        answer("trials-a12", [], np.ceil(z ** 2 / (6 * (a12 - 0.5) ** 2)), a12, alpha, wanted)


def split_mix(seed, count):
    """The first 64-bit numbers of SplitMix64."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15) * np.arange(1, count + 1, dtype=np.uint64)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def difference_of_means(x, y, axis):
    return np.mean(x, axis) - np.mean(y, axis)


def improvement(*samples, axis):
    """The mean over datasets of A12; the samples of one algorithm, then those of the other."""
    half = len(samples) // 2
    wins = [np.mean(np.sign(x[..., :, None] - y[..., None, :]), axis=(-2, -1)) / 2 + 0.5 for x, y in zip(samples[:half], samples[half:])]
    return np.mean(wins, axis=0)


def resampled(samples, statistic, seed, resamples):
    ordered = [np.sort(sample) for sample in samples]
    values = []
    for own in split_mix(seed, resamples):
        draws, at, parts = split_mix(own, sum(map(len, ordered))) >> np.uint64(32), 0, []
        for sample in ordered:
            places = (draws[at:at + len(sample)] * np.uint64(len(sample))) >> np.uint64(32)
            parts.append(sample[places.astype(int)])
            at += len(sample)
        values.append(statistic(*parts, axis=-1))
    return np.array(values)


STATISTICS = {
    "mean": lambda *samples, axis: np.mean(np.concatenate(samples, axis), axis),
    "median": lambda *samples, axis: np.median(np.concatenate(samples, axis), axis),
    "interquartile-mean": lambda *samples, axis: stats.trim_mean(np.concatenate(samples, axis), 0.25, axis),
}


def intervals():
    for names in (["a12"], ["skewed-a30"], ["tied-a50"], ["skewed-a500"], ["a9", "skewed-b12"], ["a30", "b12", "skewed-a8"]):
        for name, statistic in STATISTICS.items():
            intervals_of(name, statistic, names)
    for names in (["a12", "b30"], ["tied-a50", "tied-b30"], ["skewed-a9", "skewed-b500"]):
        intervals_of("difference", difference_of_means, names)
        intervals_of("improvement", improvement, names)
    intervals_of("improvement", improvement, ["a9", "tied-a30", "skewed-a12", "b12", "tied-b30", "skewed-b30"], order=(0, 3, 1, 4, 2, 5))


def intervals_of(name, statistic, names, order=None):
    """Percentile and BCa intervals; samples are drawn in an order."""
    samples = [np.array(SAMPLES[name]) for name in names]
    order = order or range(len(samples))
    places = np.argsort(order)
    values = resampled([samples[i] for i in order], lambda *drawn, axis: statistic(*[drawn[place] for place in places], axis=axis), 7, 1000)
    for confidence, method in itertools.product((0.95, 0.9), ("percentile", "BCa")):
        known = stats._resampling.BootstrapResult(None, values, None)
        done = stats.bootstrap(samples, statistic, n_resamples=0, bootstrap_result=known, confidence_level=confidence, method=method, axis=-1, vectorized=True)
        # A median may stay the same whichever value is left out: no BCa.
        if np.all(np.isfinite(done.confidence_interval)):
            answer(f"{method.lower()}-{name}", names, [*done.confidence_interval, done.standard_error], confidence)


def main(path):
    make_samples()
    for part in (single, paired, independent, several, power, intervals):
        part()
    for one in ANSWERS:
        assert np.all(np.isfinite(one["value"])), one
    versions = {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}
    with open(path, "w") as file:
        file.write('{\n"versions": ' + json.dumps(versions) + ',\n"samples": {\n')
        file.write(",\n".join(f"{json.dumps(name)}: {json.dumps(values)}" for name, values in SAMPLES.items()))
        file.write('\n},\n"answers": [\n' + ",\n".join(map(json.dumps, ANSWERS)) + "\n]\n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
