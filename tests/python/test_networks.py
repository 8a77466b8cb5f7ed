"""The torch networks against the logits that the official ones computed, and the whole way from create to a loaded network."""
import json

import numpy as np
import pytest

import natsbench_fast

torch = pytest.importorskip("torch")
CASES = [("tss-284", "tss", 284), ("sss-11", "sss", 11)]


def images(side):
    """The input that the logits were computed for."""
    place = np.arange(4 * 3 * side * side, dtype=np.float64)
    return torch.from_numpy((np.sin(0.37 * place) + 0.5 * np.cos(0.011 * place)).astype(np.float32).reshape(4, 3, side, side))


@pytest.mark.parametrize("name, space, index", CASES)
def test_stored_weights_load_and_logits_are_the_official_ones(shared, full, column_files, name, space, index):
    from natsbench_fast.models import get_cell_based_tiny_net

    golden = json.loads((shared / "golden" / f"logits-{name}.json").read_text())
    with natsbench_fast.create(str(column_files[space]), space, verbose=False) as api:
        api.use_weights(full[space])
        for trial in golden["trials"]:
            dataset, hp, seed = trial["dataset"], trial["hp"], trial["seed"]
            params = api.get_net_param(index, dataset, seed, hp=hp)
            assert {tensor: list(value.shape) for tensor, value in params.items()} == trial["tensors"]
            network = get_cell_based_tiny_net(api.get_net_config(index, dataset))
            assert list(network.state_dict()) == list(trial["tensors"])
            network.load_state_dict(params)
            network.eval()
            with torch.no_grad():
                _, logits = network(images(trial["side"]))
                _, exact = network.double()(images(trial["side"]).double())
            np.testing.assert_allclose(logits.numpy(), np.array(trial["logits_float32"]), rtol=0, atol=2e-6)
            np.testing.assert_allclose(exact.numpy(), np.array(trial["logits_float64"]), rtol=0, atol=1e-9)
            assert sum(parameter.numel() for parameter in network.parameters()) == trial["params"]


def test_the_usage_block_of_the_official_readme(simple, full, monkeypatch, tmp_path):
    from natsbench_fast import create
    from natsbench_fast.models import get_cell_based_tiny_net

    (tmp_path / "NATS-tss-v1_0-3ffb9-simple").symlink_to(simple["tss"])
    (tmp_path / "NATS-tss-v1_0-3ffb9-full").symlink_to(full["tss"])
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    api = create(None, "tss", fast_mode=True, verbose=False)
    info = api.get_more_info(284, "cifar10")
    assert info["train-loss"] > 0
    assert api.get_cost_info(284, "cifar10")["flops"] > 0
    accuracy, latency, cost, clock = api.simulate_train_eval(284, dataset="cifar10", hp="12")
    assert (accuracy, clock) == (pytest.approx(accuracy), cost)
    api.reset_time()
    assert api.used_time == 0
    api.reload(str(tmp_path / "NATS-tss-v1_0-3ffb9-full"), 284)
    config = api.get_net_config(284, "cifar10")
    network = get_cell_based_tiny_net(config)
    params = api.get_net_param(284, "cifar10", None)
    network.load_state_dict(next(iter(params.values())))
    assert network(torch.zeros(2, 3, 32, 32))[1].shape == (2, 10)
    api.clear_params(284)
    assert set(api.get_net_param(284, "cifar10", None).values()) == {None}


@pytest.mark.parametrize("operation", ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"])
@pytest.mark.parametrize("inputs, outputs, stride", [(4, 4, 1), (4, 6, 1), (4, 4, 2), (4, 7, 2)])
def test_every_operation_keeps_its_shape(operation, inputs, outputs, stride):
    from natsbench_fast.models.operations import operation as made

    answer = made(operation, inputs, outputs, stride)(torch.randn(2, inputs, 8, 8))
    side = 8 if operation == "none" and inputs != outputs else 8 // stride
    assert answer.shape == (2, outputs, side, side)


def test_a_configuration_of_another_family_is_refused():
    from natsbench_fast.models import get_cell_based_tiny_net

    with pytest.raises(ValueError, match="no network 'other'"):
        get_cell_based_tiny_net({"name": "other", "num_classes": 10})
