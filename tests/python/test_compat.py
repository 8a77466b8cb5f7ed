"""The stand-in for nats_bench by name, and the programs that its own users run."""
import os
import subprocess
import sys
import textwrap

import pytest


def run(code):
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", textwrap.dedent(code)], capture_output=True, text=True, env=os.environ, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_name_that_scripts_import_is_there():
    run("""
        import natsbench_fast.compat as nats_bench
        from nats_bench import create, version, search_space_info, NATStopology, NATSsize, ArchResults, ResultsCount, pickle_load, pickle_save
        from nats_bench.api_topology import NATStopology as again, ALL_BASE_NAMES, print_information
        from nats_bench.api_size import NATSsize, ALL_BASE_NAMES as sss_base_names
        from nats_bench.api_utils import ArchResults, ResultsCount, pickle_load, pickle_save, remap_dataset_set_names, get_torch_home, time_string
        from nats_bench.api_utils import NASBenchMetaAPI, nats_is_dir, nats_is_file, PICKLE_EXT, reset_file_system, get_file_system
        from nats_bench.genotype_utils import topology_str2structure, TopologyStructure
        import nats_bench as named, nats_bench.api_utils
        assert named is nats_bench and again is NATStopology and issubclass(NATStopology, NASBenchMetaAPI)
        assert version() == "v1.8" and ALL_BASE_NAMES == ["NATS-tss-v1_0-3ffb9"] and sss_base_names == ["NATS-sss-v1_0-50262"]
        assert remap_dataset_set_names("cifar10", "valid") == ("cifar10-valid", "x-valid")
    """)


def test_a_package_of_that_name_that_was_imported_before_stays():
    run("""
        import sys, types
        sys.modules["nats_bench"] = official = types.ModuleType("nats_bench")
        import natsbench_fast.compat
        assert sys.modules["nats_bench"] is official
    """)


def test_cells_as_objects(shared, api):
    import hashlib
    import json

    from natsbench_fast.official.genotype import TopologyStructure, topology_str2structure

    text = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|"
    cell = topology_str2structure(text)
    assert cell.tostr() == text and len(cell) == 4 and topology_str2structure(cell) is cell and cell.check_valid()
    assert cell[0] == (("nor_conv_3x3", 0),) and cell.node(1) == cell[1] and repr(cell) == f"TopologyStructure(4 nodes with {text})"
    assert cell.tolist("none")[0][2] == (("nor_conv_3x3", 1), ("avg_pool_3x3", 2)) and cell.check_valid_op(["none"]) is False
    assert not topology_str2structure("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|").check_valid()
    assert TopologyStructure.str2fullstructure("|nor_conv_1x1~0|+|none~1|").tostr() == "|nor_conv_1x1~0|+|none~0|none~1|"
    cells = TopologyStructure.gen_all(["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"], 4, False)
    assert len(cells) == 15625 and len({cell.tostr() for cell in cells}) == 15625
    golden = json.loads((shared / "golden" / "unique-strings-tss.json").read_text())
    assert len({cell.to_unique_str(consider_zero=True) for cell in cells}) == 6466
    assert len({cell.to_unique_str(consider_zero=False) for cell in cells}) == 12751
    assert len({cell.to_unique_str(consider_zero=None) for cell in cells}) == 15625
    unique = "\n".join(topology_str2structure(own).to_unique_str(consider_zero=True) for own in api)
    assert hashlib.sha256(unique.encode()).hexdigest() == golden["sha256"]
    with pytest.raises(AssertionError):
        topology_str2structure("|a~0~1|")
    with pytest.raises(AssertionError):
        TopologyStructure([[("none", 3)]])


def test_unique_strings_are_those_of_the_library(api):
    from natsbench_fast.official.genotype import topology_str2structure

    for index in range(0, 15625, 131):
        assert api.get_unique_str(index) == topology_str2structure(api[index]).to_unique_str(consider_zero=True)


@pytest.mark.parametrize("space", ["tss", "sss"])
@pytest.mark.parametrize("hp", ["12", "full"])
def test_the_tour_of_the_official_tests(simple, space, hp, capsys):
    """The calls of the official package's own test of each space, in its order and spelling, over the architectures that are here."""
    from natsbench_fast.compat.api_size import NATSsize
    from natsbench_fast.compat.api_topology import NATStopology

    kind, indices = (NATStopology, [11, 284]) if space == "tss" else (NATSsize, [0, 11])
    api = kind(str(simple[space]), True, False)
    hp = str(api.full_epochs_in_paper) if hp == "full" else hp
    for index in indices:
        for dataset in ("cifar10", "cifar100", "ImageNet16-120"):
            assert f"{api.get_more_info(index, dataset)['train-accuracy']}"
            cost = api.get_cost_info(index, dataset)
            assert cost["T-train@epoch"] > 0 and cost["T-train@total"] > 0 and cost["T-ori-test@epoch"] > 0
            accuracy, latency, spent, total = api.simulate_train_eval(index, dataset=dataset, hp=hp)
            assert 0 < accuracy < 100 and latency > 0 and 0 < spent <= total
            assert api.get_net_config(index, dataset)["num_classes"] in (10, 100, 120)
            full = api.get_cost_info(index, dataset, hp=api.full_epochs_in_paper)
            assert full["flops"] == pytest.approx(cost["flops"], rel=1e-4) and full["params"] == pytest.approx(cost["params"], rel=1e-4)
        api.show(index)
        assert "train : [loss" in capsys.readouterr().out
    best = api.find_best(dataset="ImageNet16-120", metric_on_set="valid", hp="12", enforce_all=False)
    assert best[0] in indices
    data = api.query_by_index(indices[1], dataname="cifar10", hp=api.full_epochs_in_paper)
    assert all(f"{seed} : {trial}" for seed, trial in data.items()) and len(next(iter(data.values())).train_acc1es) == api.full_epochs_in_paper
    info = api.get_more_info(indices[0], "cifar10", hp=12)
    assert info["comment"] and info["test-all-time"] > info["test-per-time"] > 0
    with pytest.raises(ValueError):
        api.get_more_info(100_000, "cifar10")


@pytest.mark.parametrize("space", ["tss", "sss"])
def test_a_class_on_an_archive_of_the_other_space_answers_as_the_official_tests_have_it(simple, column_files, space, fresh_traps, capsys):
    """The official package's own test of each space opens the other's archive, which the library does not look at."""
    from natsbench_fast import TrapWarning
    from natsbench_fast.compat.api_size import NATSsize
    from natsbench_fast.compat.api_topology import NATStopology

    own, other = (NATStopology, NATSsize) if space == "tss" else (NATSsize, NATStopology)
    right = own(str(simple[space]), True, False)
    with pytest.warns(TrapWarning, match="of the other search space"):
        api = other(str(simple[space]), True, False)
    assert (len(api), api.meta_archs, api.full_epochs_in_paper) == (len(right), right.meta_archs, {"tss": 90, "sss": 200}[space])
    for dataset in ("cifar10", "cifar100", "ImageNet16-120"):
        assert api.get_more_info(11, dataset, is_random=False) == right.get_more_info(11, dataset, is_random=False)
        assert api.get_cost_info(11, dataset) == right.get_cost_info(11, dataset)
        assert api.get_net_config(11, dataset) == right.get_net_config(11, dataset)
        assert api.simulate_train_eval(11, dataset=dataset, hp="12")[1:3] == right.simulate_train_eval(11, dataset=dataset, hp="12")[1:3]
    # The lines are the class's: that of the size space shows the test set of cifar10-valid, that of the topology space does not.
    from natsbench_fast.compat import api_size, api_topology

    printed = (api_size if other is NATSsize else api_topology).print_information
    record = right.query_by_index(11, hp="12")
    assert api.query_info_str_by_arch(11, "12") == "\n".join(printed(record, "arch-index=11")) != right.query_info_str_by_arch(11, "12")
    capsys.readouterr()
    api.show(11)
    assert "\n".join(printed(record)) in capsys.readouterr().out
    with pytest.raises(ValueError):
        api.query_info_str_by_arch(11, "13")
    with pytest.raises(ValueError):
        api.get_more_info(100_000, "cifar10")
    with pytest.raises(ValueError, match="space, and this is the"):
        other(str(column_files[space]), False, False)
