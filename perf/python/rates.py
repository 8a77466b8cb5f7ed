#!/usr/bin/env python3
"""Asks natsbench_fast and another library the same questions in one process and writes the table of rates and ratios.

    pip install nats_bench                                  # optional
    python3 perf/python/rates.py NATS-tss-v1_0-3ffb9-simple # the official archive, or a part of it
    python3 perf/python/rates.py NATS-tss.natsb --official NATS-tss-v1_0-3ffb9-simple  # a whole table, of which the official part has some
    python3 perf/python/rates.py NATS-tss.natsb --some 200  # a column file alone: the other library is then the stand-in

The other library is the official package where it is installed and there is a directory or pickle that it reads; otherwise the
plain Python stand-in of plain_reference.py, and every line says so: its ratios are not the official package's. Answers are compared
before anything is timed. Times are processor time of this thread, the best of many rounds in turn, a microsecond a call; only
architectures that there are records of are asked for, all loaded beforehand.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import time
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "python"))

import natsbench_fast
import plain_reference

# A process of its own: what create takes and leaves resident (Linux), the library's own start included.
FIRST = """
import sys, time, numpy, natsbench_fast
start = time.perf_counter()
api = natsbench_fast.create(sys.argv[1], "tss", verbose=False)
spent = 1e3 * (time.perf_counter() - start)
try:
    resident = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
except OSError:
    resident = float("nan")
print(spent, resident)
"""


def official(archive):
    """The official package's object, or None."""
    if os.path.isfile(archive) and archive.endswith(".natsb"):
        return None
    try:
        import nats_bench
    except ImportError:
        return None
    return nats_bench.create(archive, "tss", fast_mode=os.path.isdir(archive), verbose=False)


def best(asks, seconds):
    """Microseconds a call of each: the best of rounds that take turns."""
    found, end = [float("inf")] * len(asks), time.perf_counter() + seconds * len(asks)
    while time.perf_counter() < end:
        for place, (ask, questions) in enumerate(asks):
            start = time.thread_time()
            if len(questions[0]) == 1:
                for (question,) in questions:
                    ask(question)
            else:
                for question in questions:
                    ask(*question)
            found[place] = min(found[place], (time.thread_time() - start) / len(questions) * 1e6)
    return found


def same(ours, theirs, question):
    """Whether both answer the same; the generator is put back before each."""
    state = random.getstate()
    one = ours(*question)
    random.setstate(state)
    other = theirs(*question)
    if isinstance(one, dict):
        one, other = dict(one), dict(other)
        one.pop("comment", None), other.pop("comment", None)
    return repr(one) == repr(other)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", help="a directory or pickle of the topology space, or a .natsb file")
    parser.add_argument("--official", metavar="ARCHIVE", help="a directory or pickle with records of the same table, for the official package; those are asked about")
    parser.add_argument("--some", type=int, default=50, help="how many architectures to ask about")
    parser.add_argument("--seconds", type=float, default=1, help="time for each figure of each library")
    parser.add_argument("--json", action="store_true", help="one line of JSON a figure")
    args = parser.parse_args()
    warnings.simplefilter("ignore", natsbench_fast.TrapWarning)

    api = natsbench_fast.create(args.archive, "tss", fast_mode=os.path.isdir(args.archive), verbose=False)
    known = everything = api.recorded().tolist()
    if args.official:
        with natsbench_fast.create(args.official, "tss", fast_mode=os.path.isdir(args.official), verbose=False) as part:
            known = part.recorded().tolist()
    some = random.Random(1).sample(known, min(args.some, len(known)))
    for index in some:
        api.get_more_info(index, "cifar10", is_random=False)
    other = official(args.official or args.archive)
    name = "nats_bench" if other is not None else "stand-in"
    if other is None:
        other = plain_reference.of(api, some)
        print("nats_bench is not used: the other library is a plain Python stand-in, and the ratios are not the official package's", file=sys.stderr)

    draws, asked = random.Random(2), 400
    picks = [draws.choice(some) for _ in range(asked)]
    questions = {
        "query_index_by_arch, text": ("query_index_by_arch", [(api[index],) for index in picks], 2),
        "query_index_by_arch, index": ("query_index_by_arch", [(index,) for index in picks], None),
        "get_more_info, hp 12, random seed": ("get_more_info", [(index, "cifar100", None, "12", True) for index in picks], 5),
        "get_more_info, hp 12, mean": ("get_more_info", [(index, "cifar10-valid", None, "12", False) for index in picks], 5),
        "get_more_info, hp 200, random seed": ("get_more_info", [(index, "cifar100", None, "200", True) for index in picks], 5),
        "get_more_info, hp 200, mean": ("get_more_info", [(index, "cifar100", None, "200", False) for index in picks], 5),
        "get_more_info, hp 200, epoch 99": ("get_more_info", [(index, "cifar10-valid", 99, "200", False) for index in picks], 5),
        "simulate_train_eval, hp 12": ("simulate_train_eval", [(index, "cifar10", None, "12", False) for index in picks[:100]], 20),
        "simulate_train_eval, hp 200": ("simulate_train_eval", [(index, "cifar10", None, "200", False) for index in picks[:20]], 20),
        "get_cost_info, hp 12": ("get_cost_info", [(index, "cifar10", "12") for index in picks[:100]], None),
    }
    rows, wrong = [], []
    for title, (call, own, least) in questions.items():
        ours, theirs = getattr(api, call), getattr(other, call)
        for question in own[:20]:
            try:
                if not same(ours, theirs, question):
                    wrong.append((title, question))
            except natsbench_fast.NatsBenchError:
                own = []
        if own:
            mine, its = best([(ours, own), (theirs, own)], args.seconds)
            rows.append((title, mine, "us", its, its / mine, least))

    bench = api.bench
    for title, ask in {
        "query_many, all": lambda: bench.query_many(None, "cifar100", "200"),
        "column, decoded": lambda: bench.column("x-valid", "accuracy", "cifar100", "200"),
        "simulate_batch, all": lambda: bench.simulate_batch(everything, "cifar10", "12", 1),
    }.items():
        ask()
        rows.append((title, best([(ask, [()] * 10)], args.seconds)[0], "us", None, None, None))
    environment = {**os.environ, "PYTHONPATH": os.path.dirname(os.path.dirname(os.path.abspath(natsbench_fast.__file__)))}
    first = [subprocess.run([sys.executable, "-W", "ignore", "-c", FIRST, bench.path], env=environment, capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    rows.append(("create of a column file, with the library", min(float(line[0]) for line in first), "ms", None, None, None))
    rows.append(("resident afterwards, NumPy included", max(float(line[1]) for line in first), "MB", None, None, None))

    if args.json:
        for title, mine, unit, its, ratio, least in rows:
            print(json.dumps({"name": title, "value": mine, "unit": unit, "other": its, "other_is": name if its is not None else None, "ratio": ratio, "target": least}))
    else:
        print(f"Python {sys.version.split()[0]}, {len(some)} of {len(everything)} architectures\n")
        print(f"| question | natsbench_fast | {name} | ratio | wanted |\n|---|---|---|---|---|")
        for title, mine, unit, its, ratio, least in rows:
            print(f"| {title} | {mine:.2f} {unit} | {'' if its is None else f'{its:.2f} {unit}'} | {'' if ratio is None else f'{ratio:.1f}'} | {'' if least is None else least} |")
    for title, question in wrong:
        print(f"different answers: {title} {question}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
