"""Writes the SHA-256 of every drawn tensor of fresh networks, and of all tensors together, for the tests of initialisation.

    python3 initialise.py > ../../../tests/NatsBench.Fast.Models.Tests/golden/initialisation.json

PyTorch rounds the draws otherwise on processors older than AVX2; it has to run on a later one (or with ATEN_CPU_CAPABILITY=avx2).
"""
import hashlib
import json

import torch

from networks import from_config

SIZE_CELL = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"


def topology(cell, classes):
    return {"name": "infer.tiny", "C": 16, "N": 5, "arch_str": cell, "num_classes": classes}


def size(widths, classes, genotype=SIZE_CELL):
    return {"name": "infer.shape.tiny", "channels": widths, "genotype": genotype, "num_classes": classes}


CASES = [
    (777, topology("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|skip_connect~0|none~1|avg_pool_3x3~2|", 10)),
    (888, topology("|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|", 100)),
    (111, topology("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", 120)),
    (777, size("8:8:8:16:32", 10)),
    (999, size("64:24:8:56:40", 120)),
    (-1, size("3:5:7:1:2", 1, "|avg_pool_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|none~0|avg_pool_3x3~1|nor_conv_3x3~2|")),
    (2**32 + 5, size("6:12:12:18:24:12:6:18", 7, "|nor_conv_1x1~0|skip_connect~0|+|avg_pool_3x3~0|")),
]


def digest(tensors):
    sha = hashlib.sha256()
    for tensor in tensors:
        sha.update(tensor.detach().numpy().tobytes())
    return sha.hexdigest()


def case(seed, config):
    torch.manual_seed(seed)
    network = from_config(config)
    state = network.state_dict()
    drawn = {name: digest([tensor]) for name, tensor in state.items() if tensor.dim() > 1 or name == "classifier.bias"}
    return {"seed": seed, "config": config, "tensors": len(state), "all": digest(state.values()), "drawn": drawn,
            "next": torch.rand(1).item()}


if __name__ == "__main__":
    print(json.dumps({"torch": torch.__version__, "cases": [case(*both) for both in CASES]}, indent=1))
