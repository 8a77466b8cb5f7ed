"""The paper's four multi-trial searches, written anew from their descriptions, one trial a seed.

    python3 reference.py tss.npz rea cifar10 --seeds 500 -o rea-cifar10.json

Slow and plain on purpose: Python's `random`, NumPy, and PyTorch for REINFORCE, as the originals use them. Writes, for each seed, validation and
test accuracy at the budget (percent) and the number of evaluations up to the one that oversteps it.
"""
import argparse
import json
import random
from collections import deque

import numpy as np

SECONDS = {"cifar10": 20_000, "cifar100": 40_000, "ImageNet16-120": {6: 120_000, 5: 60_000}}


class Trial:
    """The table, a clock, and the log: after each evaluation the clock and the best architecture so far."""

    def __init__(self, table, dataset, budget):
        self.table, self.dataset, self.budget = table, dataset, budget
        self.clock, self.best, self.log = 0.0, None, []

    def train(self, architecture, epochs=12):
        start = self.table[f"{self.dataset}.start"]
        run = random.randint(start[architecture], start[architecture + 1] - 1)
        self.clock += self.table[f"{self.dataset}.cost_{epochs}"][run]
        reward = self.table[f"{self.dataset}.accuracy_{epochs}"][run]
        if self.best is None or reward > self.best[0]:
            self.best = (reward, architecture)
        self.log.append((self.clock, self.best[1]))
        return reward

    @property
    def goes_on(self):
        return self.clock < self.budget

    def at_budget(self, accuracy):
        """On the line through the two log points nearest to the budget."""
        (a, first), (b, second) = sorted(self.log, key=lambda point: abs(point[0] - self.budget))[:2]
        return ((b - self.budget) * accuracy[first] + (self.budget - a) * accuracy[second]) / (b - a)


class Space:
    def __init__(self, digits):
        self.positions, self.choices = digits.shape[1], int(digits.max()) + 1
        self.index = {tuple(row): index for index, row in enumerate(digits.tolist())}

    def draw(self):
        return tuple(random.randrange(self.choices) for _ in range(self.positions))

    def mutate(self, parent):
        child = list(parent)
        if self.positions == 6:
            node = random.randint(0, 2)
            edge = (0, 1, 3)[node] + random.randint(0, node)
            child[edge] = random.choice([operation for operation in range(self.choices) if operation != parent[edge]])
        else:
            child[random.randint(0, self.positions - 1)] = random.randrange(self.choices)
        return tuple(child)


def search_random(space, trial):
    while trial.goes_on:
        trial.train(space.index[space.draw()])


def search_rea(space, trial, population=10, sample=3):
    alive = deque()
    while len(alive) < population:
        cell = space.draw()
        alive.append((trial.train(space.index[cell]), cell))
    while trial.goes_on:
        parent = max((random.choice(alive) for _ in range(sample)), key=lambda member: member[0])
        cell = space.mutate(parent[1])
        alive.append((trial.train(space.index[cell]), cell))
        alive.popleft()


def search_reinforce(space, trial, momentum=0.9):
    import torch
    logits = torch.nn.Parameter(1e-3 * torch.randn(space.positions, space.choices))
    adam = torch.optim.Adam([logits], lr=0.01)
    rewards = weights = 0
    while trial.goes_on:
        policy = torch.distributions.Categorical(torch.softmax(logits, dim=-1))
        action = policy.sample()
        reward = trial.train(space.index[tuple(action.tolist())])
        rewards = momentum * rewards + (1 - momentum) * reward
        weights = momentum * weights + (1 - momentum)
        adam.zero_grad()
        (-policy.log_prob(action) * (reward - rewards / weights)).sum().backward()
        adam.step()


class Density:
    """statsmodels' KDEMultivariate of unordered digits with bandwidths by normal_reference, clipped from below."""

    def __init__(self, data, least=0.3):
        count, digits = data.shape
        self.data = data
        self.bandwidths = np.clip(1.06 * np.std(data, axis=0) * count ** (-1.0 / (4 + digits)), least, None)
        self.levels = [np.float64(np.unique(column).size) for column in data.T]

    def __call__(self, digits):
        kernels = np.empty(self.data.shape)
        for position, h in enumerate(self.bandwidths):
            kernels[:, position] = h / (self.levels[position] - 1)
            kernels[self.data[:, position] == digits[position], position] = 1 - h
        return kernels.prod(axis=1).sum() / len(self.data)


class Model:
    """HpBandSter's: good and bad densities on the largest budget that has enough observations."""

    def __init__(self, space):
        self.space, self.observed, self.densities = space, {}, {}

    def observe(self, epochs, cell, loss):
        if self.densities and max(self.densities) > epochs:
            return
        self.observed.setdefault(epochs, []).append((loss, cell))
        count, least = len(self.observed[epochs]), self.space.positions + 1
        good, bad = max(least, 15 * count // 100), max(least, 85 * count // 100)
        losses, cells = zip(*self.observed[epochs])
        ranked = np.array(cells, float)[np.argsort(losses)]
        if min(len(ranked[:good]), len(ranked[good:good + bad])) >= least:
            self.densities[epochs] = (Density(ranked[:good]), Density(ranked[good:good + bad]))

    def propose(self, samples=4):
        if not self.densities:
            return self.space.draw()
        good, bad = self.densities[max(self.densities)]
        best, found = np.inf, None
        for _ in range(samples):
            datum = good.data[np.random.randint(len(good.data))]
            cell = tuple(
                int(digit) if np.random.rand() < 1 - h else np.random.randint(self.space.choices)
                for digit, h in zip(datum, good.bandwidths))
            score = max(1e-32, bad(cell)) / max(good(cell), 1e-32)
            if not np.isfinite(score) and np.isfinite(good(cell)):
                return cell
            if score < best:
                best, found = score, cell
        return found or self.space.draw()


def search_bohb(space, trial, iterations=300):
    model, rungs = Model(space), (1, 4, 12)

    def is_decided():
        if trial.goes_on:
            return False
        distances = sorted(abs(clock - trial.budget) for clock, _ in trial.log)
        return len(distances) > 1 and distances[1] <= trial.clock - trial.budget

    for iteration in range(iterations):
        stages = 3 - iteration % 3
        size = 3 // stages * 3 ** (stages - 1)
        cells = [None] * size
        for epochs in rungs[3 - stages:]:
            outcomes = []
            for cell in cells:
                cell = cell or model.propose()
                loss = 100 - trial.train(space.index[cell], epochs)
                model.observe(epochs, cell, loss)
                outcomes.append((loss, cell))
                if is_decided():
                    return
            # The lowest losses go on, in the order in which they came in.
            ranks = np.argsort(np.argsort([loss for loss, _ in outcomes]))
            cells = [cell for (_, cell), rank in zip(outcomes, ranks) if rank < size // 3]
            size = len(cells)


def run(table, algorithm, dataset, seed):
    random.seed(seed)
    np.random.seed(seed)
    if algorithm == "reinforce":
        import torch
        torch.manual_seed(seed)
        torch.set_num_threads(1)
    space = Space(table["digits"])
    seconds = SECONDS[dataset]
    trial = Trial(table, dataset, seconds if isinstance(seconds, int) else seconds[space.positions])
    SEARCHES[algorithm](space, trial)
    evaluations = int(sum(clock < trial.budget for clock, _ in trial.log)) + 1
    return trial.at_budget(table[f"{dataset}.valid"]), trial.at_budget(table[f"{dataset}.test"]), evaluations


SEARCHES = {"random": search_random, "rea": search_rea, "reinforce": search_reinforce, "bohb": search_bohb}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("table")
    arguments.add_argument("algorithm", choices=list(SEARCHES))
    arguments.add_argument("dataset", choices=list(SECONDS))
    arguments.add_argument("--seeds", type=int, default=500)
    arguments.add_argument("-o", "--output", required=True)
    given = arguments.parse_args()
    table = dict(np.load(given.table))
    with np.errstate(all="ignore"):
        results = [run(table, given.algorithm, given.dataset, seed) for seed in range(1, given.seeds + 1)]
    with open(given.output, "w") as file:
        json.dump(results, file)


if __name__ == "__main__":
    main()
