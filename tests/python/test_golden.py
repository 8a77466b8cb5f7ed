"""Every recorded answer and refusal of the official library, through the drop-in: bit for bit, in order, by type."""
import json
import random
import warnings

import pytest

import natsbench_fast

FILES = [
    ("tss-11-284", "NATS-tss-v1_0-3ffb9-simple", "tss"),
    ("sss-0-11", "NATS-sss-v1_0-50262-simple", "sss"),
    ("quirks-tss", "quirks-tss", "tss"),
    ("quirks-sss", "quirks-sss", "sss"),
]
OF_RECORD = {"get_metrics", "get_dataset_seeds"}


def as_json(value):
    """A Python answer as the recordings have it."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return json.dumps(value)


def ask(api, records, call, arguments, monkeypatch):
    """One recorded call; its special arguments are explained in the README of the recordings."""
    arguments = dict(arguments)
    if call == "len":
        return len(api)
    if call in OF_RECORD:
        where = arguments.pop("index"), arguments.pop("hp")
        if where not in records:
            records[where] = api.query_meta_info_by_index(*where)
        return getattr(records[where], call)(**arguments)
    if "over" in arguments:
        api.evaluated_indexes = set(arguments.pop("over"))
        if call == "find_best":
            arguments["enforce_all"] = False
    if "trial" in arguments:
        trial = arguments.pop("trial")
        api.reset_time()
        monkeypatch.setattr(random, "choice", lambda _: trial)
    return getattr(api, call)(**arguments)


@pytest.mark.parametrize("fast_mode", [True, False])
@pytest.mark.parametrize("name, archive, space", FILES)
def test_every_recorded_answer(shared, tmp_path_factory, monkeypatch, name, archive, space, fast_mode):
    warnings.simplefilter("ignore", natsbench_fast.TrapWarning)
    source = str(shared / "data" / archive)
    if not fast_mode:
        file = tmp_path_factory.mktemp("golden") / f"{name}.natsb"
        natsbench_fast.convert(source, file)
        source = str(file)
    api = natsbench_fast.create(source, space, fast_mode=fast_mode, verbose=False)
    wrong, asked, records = [], 0, {}
    for line in (shared / "golden" / f"{name}.jsonl").read_text().splitlines():
        golden = json.loads(line)
        with monkeypatch.context() as patch:
            try:
                answer = as_json(ask(api, records, golden["call"], golden["args"], patch))
            except Exception as error:
                answer = type(error).__name__
        expected = golden["error"] if "error" in golden else json.dumps(golden["result"])
        asked += 1
        if answer != expected:
            wrong.append(f"{golden['call']} {golden['args']}: {answer[:200]} instead of {expected[:200]}")
    assert asked > 1000
    assert not wrong, f"{len(wrong)} of {asked} differ:\n" + "\n".join(wrong[:20])
