"""Writes PyTorch's logits of networks of both spaces, for the tests of inference.

    python3 logits.py > ../../../tests/NatsBench.Fast.Inference.Tests/golden/logits.json

Weights are those of a fresh network from a seed; batch normalisations get numbers by formula, as after a training. The images are
x[i] = sin(0.37 i) + 0.5 cos(0.011 i).
"""
import json
import math
import random

import torch

from initialise import size, topology
from networks import from_config

OPERATIONS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
IMAGES = 2


def cell_of(operations):
    a, b, c, d, e, f = operations
    return f"|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|"


def cases():
    chance = random.Random(12)
    cells = [cell_of([operation] * 6) for operation in OPERATIONS]
    cells += [cell_of([chance.choice(OPERATIONS) for _ in range(6)]) for _ in range(9)]
    widths = ["8:8:8:8:8", "64:64:64:64:64"]
    widths += [":".join(str(8 * chance.randint(1, 8)) for _ in range(5)) for _ in range(6)]
    for i, architecture in enumerate(cells + widths):
        classes, side = [(10, 32), (100, 32), (120, 16)][i % 3]
        yield architecture, classes, side, 100 + i


# As after a training; t tells tensors apart.
NORMALISATION = {
    "weight": lambda t, i: 1 + 0.3 * math.sin(0.7 * i + t),
    "bias": lambda t, i: 0.2 * math.cos(0.5 * i + t),
    "running_mean": lambda t, i: 0.3 * math.sin(1.1 * i + t),
    "running_var": lambda t, i: 1 + 0.5 * math.sin(0.3 * i + t),
}


def main():
    answers = []
    for architecture, classes, side, seed in cases():
        torch.manual_seed(seed)
        network = from_config((topology if architecture.startswith("|") else size)(architecture, classes)).eval()
        state = network.state_dict()
        for t, (name, tensor) in enumerate(state.items()):
            kind = name.rsplit(".", 1)[1]
            if tensor.dim() == 1 and not name.startswith("classifier"):
                tensor.copy_(torch.tensor([NORMALISATION[kind](t, i) for i in range(len(tensor))], dtype=torch.float64))
        images = torch.tensor(
            [math.sin(0.37 * i) + 0.5 * math.cos(0.011 * i) for i in range(IMAGES * 3 * side * side)], dtype=torch.float64).view(IMAGES, 3, side, side)
        with torch.inference_mode():
            logits = network(images.float())[1]
        answers.append({
            "arch": architecture, "classes": classes, "side": side, "seed": seed,
            "logits": [[float(f"{value:.7g}") for value in row] for row in logits.tolist()],
        })
    print("[\n" + ",\n".join(json.dumps(answer) for answer in answers) + "\n]")


main()
