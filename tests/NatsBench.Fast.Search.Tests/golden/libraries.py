"""What statsmodels and PyTorch answer: densities of BOHB, updates of REINFORCE.

    python3 libraries.py > libraries.json      (statsmodels 0.13.5, torch 1.13.1)
"""
import json
import sys
import warnings

import numpy as np
import torch
from statsmodels.nonparametric.kernel_density import KDEMultivariate

SPACES = ((6, 5), (5, 8))


def density(rng, positions, choices, count, least):
    """A density of random digits, some of which take few values only or one; infinities and NaN come out of that."""
    columns = [rng.randint(0, rng.choice([1, 2, 3, 3, choices]), count) for _ in range(positions)]
    data = np.stack(columns, axis=1)
    kde = KDEMultivariate(data=data.astype(float), var_type="u" * positions, bw="normal_reference")
    kde.bw = np.clip(kde.bw, least, None)
    asked = np.concatenate([data[rng.randint(0, count, 3)], rng.randint(0, choices, (6, positions))])
    return {
        "choices": choices,
        "least": least,
        "data": ["".join(map(str, row)) for row in data],
        "bandwidths": kde.bw.tolist(),
        "asked": ["".join(map(str, row)) for row in asked],
        "densities": [float(kde.pdf(row.tolist())) for row in asked],
    }


def updates(rng, positions, choices, steps):
    """Logits after each step of reinforce.py with given actions and rewards."""
    logits = torch.nn.Parameter(1e-3 * torch.randn(positions, choices))
    case = {"choices": choices, "initial": logits.detach().flatten().tolist(), "steps": []}
    adam = torch.optim.Adam([logits], lr=0.01)
    numerator = denominator = 0
    for _ in range(steps):
        policy = torch.distributions.Categorical(torch.nn.functional.softmax(logits, dim=-1))
        action = policy.sample()
        reward = float(50 + 40 * rng.rand())
        numerator = 0.9 * numerator + (1 - 0.9) * reward
        denominator = 0.9 * denominator + (1 - 0.9)
        loss = (-policy.log_prob(action) * (reward - numerator / denominator)).sum()
        adam.zero_grad()
        loss.backward()
        adam.step()
        case["steps"].append({"digits": "".join(map(str, action.tolist())), "reward": reward, "logits": logits.detach().flatten().tolist()})
    return case


def main():
    warnings.filterwarnings("ignore")
    rng = np.random.RandomState(0)
    torch.manual_seed(0)
    answers = {
        "densities": [density(rng, *space, count, least) for space in SPACES for count in (7, 14, 33, 70) for least in (0.0, 0.3, 0.5, 1.2)],
        "updates": [updates(rng, *space, 25) for space in SPACES],
    }
    json.dump(answers, sys.stdout, separators=(",", ":"))
    print()


main()
