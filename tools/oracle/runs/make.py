"""Writes the trials of golden/trials.json in the formats that others write: run with PyTorch.

    python3 make.py tests/NatsBench.Fast.Reports.Tests/golden
"""
import collections
import csv
import json
import pathlib
import sys
import zipfile

import torch

EDGES = [f"config_hp_x{edge}" for edge in range(6)]


def operations(text):
    return [edge.split("~")[0] for node in text.split("+") for edge in node.split("|") if edge]


def tune_rows(trial):
    for number, (clock, text, reward) in enumerate(zip(trial["clock"], trial["text"], trial["reward"])):
        yield [number, *operations(text), 1 - reward / 100, 12, clock, "CONTINUE", "Completed"]


folder = pathlib.Path(sys.argv[1])
trials = json.loads((folder / "trials.json").read_text())

# As exps/NATS-algos saves it.
info = collections.OrderedDict(
    (int(number), {"all_archs": trial["incumbent"], "all_total_times": trial["clock"]}) for number, trial in trials.items())
torch.save(info, folder / "results.pth")
torch.save(info, folder / "results-legacy.pth", _use_new_zipfile_serialization=False)

with open(folder / "runs.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["trial", "clock", "arch", "reward"])
    for number, trial in trials.items():
        for clock, text, reward in zip(trial["clock"], trial["text"], trial["reward"]):
            rows.writerow([number, repr(clock), text, repr(reward)])

header = ["trial_id", *EDGES, "metric_valid_error", "hp_epoch", "st_tuner_time", "st_decision", "st_status"]
with open(folder / "syne-tune.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow([*header, "seed"])
    for number, trial in trials.items():
        rows.writerows([*row, number] for row in tune_rows(trial))
for number, trial in trials.items():
    experiment = folder / "syne-tune" / f"experiment-{number}"
    experiment.mkdir(parents=True, exist_ok=True)
    text = "\n".join(",".join(map(str, row)) for row in [header, *tune_rows(trial)]) + "\n"
    with zipfile.ZipFile(experiment / "results.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("results.csv"), text)
    (experiment / "metadata.json").write_text(json.dumps({
        "metric_names": ["metric_valid_error"], "metric_mode": "min", "algorithm": "RS", "benchmark": "nasbench201-cifar10", "seed": int(number)}))

(folder / "finals.txt").write_text("# one trial a line\n" + "".join(f"{trial['final']}\n" for trial in trials.values()))
