"""The drop-in beyond the recordings: signatures, types, draws, printed text, refusals, opening."""
import bz2
import inspect
import pickle
import random

import numpy as np
import plain_reference
import pytest

import natsbench_fast
from natsbench_fast import TrapWarning, create
from natsbench_fast.official import ArchResults, NATStopology, ResultsCount

pytestmark = pytest.mark.filterwarnings("ignore::natsbench_fast.TrapWarning")

SIGNATURES = {
    "get_more_info": "(index, dataset, iepoch=None, hp='12', is_random=True)",
    "simulate_train_eval": "(arch, dataset, iepoch=None, hp='12', account_time=True)",
    "query_index_by_arch": "(arch)",
    "query_by_arch": "(arch, hp)",
    "query_info_str_by_arch": "(arch, hp='12')",
    "query_meta_info_by_index": "(arch_index, hp='12')",
    "query_by_index": "(arch_index, dataname=None, hp='12')",
    "find_best": "(dataset, metric_on_set, flop_max=None, param_max=None, hp='12', enforce_all=None)",
    "get_net_param": "(index, dataset, seed, hp='12')",
    "get_net_config": "(index, dataset)",
    "get_cost_info": "(index, dataset, hp='12')",
    "get_latency": "(index, dataset, hp='12')",
    "statistics": "(dataset, hp)",
    "show": "(index=-1)",
    "reload": "(archive_root=None, index=None)",
    "clear_params": "(index, hp=None)",
    "arch": "(index)",
    "random": "()",
    "reset_time": "()",
    "get_unique_str": "(arch)",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_arguments_and_defaults_are_the_official_ones(api, name):
    signature = inspect.signature(getattr(api, name))
    bare = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    assert str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty)) == SIGNATURES[name]


def test_a_seeded_script_draws_the_same_numbers(quirks):
    """Against a plain walk over the records: the same draws in the same order, refusals included."""
    api = create(str(quirks), "tss", verbose=False)
    indices = sorted(api.evaluated_indexes)
    plain = plain_reference.of(api, indices)
    choices = random.Random(3)
    calls = [
        (choices.choice(indices), choices.choice(["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"]), choices.choice([None, 0, 3, 11]),
         choices.choice(["12", "200", 12, 200]), choices.choice([True, False, 777, 888, 999]), choices.random() < 0.4)
        for _ in range(1500)
    ]

    def run(one):
        random.seed(11)
        one.reset_time()
        answers = []
        for index, dataset, iepoch, hp, is_random, simulates in calls:
            try:
                if simulates:
                    answers.append(one.simulate_train_eval(index, dataset, iepoch, hp))
                else:
                    info = one.get_more_info(index, dataset, iepoch, hp, is_random)
                    info.pop("comment", None)
                    answers.append(info)
            except Exception as error:
                answers.append(type(error).__name__)
        return answers, random.random()

    ours, theirs = run(api), run(plain)
    assert [repr(answer) for answer in ours[0]] == [repr(answer) for answer in theirs[0]]
    assert ours[1] == theirs[1]
    assert sum(isinstance(answer, str) for answer in ours[0]) > 100


def test_numpy_numbers_and_either_spelling_of_hp_are_taken(api):
    expected = api.get_more_info(11, "cifar100", 5, "200", False)
    assert api.get_more_info(np.int64(11), "cifar100", np.int32(5), 200, False) == expected
    assert api.get_more_info(api[11], "cifar100", iepoch=5, hp=np.int64(200), is_random=False) == expected
    assert api.query_index_by_arch(np.int16(284)) == 284
    assert api.get_cost_info(np.int64(11), "cifar10", 200) == api.get_cost_info(11, "cifar10", "200")
    assert api.simulate_train_eval(np.int64(11), "cifar10", hp=12)[0] == api.simulate_train_eval(11, "cifar10", hp="12")[0]


def test_true_is_architecture_1_and_python_draws_its_seed(whole_table):
    api, drawn = create(str(whole_table), "tss", verbose=False), set()
    for seed in range(20):
        random.seed(seed)
        own = api.get_more_info(True, "cifar100", hp=200)
        random.seed(seed)
        assert own == api.get_more_info(1, "cifar100", hp=200)
        drawn.add(own["test-accuracy"])
    assert len(drawn) > 1


def test_answers_are_plain_python(api):
    info = api.get_more_info(11, "cifar10", hp=200, is_random=False)
    assert {type(value) for value in info.values()} == {float, str}
    assert [type(value) for value in api.simulate_train_eval(11, "cifar10")] == [float] * 4
    assert type(api.query_index_by_arch(api[11])) is int
    assert type(api.get_latency(11, "cifar10")) is float


def test_it_behaves_as_a_list_of_texts(api):
    assert len(api) == len(api.meta_archs) == len(list(api)) == 15625
    assert api[0] == api.arch(0) == api.meta_archs[0]
    assert api[-1] == api.meta_archs[15624]
    assert [api.archstr2index[text] for text in api[:5]] == [0, 1, 2, 3, 4]
    with pytest.raises(IndexError):
        api[15625]
    with pytest.raises(ValueError):
        api.arch(-1)
    with pytest.raises(ValueError):
        api.arch(15625)
    random.seed(4)
    drawn = api.random()
    random.seed(4)
    assert drawn == random.randint(0, 15624)


def test_architectures_may_be_objects_with_tostr(api):
    class Cell:
        __hash__ = None

        def tostr(self):
            return api[284]

    assert api.query_index_by_arch(Cell()) == 284
    assert api.get_more_info(Cell(), "cifar10", is_random=False) == api.get_more_info(284, "cifar10", is_random=False)
    assert api.query_index_by_arch(["no", "architecture"]) == -1
    assert api.query_index_by_arch(None) == -1
    assert api.query_index_by_arch(arch=True) is True


@pytest.mark.parametrize("ask, refusal", [
    (lambda api: api.get_more_info(100_000, "cifar10"), ValueError),
    (lambda api: api.get_more_info("no text", "cifar10"), ValueError),
    (lambda api: api.get_more_info(5, "cifar10"), ValueError),
    (lambda api: api.get_more_info(11, "cifar10", hp="13"), KeyError),
    (lambda api: api.get_more_info(11, "cifar10", None, False, False), KeyError),
    (lambda api: api.get_more_info(11, "svhn"), KeyError),
    (lambda api: api.get_more_info(11, None), KeyError),
    (lambda api: api.get_more_info(11, ["cifar10"]), TypeError),
    (lambda api: api.get_more_info(11, "cifar10\0", is_random=False), KeyError),
    (lambda api: api.get_more_info(11, "cifar10", 2**40, is_random=False), ValueError),
    (lambda api: api.get_more_info(11, "cifar10", -(2**31), is_random=False), ValueError),
    (lambda api: api.get_more_info(11, "cifar10", is_random=-(2**63)), ValueError),
    (lambda api: api.get_more_info(11, "cifar10", is_random=2**70), ValueError),
    (lambda api: api.get_more_info(11, "cifar10", is_random="777"), ValueError),
    (lambda api: api.get_more_info(11, "cifar10", is_random=np.int64(111)), ValueError),
    (lambda api: api.get_more_info(2**70, "cifar10"), ValueError),
    (lambda api: api.get_cost_info(5, "cifar10"), ValueError),
    (lambda api: api.get_cost_info(11, "cifar10", hp="1"), ValueError),
    (lambda api: api.query_by_index(11, "svhn"), ValueError),
    (lambda api: api.query_by_index(11, hp=13), ValueError),
    (lambda api: api.simulate_train_eval(11, "cifar10-valid"), ValueError),
    (lambda api: api.statistics("svhn", 12), ValueError),
    (lambda api: api.find_best("cifar10", "valid", hp=200), KeyError),
    (lambda api: api.find_best("cifar10", "valid", enforce_all=True), AssertionError),
    (lambda api: api.query_info_str_by_arch(11, hp=200), ValueError),
    (lambda api: api.get_net_param(11, "cifar10", 5), ValueError),
    (lambda api: api.clear_params(11, "13"), ValueError),
    (lambda api: api.reload("/no/such/folder", 11), ValueError),
    (lambda api: api.column("x-valid", "accuracy", "cifar10", 200), KeyError),
])
def test_refusals_are_of_the_official_types(api, ask, refusal):
    with pytest.raises(refusal):
        ask(api)


def test_fast_mode_counts_what_was_asked_for(simple):
    api = create(str(simple["tss"]), "tss", fast_mode=True, verbose=False)
    assert api.evaluated_indexes == set() and len(api.arch2infos_dict) == 0
    assert repr(api) == "NATStopology(0/15625 architectures, fast_mode=True, file=NATS-tss-v1_0-3ffb9-simple)"
    with pytest.raises(AssertionError):
        api.get_more_info(5, "cifar10")
    api.get_more_info(284, "cifar10")
    assert api.evaluated_indexes == {284}
    api.simulate_train_eval(11, "cifar10")
    assert list(api.arch2infos_dict) == [11, 284]
    assert api.find_best("cifar10", "valid", hp="12", enforce_all=False) == (284, pytest.approx(70, abs=5))
    with pytest.raises(AssertionError):
        api.find_best("cifar10", "valid")
    assert api.avaliable_hps == ["12", "200"]


def test_records_are_objects_that_are_the_callers_own(api):
    results = api.query_by_index(284, hp=200)
    assert isinstance(results, ArchResults) and isinstance(results.query("cifar10", 777), ResultsCount)
    assert "seed=0777" in repr(results.query("cifar10", 777))
    trial = api.query_by_index(284, "cifar10", 200)[777]
    assert trial.get_train()["accuracy"] == api.get_more_info(284, "cifar10", hp=200, is_random=777)["train-accuracy"]
    assert len(trial.train_acc1es) == trial.get_total_epoch() == 200
    results.reset_latency("cifar10", None, 5.0)
    assert results.get_latency("cifar10") == 5.0 != api.get_latency(284, "cifar10", 200)
    again = ArchResults.create_from_state_dict(pickle.loads(pickle.dumps(results)).state_dict())
    assert again.get_metrics("cifar100", "x-test") == results.get_metrics("cifar100", "x-test")
    assert api.arch2infos_dict[284]["200"].get_compute_costs("cifar10") == api.get_cost_info(284, "cifar10", 200)
    assert list(api.arch2infos_dict[284]) == ["12", "200"]
    with pytest.raises(KeyError):
        api.arch2infos_dict[5]


def test_print_information_is_what_query_info_str_answers(column_files):
    from natsbench_fast.compat import api_size, api_topology

    for space, index, module in (("tss", 284, api_topology), ("sss", 11, api_size)):
        with create(str(column_files[space]), space, verbose=False) as own:
            lines = module.print_information(own.query_meta_info_by_index(index, "12"), f"arch-index={index}")
            assert "\n".join(lines) == own.query_info_str_by_arch(index, "12")


def test_every_call_is_printed_when_verbose(column_files, capsys):
    api = create(str(column_files["tss"]), "tss")
    assert "Create NATS-Bench (topology) done with 2/15625 architectures avaliable." in capsys.readouterr().out
    for call, text in [
        (lambda: api.arch(3), "Call the arch function with index=3"),
        (lambda: api.get_more_info(11, "cifar10"), "Call the get_more_info function with index=11, dataset=cifar10, iepoch=None, hp=12, and is_random=True."),
        (lambda: api.query_index_by_arch(api[3]), f"Call query_index_by_arch with arch={api[3]}"),
        (lambda: api.get_latency(11, "cifar10"), "Call the get_latency function with index=11, dataset=cifar10, and hp=12."),
        (lambda: api.get_cost_info(11, "cifar10"), "Call query_meta_info_by_index with arch_index=11, hp=12"),
        (lambda: api.find_best("cifar10", "valid"), "the best architecture : [284]"),
        (lambda: api.statistics("cifar10", 12), "Call the statistics function with dataset=cifar10 and hp=12."),
        (lambda: api.show(11), "cifar10-valid  FLOP="),
    ]:
        call()
        assert text in capsys.readouterr().out
    api.verbose = False
    api.get_more_info(11, "cifar10")
    api.query_index_by_arch(api[3])
    assert capsys.readouterr().out == ""
    api.verbose = True
    with pytest.raises(ValueError):  # it looks up architecture -1 to print it
        api.find_best("cifar10", "valid", flop_max=0)


def test_show_of_all_fails_as_officially(api, capsys):
    with pytest.raises(KeyError):
        api.show()
    assert "The (    0/    2) 000011-th architecture!" in capsys.readouterr().out
    api.show(99_999)
    assert "This index (99999) is out of range (0~15625)." in capsys.readouterr().out
    api.show(5)
    assert "The 5-th architecture has not been evaluated or not saved." in capsys.readouterr().out


@pytest.mark.filterwarnings("always::natsbench_fast.TrapWarning")
def test_traps_warn_once_at_the_line_of_the_caller_and_name_the_safe_call(api, fresh_traps):
    for call, word in [
        (lambda: api.get_more_info(11, "cifar10", hp=200), "is_random=False"),
        (lambda: api.get_cost_info(11, "cifar10") and api.get_more_info(11, "cifar10", is_random=False), "hp='200'"),
        (lambda: api.query_index_by_arch("no text"), "index_of"),
        (lambda: api.get_unique_str("no other text"), "the last one"),
        (lambda: api.simulate_train_eval(11, "cifar100", iepoch=5, hp=200), "test images"),
        (lambda: api.find_best("cifar10", "valid", flop_max=0, hp="12"), "limits="),
    ]:
        with pytest.warns(TrapWarning, match=word) as told:
            call()
        assert told[0].filename == __file__
        with _no_warning():
            call()


class _no_warning:
    def __enter__(self):
        import warnings

        self._catch = warnings.catch_warnings()
        self._catch.__enter__()
        warnings.simplefilter("error")

    def __exit__(self, *_):
        self._catch.__exit__()


@pytest.mark.parametrize("space, wrong", [("tss", "sss"), ("sss", "tss")])
def test_a_file_of_the_other_space_is_refused(column_files, space, wrong):
    with pytest.raises(ValueError, match="space"):
        create(str(column_files[space]), wrong, verbose=False)


def test_what_create_refuses(simple, tmp_path, column_files):
    with pytest.raises(ValueError, match="invalid search space"):
        create(None, "nas", verbose=False)
    with pytest.raises(ValueError, match="neither a file or a dir"):
        create(str(tmp_path / "absent"), "tss", verbose=False)
    with pytest.raises(ValueError, match="must feed the path for file"):
        create(str(simple["tss"]), "tss", fast_mode=False, verbose=False)
    single = tmp_path / "single.pickle.pbz2"
    single.write_bytes(b"")
    with pytest.raises(ValueError, match="must feed the path for directory"):
        create(str(single), "tss", fast_mode=True, verbose=False)
    with pytest.raises(natsbench_fast.NatsBenchError):
        create(str(single), "tss", verbose=False)
    with pytest.raises(ValueError, match="must be a dict"):
        create(5, "tss", verbose=False)
    with pytest.raises(ValueError, match="Can not find key"):
        create({"meta_archs": []}, "tss", verbose=False)
    for fast_mode in (True, False):
        assert len(create(column_files["tss"], "topology", fast_mode, False)) == 15625


def test_it_finds_files_where_the_official_library_does(simple, column_files, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    with pytest.raises(FileNotFoundError):
        create(None, "tss", fast_mode=True, verbose=False)
    with pytest.raises(ValueError, match="neither a file or a dir"):
        create(None, "tss", verbose=False)
    (tmp_path / "NATS-tss-v1_0-3ffb9-simple").symlink_to(simple["tss"])
    api = create(None, "tss", fast_mode=True, verbose=False)
    assert "Try to use the default NATS-Bench (topology) path from fast_mode=True and path=None." in capsys.readouterr().out
    assert api.archive_dir == str(tmp_path / "NATS-tss-v1_0-3ffb9-simple") and api.filename is None
    (tmp_path / "NATS-sss-v1_0-50262.natsb").symlink_to(column_files["sss"])
    assert len(create(None, "sss", verbose=False)) == 32768
    monkeypatch.delenv("TORCH_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(FileNotFoundError):
        create(None, "tss", fast_mode=True, verbose=False)


def test_a_dict_and_a_single_pickle_are_taken(api, simple, tmp_path):
    data = {"meta_archs": list(api.meta_archs), "arch2infos": {}, "evaluated_indexes": [11, 284]}
    for index in (11, 284):
        with bz2.open(simple["tss"] / f"{index:06d}.pickle.pbz2") as file:
            data["arch2infos"][index] = pickle.load(file)
    expected = api.get_more_info(284, "cifar100", hp=200, is_random=False)
    of_dict = create(data, "tss", verbose=False)
    assert of_dict.get_more_info(284, "cifar100", hp=200, is_random=False) == expected
    assert of_dict.evaluated_indexes == {11, 284} and of_dict.filename is None
    natsbench_fast.pickle_save(data, tmp_path / "single.pickle")
    assert natsbench_fast.pickle_load(tmp_path / "single.pickle")["evaluated_indexes"] == [11, 284]
    single = create(str(tmp_path / "single.pickle.pbz2"), "tss", verbose=False)
    assert single.get_more_info(284, "cifar100", hp=200, is_random=False) == expected


def test_nothing_of_a_pickle_is_executed(tmp_path):
    class Evil:
        def __reduce__(self):
            import os

            return os.system, ("true",)

    natsbench_fast.pickle_save(Evil(), tmp_path / "evil.pickle")
    with pytest.raises(pickle.UnpicklingError, match="not data"):
        natsbench_fast.pickle_load(tmp_path / "evil.pickle")


def test_the_clock_is_the_objects_own(column_files):
    first, second = (create(str(column_files["tss"]), "tss", verbose=False) for _ in range(2))
    cost = first.simulate_train_eval(11, "cifar10")[2]
    assert first.used_time == cost and second.used_time == 0
    first.simulate_train_eval(11, "cifar10", account_time=False)
    assert first.used_time == cost
    again = pickle.loads(pickle.dumps(first))
    assert again.used_time == cost and isinstance(again, NATStopology) and again.get_latency(11, "cifar10") == first.get_latency(11, "cifar10")
    first.reset_time()
    assert first.used_time == 0


def test_a_closed_object_says_so(column_files):
    api = create(str(column_files["tss"]), "tss", verbose=False)
    api.get_more_info(284, "cifar10", hp=12, is_random=False)
    api.close()
    api.close()
    for ask in (lambda: api.get_more_info(284, "cifar10", hp=12, is_random=False), lambda: api.simulate_train_eval(284, "cifar10", hp=12),
                lambda: api.get_cost_info(284, "cifar10"), lambda: api.query_many(None, "cifar100", 12), lambda: api.find_best("cifar10", "valid", hp="12")):
        with pytest.raises(natsbench_fast.ClosedError, match="this benchmark is closed"):
            ask()


def test_space_information_and_version():
    assert natsbench_fast.version() == "v1.8"
    assert natsbench_fast.search_space_info("nats-bench", "sss") == {"candidates": [8, 16, 24, 32, 40, 48, 56, 64], "num_layers": 5}
    assert natsbench_fast.search_space_info("nas-bench-201", None)["num_nodes"] == 4
    with pytest.raises(ValueError):
        natsbench_fast.search_space_info("nats-bench", None)
