"""NASWOT of fresh networks by PyTorch and NumPy, as its published code computes it: codes of every ReLU, batch statistics, slogdet.

    python3 naswot.py > ../../../tests/NatsBench.Fast.Evaluations.Tests/golden/naswot.json
"""
import json
import sys

import numpy
import torch
from torch import nn

from networks import from_config

CELLS = [
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
    "|skip_connect~0|+|avg_pool_3x3~0|none~1|+|nor_conv_1x1~0|skip_connect~1|avg_pool_3x3~2|",
    "|nor_conv_3x3~0|+|none~0|none~1|+|avg_pool_3x3~0|none~1|none~2|",
    "|none~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|",
]
SIDE, BATCH, CLASSES, IMAGE_SEED = 16, 32, 120, 7
MEANS, DEVIATIONS = [122.68, 116.66, 104.01], [63.22, 61.26, 65.09]
MASK = (1 << 64) - 1


def noise(seed, count):
    """Uniform pixels: SplitMix64, the upper 32 bits scaled to 256."""
    state = seed
    pixels = numpy.empty(count, dtype=numpy.uint8)
    for i in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        pixels[i] = ((z >> 32) * 256) >> 32
    return pixels


def images():
    pixels = torch.from_numpy(noise(IMAGE_SEED, BATCH * 3 * SIDE * SIDE).reshape(BATCH, 3, SIDE, SIDE)).float().div(255)
    means, deviations = torch.tensor([m / 255 for m in MEANS]), torch.tensor([d / 255 for d in DEVIATIONS])
    return (pixels - means.view(3, 1, 1)) / deviations.view(3, 1, 1)


def score(cell, seed, batch):
    torch.manual_seed(seed)
    network = from_config({"name": "infer.tiny", "C": 16, "N": 5, "arch_str": cell, "num_classes": CLASSES})
    kernel = numpy.zeros((BATCH, BATCH))

    def count(module, inputs, output):
        code = (inputs[0].flatten(1) > 0).double()
        kernel[:] += (code @ code.t() + (1 - code) @ (1 - code).t()).numpy()

    for module in network.modules():
        if isinstance(module, nn.ReLU):
            module.register_forward_hook(count)
    with torch.no_grad():
        network(batch)
    return float(numpy.linalg.slogdet(kernel)[1])


batch = images()
rows = [{"architecture": cell, "seed": seed, "score": value if numpy.isfinite(value) else None}
        for cell in CELLS for seed in (1, 777) for value in [score(cell, seed, batch)]]
json.dump({"torch": torch.__version__, "batch": BATCH, "images": IMAGE_SEED, "scores": rows}, sys.stdout, indent=1)
print()
