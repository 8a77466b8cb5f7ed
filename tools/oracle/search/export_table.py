"""Asks a column file, through `natsbench call`, for what the reference searches need, and writes it as one .npz.

    python3 export_table.py NATS-tss.natsb tss.npz          (NATSBENCH names the command where it is not on the PATH)

Arrays: digits [N, P]; for each dataset start [N + 1] (the runs of architecture a are start[a] to start[a + 1]), accuracy_E and cost_E of
every run after epoch E = 1, 4, 12 of setting 12, and valid, test [N]: percent after the full training, mean over seeds.
"""
import json
import os
import subprocess
import sys

import numpy as np

OPERATIONS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
EPOCHS = (1, 4, 12)
REPORTED = {
    "cifar10": (("cifar10-valid", "x-valid"), ("cifar10", "ori-test")),
    "cifar100": (("cifar100", "x-valid"), ("cifar100", "x-test")),
    "ImageNet16-120": (("ImageNet16-120", "x-valid"), ("ImageNet16-120", "x-test")),
}


def call(table, questions):
    """The answers of `natsbench call`, in order; None where it refuses."""
    text = "".join(json.dumps({"call": name, "args": args}) + "\n" for name, args in questions)
    done = subprocess.run([os.environ.get("NATSBENCH", "natsbench"), "call", table], input=text, capture_output=True, text=True, check=True)
    return [json.loads(line).get("result") for line in done.stdout.splitlines()]


def digits_of(text):
    if ":" in text:
        return [int(width) // 8 - 1 for width in text.split(":")]
    return [OPERATIONS.index(edge.split("~")[0]) for node in text.split("+") for edge in node.split("|") if edge]


def main(table, output):
    count = call(table, [("len", {})])[0]
    texts = call(table, [("arch", {"index": index}) for index in range(count)])
    full = "90" if ":" in texts[0] else "200"
    arrays = {"digits": np.array([digits_of(text) for text in texts])}
    for dataset, (valid, test) in REPORTED.items():
        trained = valid[0]
        seeds = call(table, [("get_dataset_seeds", {"index": index, "dataset": trained, "hp": "12"}) for index in range(count)])
        arrays[f"{dataset}.start"] = np.cumsum([0] + [len(own) for own in seeds])
        for epochs in EPOCHS:
            answers = call(table, [
                ("simulate_train_eval", {"arch": index, "dataset": dataset, "iepoch": epochs - 1, "hp": "12", "trial": seed})
                for index in range(count) for seed in seeds[index]])
            arrays[f"{dataset}.accuracy_{epochs}"] = np.array([answer[0] for answer in answers])
            arrays[f"{dataset}.cost_{epochs}"] = np.array([answer[2] for answer in answers])
        for name, (reported, evaluation_set) in (("valid", valid), ("test", test)):
            answers = call(table, [
                ("get_metrics", {"index": index, "dataset": reported, "setname": evaluation_set, "hp": full, "is_random": False})
                for index in range(count)])
            arrays[f"{dataset}.{name}"] = np.array([np.nan if answer is None else answer["accuracy"] for answer in answers])
    np.savez(output, **arrays)


if __name__ == "__main__":
    main(*sys.argv[1:])
