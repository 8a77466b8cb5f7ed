"""Whole columns, batches, curves and scans against single answers and plain NumPy."""
import threading

import numpy as np
import pytest

import natsbench_fast
from natsbench_fast import (
    ClosedError, DamagedFileError, FileError, InvalidArgumentError, NatsBenchError, SplitMix64, UnknownArchitectureError, create)


def test_a_column_is_get_metrics_of_every_architecture(quirks):
    api = create(str(quirks), "tss", verbose=False)
    indices = sorted(api.evaluated_indexes)
    for dataset, name in (("cifar10-valid", "x-valid"), ("cifar100", "x-test"), ("cifar10", "train")):
        for seed in ("mean", 777 if dataset == "cifar10-valid" else 111):
            for epoch in (None, 3):
                for measure, key in (("accuracy", "accuracy"), ("loss", "loss"), ("seconds", "all_time")):
                    column = api.column(name, measure, dataset, "12", seed, epoch)
                    assert column.shape == (15625,) and column.dtype == np.float64
                    for index in indices:
                        try:
                            expected = api.query_meta_info_by_index(index, "12").get_metrics(dataset, name, epoch, False if seed == "mean" else seed)[key]
                        except (KeyError, ValueError, TypeError):
                            expected = None
                        np.testing.assert_equal(column[index], np.nan if expected is None else expected)


def test_short_names_and_either_hp_are_understood(bench):
    own = bench.column("x-valid", "accuracy", "cifar10-valid", "200")
    assert np.array_equal(bench.column("valid", "accuracy", "cifar10", 200), own, equal_nan=True)
    assert np.array_equal(bench.column("test", "accuracy", "cifar100", 200), bench.column("x-test", "accuracy", "cifar100", "200"), equal_nan=True)
    assert bench.column(None, "flops", "cifar10", 12)[11] == create(bench.path, "tss", verbose=False).get_cost_info(11, "cifar10")["flops"]


def test_a_column_is_read_only_and_keeps_the_file_open(column_files):
    bench = natsbench_fast.open(column_files["tss"])
    column = bench.column("x-valid", "accuracy", "cifar10-valid", 12)
    part = column[11:12]
    again = bench.column("x-valid", "accuracy", "cifar10-valid", 12)
    assert again.ctypes.data == column.ctypes.data, "nothing is copied"
    with pytest.raises(ValueError):
        column[0] = 1
    with pytest.raises(ValueError):
        column.setflags(write=True)
    expected = float(column[11])
    bench.close()
    bench.close()
    del bench, column, again
    assert part[0] == expected
    closed = natsbench_fast.open(column_files["tss"])
    closed.close()
    with pytest.raises(ClosedError):
        closed.column("x-valid", "accuracy", "cifar10-valid", 12)


def test_query_many_is_many_queries(bench, api):
    finals = bench.query_many([284, 11, 5, 284], "cifar100", 200)
    for row, index in ((0, 284), (1, 11), (3, 284)):
        info = api.get_more_info(index, "cifar100", hp=200, is_random=False)
        assert finals[row].tolist() == tuple(info[key] for key in ("valid-loss", "valid-accuracy", "test-loss", "test-accuracy"))
    assert all(np.isnan(number) for number in finals[2].tolist())
    assert len(bench.query_many(None, "cifar100", 200)) == 15625
    assert len(bench.query_many([], "cifar100", 200)) == 0
    of_cifar10 = bench.query_many([11], "cifar10", 200)
    assert np.isnan(of_cifar10["valid_accuracy"]).all()
    assert of_cifar10["test_accuracy"][0] == api.get_more_info(11, "cifar10", hp=200, is_random=False)["test-accuracy"]
    with pytest.raises(LookupError):
        bench.query_many(None, "svhn", 200)


@pytest.mark.parametrize("indices, refusal", [
    ([15625], UnknownArchitectureError), ([-1], UnknownArchitectureError), ([1.5], InvalidArgumentError), (["11"], InvalidArgumentError),
    ([[1, 2]], InvalidArgumentError), (np.array([2**40]), UnknownArchitectureError), ([True], InvalidArgumentError),
])
def test_indices_that_are_none_are_refused(bench, indices, refusal):
    with pytest.raises(refusal):
        bench.query_many(indices, "cifar100", 200)


def test_a_batch_of_trainings_is_one_after_another(whole_table):
    bench = natsbench_fast.open(whole_table)
    indices = np.random.default_rng(1).integers(0, len(bench), 500)
    rng = SplitMix64(5)
    accuracies, costs = bench.simulate_batch(indices, "cifar10", "12", rng)
    simulator = bench.simulator("cifar10", seed=5)
    outcomes = [simulator.train(int(index)) for index in indices]
    assert accuracies.tolist() == [outcome.accuracy for outcome in outcomes]
    assert costs.tolist() == [outcome.cost for outcome in outcomes]
    assert simulator.rng.state == rng.state
    again, _ = bench.simulate_batch(indices, "cifar10", "12", 5)
    assert again.tolist() == accuracies.tolist()
    simulator.reset(5)
    many = simulator.train_many(indices)
    assert many[0].tolist() == accuracies.tolist() and many[2][-1] == simulator.clock == outcomes[-1].clock


def test_train_many_ends_with_the_budget_as_train_does(whole_table):
    bench = natsbench_fast.open(whole_table)
    indices = list(range(200))
    one = bench.simulator("cifar100", 5000, seed=2)
    singles = []
    while not one.done:
        singles.append(one.train(indices[len(singles)]))
    many = bench.simulator("cifar100", 5000, seed=2)
    accuracies, _, clocks = many.train_many(indices)
    assert accuracies.tolist() == [outcome.accuracy for outcome in singles] and clocks.tolist() == [outcome.clock for outcome in singles]
    assert (many.clock, many.rng.state, many.evaluations) == (one.clock, one.rng.state, one.evaluations)
    with pytest.raises(InvalidArgumentError, match="spent"):
        many.train(0)


def test_curves_are_the_stored_ones(api, bench):
    trial = api.query_by_index(284, "cifar10-valid", 200)[777]
    curves = bench.curves("x-valid", "accuracy", "cifar10-valid", 200, 777, [284, 5])
    assert curves.shape == (2, 200)
    assert curves[0].tolist() == [trial.eval_acc1es[f"x-valid@{epoch}"] for epoch in range(200)]
    assert np.isnan(curves[1]).all()
    losses = bench.curves("train", "loss", "cifar10-valid", 200, 777, [284])
    assert losses[0].tolist() == [trial.train_losses[epoch] for epoch in range(200)]
    last = bench.curves("x-test", "accuracy", "cifar100", 200, 777, [284])
    assert np.isnan(last[0, :199]).all() and last[0, 199] == api.query_by_index(284, "cifar100", 200)[777].get_eval("x-test")["accuracy"]
    with pytest.raises(InvalidArgumentError, match="seed 5"):
        bench.curves("train", "loss", "cifar10", 200, 5, [284])
    with pytest.raises(InvalidArgumentError, match="quantity"):
        bench.curves("train", "losses", "cifar10", 200, 777)


def test_scans_against_numpy(whole_table):
    bench = natsbench_fast.open(whole_table)
    accuracy, flops = bench.column("valid", "accuracy", "cifar10", 200), bench.column(None, "flops", "cifar10", 200)
    allowed = np.flatnonzero(flops <= 100)
    order = sorted(allowed.tolist(), key=lambda index: (-accuracy[index], index))[:20]
    indices, values = bench.top_k(accuracy, 20, limits=[(flops, None, 100)])
    assert indices.tolist() == order and values.tolist() == accuracy[order].tolist()
    assert bench.best(accuracy, limits=[(flops, None, 100)]) == (order[0], accuracy[order[0]])
    assert bench.best(flops, lowest=True) == (int(np.argmin(flops)), flops.min())
    front = bench.pareto([accuracy, flops], lowest=[False, True])
    dominated = [bool(((accuracy >= accuracy[i]) & (flops <= flops[i]) & ((accuracy > accuracy[i]) | (flops < flops[i]))).any()) for i in front]
    assert not any(dominated)
    outside = [i for i in range(0, 15625, 97) if i not in set(front.tolist())]
    assert all(((accuracy >= accuracy[i]) & (flops <= flops[i]) & ((accuracy > accuracy[i]) | (flops < flops[i]))).any() for i in outside)
    assert bench.hypervolume([accuracy, flops], [0, 300], lowest=[False, True]) > 0
    short = bench.column("valid", "accuracy", "cifar10", 12)
    ranks = [np.unique(column, return_inverse=True)[1] for column in (accuracy, short)]
    assert bench.correlation(accuracy, short, "spearman") == pytest.approx(_spearman(*ranks), abs=1e-12)
    with pytest.raises(LookupError):
        bench.best(accuracy, limits=[(flops, 1e9, None)])


def _spearman(first, second):
    def average(ranks):
        counts = np.bincount(ranks)
        return (np.cumsum(counts) - (counts - 1) / 2)[ranks]

    return np.corrcoef(average(first), average(second))[0, 1]


def test_columns_of_the_callers_own_are_taken(whole_table):
    bench = natsbench_fast.open(whole_table)
    accuracy = bench.column("valid", "accuracy", "cifar10", 200)
    assert bench.correlation(accuracy, accuracy * 2) == pytest.approx(1)
    assert bench.correlation(-np.asarray(accuracy), accuracy) == pytest.approx(-1)
    assert bench.correlation(accuracy[::-1], accuracy) == bench.correlation(accuracy[::-1].copy(), accuracy)
    scores = np.random.default_rng(0).normal(size=len(bench)).astype(np.float32)
    assert bench.top_k(scores, 1)[0][0] == np.argmax(scores)
    for wrong in (scores[:100], [[1.0]], {"a": 1}, "text"):
        with pytest.raises(InvalidArgumentError):
            bench.correlation(wrong, accuracy)
    with pytest.raises(InvalidArgumentError):
        bench.correlation(accuracy, accuracy, "pearson")
    with pytest.raises(InvalidArgumentError):
        bench.pareto([accuracy, accuracy], lowest=[True])
    with pytest.raises(InvalidArgumentError):
        bench.top_k(accuracy, -1)
    assert len(bench.top_k(accuracy, 10**9)[0]) == len(bench)


def test_arrays_that_are_no_column_are_refused(whole_table):
    with natsbench_fast.open(whole_table) as bench:
        numbers = np.arange(len(bench), dtype=np.float64)
        for column in (numbers.astype(complex), numbers.astype("S8"), numbers.astype("datetime64[s]"), [object()] * len(bench), numbers[:-1], numbers[:, None], "numbers", None):
            with pytest.raises(InvalidArgumentError, match="a column"):
                bench.top_k(column, 1)
        with pytest.raises(TypeError):
            bench.top_k(numbers, 1.5)
        assert bench.best(np.ma.masked_greater(numbers, 100))[0] == 100  # what is masked is absent
        assert bench.best(list(range(len(bench))))[0] == bench.best(numbers.astype(np.float32))[0] == len(bench) - 1


def test_many_threads_get_the_same_answers(whole_table):
    api = create(str(whole_table), "tss", verbose=False)
    expected = [api.get_more_info(index, "cifar100", hp=200, is_random=False) for index in range(300)]
    other = create(str(whole_table), "tss", verbose=False)
    answers = {}

    def work(number):
        answers[number] = [other.get_more_info(index, "cifar100", hp=200, is_random=False) for index in range(300)]
        other.query_many(None, "cifar100", 200)
        other.column("valid", "accuracy", "cifar10", 200)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answer == expected for answer in answers.values()) and len(answers) == 8


def test_batches_run_without_the_gil(whole_table):
    bench, counted, ended = natsbench_fast.open(whole_table), [], threading.Event()

    def work():
        natsbench_fast.run_trials("rea", bench, "cifar100", trials=3000, threads=1)
        ended.set()

    natsbench_fast.run_trials("rea", bench, "cifar100", trials=1)
    thread = threading.Thread(target=work)
    thread.start()
    while not ended.is_set():
        counted.append(None)  # were the GIL kept, this thread would stand still until the end
    thread.join()
    assert len(counted) > 1000


def test_generators_of_all_kinds_are_taken(whole_table):
    import pickle
    import random

    bench = natsbench_fast.open(whole_table)
    first = bench.simulate_batch([1, 2, 3], "cifar10", 12, random.Random(1))
    assert [column.tolist() for column in first] == [column.tolist() for column in bench.simulate_batch([1, 2, 3], "cifar10", 12, random.Random(1))]
    bench.simulate_batch([1], "cifar10", 12, np.random.default_rng(1))
    simulator = bench.simulator("cifar10", 1000, seed=4)
    simulator.train(5)
    again = pickle.loads(pickle.dumps(simulator))
    assert again.train(7) == simulator.train(7)


def test_what_is_no_file_of_ours_is_refused(tmp_path, column_files):
    with pytest.raises(FileError):
        natsbench_fast.open(tmp_path / "absent.natsb")
    (tmp_path / "text.natsb").write_text("no column file")
    with pytest.raises(NatsBenchError):
        natsbench_fast.open(tmp_path / "text.natsb")
    with pytest.raises(NatsBenchError):
        natsbench_fast.open(tmp_path)
    whole = column_files["tss"].read_bytes()
    (tmp_path / "short.natsb").write_bytes(whole[:len(whole) // 2])
    with pytest.raises(DamagedFileError):
        natsbench_fast.open(tmp_path / "short.natsb")
    with pytest.raises(InvalidArgumentError):
        natsbench_fast.open("a\0b")


def test_a_file_cut_short_while_it_is_open_is_refused(tmp_path, column_files):
    file = tmp_path / "own.natsb"
    file.write_bytes(column_files["tss"].read_bytes())
    bench = natsbench_fast.open(file)
    with open(file, "r+b") as opened:
        opened.truncate(4096)
    with pytest.raises(NatsBenchError):
        bench.column("x-valid", "accuracy", "cifar10-valid", 200)


@pytest.mark.parametrize("ask", [
    lambda bench: bench.column("x-valid", "accuracy", "cifar11", 200),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", 13),
    lambda bench: bench.column("x-valid", "speed", "cifar100", 200),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", 200, seed="median"),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", 200, seed=5),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", 200, epoch=200),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", 200, epoch=-1),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", 200, epoch=2**40),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", 200, seed=2**70),
    lambda bench: bench.column("x-valid", "accuracy-std", "cifar100", 200, seed=777),
    lambda bench: bench.column("x-valid", "accuracy", "cifar100", None),
    lambda bench: bench.column("x-valid", "accuracy", None, 200),
    lambda bench: bench.simulate_batch([284], "cifar10", 12, None),
    lambda bench: bench.extra("none"),
    lambda bench: bench.index_of("none"),
    lambda bench: bench.seeds(5, "cifar10", 200),
    lambda bench: bench.seeds(2**40, "cifar10", 200),
    lambda bench: bench.simulator("cifar10-valid"),
    lambda bench: bench.simulator("cifar10", -5),
    lambda bench: bench.simulator("cifar10", epoch=-1),
    lambda bench: bench.simulator("cifar10", epoch=2**40),
    lambda bench: bench.simulator("cifar100", hp=200, epoch=5).train(284),
    lambda bench: bench.simulator("cifar10").train(-1),
    lambda bench: bench.simulator("cifar10").train(2**40),
])
def test_what_there_is_not_is_refused_in_one_line(bench, ask):
    with pytest.raises((NatsBenchError, LookupError, ValueError, AssertionError)) as refused:
        ask(bench)
    assert "\n" not in str(refused.value) and len(str(refused.value)) > 10


def test_description_and_seeds(bench):
    description = bench.describe()
    assert description["space"] == bench.space == "topology" and not bench.is_synthetic
    assert bench.seeds(284, "cifar10", 200) == (777, 888, 999)
    assert bench.recorded().tolist() == [11, 284]
    assert bench.architectures[11] in bench and "none" not in bench
    assert bench.index_of(bench[284]) == 284
    assert "2 of 15625" in repr(bench)


def test_data_frames_where_they_are_installed(bench):
    columns = bench.frame_columns("cifar100", 200)
    assert set(columns) >= {"train-accuracy", "x-valid-accuracy", "x-test-loss", "ori-test-seconds", "flops", "params", "latency"}
    for name, kind in (("pandas", "to_pandas"), ("pyarrow", "to_arrow"), ("xarray", "to_xarray")):
        try:
            __import__(name)
        except ImportError:
            with pytest.raises(NatsBenchError, match=f"{name} is not installed"):
                getattr(bench, kind)("cifar100", 200)
            continue
        frame = getattr(bench, kind)("cifar100", 200)
        assert len(frame["x-valid-accuracy"].values.reshape(-1) if kind != "to_arrow" else frame) == len(bench)
