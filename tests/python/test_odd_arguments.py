"""Arguments of every odd type, against a plain walk over the records: the same answers, the same types of exceptions, the same draws."""
import random

import numpy as np
import plain_reference
import pytest

from natsbench_fast import create

pytestmark = pytest.mark.filterwarnings("ignore::natsbench_fast.TrapWarning")

INDICES = [True, False, 1.0, "x", None, -1, 99_999, 5, [1], {}, (1,), 2**70]
DATASETS = ["svhn", None, 5, "", True, ("cifar10",), "cifar10\0"]
EPOCHS = [12, 199, -1, True, False, 1.0, 2.5, "3", float("nan"), np.int64(3), 2**40, [1]]
SETTINGS = ["01", True, None, 12.0, "", np.int64(12), "12 "]
CHOICES = [111, 0, 1, 1.5, None, "777", [777], -1, -(2**63), 2**70, np.int64(777)]


def answer(ask):
    try:
        answered = ask()
    except Exception as error:
        return type(error).__name__
    if isinstance(answered, dict):
        answered.pop("comment", None)
    return repr(answered)


@pytest.mark.parametrize("seed", range(4))
def test_odd_arguments_are_answered_and_refused_as_officially(quirks, seed):
    api, draws = create(str(quirks), "tss", verbose=False), random.Random(seed)
    known = sorted(api.evaluated_indexes)
    plain = plain_reference.of(api, known)

    def one(usual, odd, share):
        return draws.choice(usual) if draws.random() < share else draws.choice(odd)

    wrong = []
    for _ in range(1000):
        index, dataset = one(known, INDICES, 0.8), one(["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"], DATASETS, 0.8)
        epoch, hp, is_random = one([None, 0, 3, 11], EPOCHS, 0.7), one(["12", "200", 12, 200], SETTINGS, 0.7), one([True, False, 777, 888], CHOICES, 0.7)
        name, arguments = draws.choice([
            ("get_more_info", (index, dataset, epoch, hp, is_random)), ("simulate_train_eval", (index, dataset, epoch, hp)), ("get_cost_info", (index, dataset, hp))])
        answers = []
        for asked in (api, plain):
            random.seed(1)
            asked.reset_time()
            answers.append((answer(lambda: getattr(asked, name)(*arguments)), random.random()))
        if answers[0] != answers[1]:
            wrong.append(f"{name}{arguments}: {answers[0]} instead of {answers[1]}")
    assert not wrong, "\n".join(wrong[:10])
