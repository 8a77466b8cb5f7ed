"""Searches: trials of the shipped algorithms, the clock of one's own, optimisers of other packages, and the examples as programs."""
import os
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT

import natsbench_fast
from natsbench_fast import InvalidArgumentError, NatsBenchError, run_trials
from natsbench_fast.ask_tell import architecture_of, ask_and_tell, index_of, parameters_of, reports, search_space


def test_trials_are_columns_and_the_same_on_any_number_of_threads(whole_table):
    bench = natsbench_fast.open(whole_table)
    one = run_trials("rea", bench, "cifar10", 5000, trials=20, seed=3, parameters={"population": 8, "sample": 3}, threads=1, points=True)
    two = run_trials("rea", bench, "cifar10", "5000", trials=20, seed=3, parameters="population=8,sample=3", threads=4, points=True)
    assert np.array_equal(one.ends, two.ends) and np.array_equal(one.points, two.points)
    assert one.ends["trial"].tolist() == list(range(20)) and len(one.points) == one.ends["log_points"].sum()
    first = one.points[one.points["trial"] == 0]
    assert np.all(np.diff(first["clock"]) > 0) and first["clock"][-1] == one.ends["clock"][0]
    later = run_trials("rea", bench, "cifar10", 5000, trials=5, seed=3, parameters={"population": 8, "sample": 3}, first_trial=10)
    assert np.array_equal(later.ends, one.ends[10:15]) and later.points is None
    assert run_trials("random", bench, "cifar10", trials=2).ends["clock"].min() >= 20_000
    assert run_trials("random", bench, "cifar10", "7e", trials=2).ends["evaluations"].tolist() == [7, 7]


@pytest.mark.parametrize("given", [
    {"algorithm": "none"}, {"budget": "much"}, {"dataset": "cifar10-valid"}, {"trials": -1}, {"parameters": "population"}, {"parameters": {"size": 3}},
    {"threads": -1}, {"first_trial": -1}, {"trials": 2**32 + 1}, {"first_trial": 2**70}, {"seed": -1}, {"seed": 2**64}, {"workers": 2**32 + 1},
])
def test_trials_that_cannot_be_are_refused(whole_table, given):
    with pytest.raises((NatsBenchError, ValueError, LookupError)):
        run_trials(**{"algorithm": "random", "bench": natsbench_fast.open(whole_table), "dataset": "cifar10", "trials": 1, **given})


@pytest.mark.parametrize("space, index", [("tss", 284), ("sss", 11)])
def test_architectures_as_named_choices(column_files, space, index):
    bench = natsbench_fast.open(column_files[space])
    parameters = parameters_of(bench, index)
    assert list(parameters) == list(search_space(bench)) and all(parameters[name] in choices for name, choices in search_space(bench).items())
    assert architecture_of(bench, parameters) == bench[index]
    assert index_of(bench, parameters) == index_of(bench, bench[index]) == index_of(bench, index) == index
    with pytest.raises(InvalidArgumentError, match="no choice of"):
        architecture_of(bench, {})


def test_an_optimiser_is_asked_and_told(whole_table):
    class Walk:
        def __init__(self):
            self.told, self.next = [], 0

        def ask(self):
            self.next += 1
            return [self.next, bench[self.next], parameters_of(bench, self.next)][self.next % 3]

        def tell(self, asked, outcome):
            self.told.append((asked, outcome))

    bench, walk = natsbench_fast.open(whole_table), Walk()
    simulator = bench.simulator("cifar10", 2000, seed=1)
    evaluations = list(ask_and_tell(walk, simulator))
    assert [evaluation.index for evaluation in evaluations] == list(range(1, len(evaluations) + 1))
    assert [outcome for _, outcome in walk.told] == [evaluation.outcome for evaluation in evaluations]
    assert evaluations[-1].outcome.clock >= 2000 > evaluations[-2].outcome.clock and simulator.done


def test_reports_are_the_curve_and_the_clock(api):
    told = list(reports(api, 284, "cifar100", 12, 111))
    trial = api.query_by_index(284, "cifar100", 12)[111]
    assert [report["epoch"] for report in told] == list(range(1, 13))
    assert [report["accuracy"] for report in told] == [trial.get_eval("x-valid", epoch)["accuracy"] for epoch in range(12)]
    whole = trial.get_train()["all_time"] + trial.get_eval("x-valid")["all_time"]
    assert told[-1]["elapsed_time"] == pytest.approx(whole)
    assert [report["epoch"] for report in reports(api, 284, "cifar100", 200, 777)] == [200]


@pytest.fixture(scope="session")
def every_curve(tmp_path_factory):
    """A part of a synthetic table with every epoch."""
    program = ROOT / "artifacts" / "bin" / "NatsBench.Fast.Cli" / "release" / "natsbench"
    if not program.is_file():
        pytest.skip("the command line is not built: dotnet build tools/NatsBench.Fast.Cli -c Release")
    folder = tmp_path_factory.mktemp("curves")
    subprocess.run([program, "synth", "tss", "--archive", folder / "archive", "--count", "40"], check=True, capture_output=True)
    natsbench_fast.convert(folder / "archive", folder / "tss.natsb")
    return folder / "tss.natsb"


EXAMPLES = {
    "collect.py": (["cifar100", "200", "out.csv"], "15625 numbers"),
    "correlate.py": (["cifar100"], "accuracy after 12 epochs"),
    "search.py": (["cifar10", "5000"], "rea     x 500"),
    "look_up.py": (["|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"], "architecture 9930"),
    "evolve.py": (["cifar10", "5"], "of the exact front's hypervolume"),
    "optuna_style.py": (["cifar10", "5000"], "best validation"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_runs(whole_table, tmp_path, name):
    arguments, expected = EXAMPLES[name]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", ROOT / "src" / "python" / "examples" / name, whole_table, *arguments], cwd=tmp_path, capture_output=True, text=True,
        env=os.environ, timeout=120)
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout


def test_the_example_that_needs_every_epoch_runs(every_curve):
    done = subprocess.run(
        [sys.executable, ROOT / "src" / "python" / "examples" / "syne_tune_style.py", every_curve, "cifar10", "30"], capture_output=True, text=True,
        env=os.environ, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "30 trials" in done.stdout and "best of those trained to the end: architecture" in done.stdout


def test_no_example_is_forgotten():
    assert {file.name for file in (ROOT / "src" / "python" / "examples").glob("*.py")} == {*EXAMPLES, "syne_tune_style.py"}
