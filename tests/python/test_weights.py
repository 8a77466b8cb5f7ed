"""Trained weights of full archives and weight stores, with torch and without."""
import shutil
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT

import natsbench_fast
from natsbench_fast import NatsBenchError, Weights, create


def test_arrays_have_the_stored_shapes_and_types(full):
    with Weights(full["tss"]) as weights:
        arrays = weights.arrays(284, "cifar10", 12, 111)
    assert arrays["stem.0.weight"].shape == (16, 3, 3, 3) and arrays["stem.0.weight"].dtype == np.float32
    assert arrays["stem.1.num_batches_tracked"].shape == () and arrays["stem.1.num_batches_tracked"].dtype == np.int64
    assert all(array.flags.writeable and array.flags.aligned for array in arrays.values())
    assert list(arrays)[-2:] == ["classifier.weight", "classifier.bias"]


@pytest.mark.parametrize("where", [
    (11, "cifar10", "12", 111), (284, "svhn", "12", 111), (284, "cifar10", "13", 111), (284, "cifar10", "12", 5), (2**40, "cifar10", "12", 111),
    (-1, "cifar10", "12", 111), (284, "cifar10", "12", 2**70),
])
def test_trainings_that_are_not_there_are_refused(full, where):
    with Weights(full["tss"]) as weights, pytest.raises((NatsBenchError, LookupError, ValueError)):
        weights.arrays(*where)


def test_a_weight_store_holds_the_same(full, tmp_path):
    program = ROOT / "artifacts" / "bin" / "NatsBench.Fast.Cli" / "release" / "natsbench"
    if not program.is_file():
        pytest.skip("the command line is not built: dotnet build tools/NatsBench.Fast.Cli -c Release")
    store = tmp_path / "weights.natsw"
    subprocess.run([program, "weights", "extract", full["tss"], "--arch", "284", "--hp", "12", "-o", store], check=True, capture_output=True)
    with Weights(store) as one, Weights(full["tss"]) as other:
        first, second = (weights.arrays(284, "cifar100", "12", 111) for weights in (one, other))
    assert list(first) == list(second) and all(np.array_equal(first[name], second[name]) for name in first)


def test_simple_archives_have_none_and_full_ones_are_found(simple, full, tmp_path, monkeypatch):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    api = create(str(simple["tss"]), "tss", True, False)
    assert api.get_net_param(284, "cifar10", 111) is None
    assert api.get_net_param(284, "cifar10", None, hp=200) == {777: None, 888: None, 999: None}
    archive = tmp_path / "full"
    shutil.copytree(full["tss"], archive)
    shutil.copy(simple["tss"] / "meta.pickle.pbz2", archive)
    of_full = create(str(archive), "tss", True, False)
    assert "stem.0.weight" in of_full.get_net_param(284, "cifar10", 111)
    assert "stem.0.weight" in of_full.query_by_index(284, "cifar10")[111].get_net_param()
    file = tmp_path / "file.natsb"
    natsbench_fast.convert(archive, file)
    alone = create(str(file), "tss", verbose=False)
    with pytest.raises(ValueError, match="weights"):
        alone.get_net_param(284, "cifar10", 111)
    (tmp_path / "NATS-tss-v1_0-3ffb9-full").symlink_to(archive)
    found = create(str(file), "tss", verbose=False)
    params = found.get_net_param(284, "cifar10", None)
    assert list(params) == [111] and "stem.0.weight" in params[111]
    found.clear_params(284, "12")
    assert found.get_net_param(284, "cifar10", 111) is None
    assert found.query_by_index(284).clear_net_done
    found.reload(index=284)
    assert not found.query_by_index(284).clear_net_done
    assert "stem.0.weight" in found.get_net_param(284, "cifar10", 111)
    with pytest.raises(AssertionError):
        found.reload(index=11)


def test_numpy_arrays_without_torch(full, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with Weights(full["sss"]) as weights:
        assert all(isinstance(array, np.ndarray) for array in weights.state_dict(11, "cifar10", "12", 777).values())


def test_torch_tensors_with_torch(full):
    torch = pytest.importorskip("torch")
    with Weights(full["sss"]) as weights:
        assert all(isinstance(tensor, torch.Tensor) for tensor in weights.state_dict(11, "cifar10", "12", 777).values())
