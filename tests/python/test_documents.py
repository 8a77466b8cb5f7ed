"""What the documents show runs as it stands there."""
import re

import pytest
from conftest import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::natsbench_fast.TrapWarning")


def blocks(document):
    return re.findall(r"^```python\n(.*?)^```$", (ROOT / document).read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("document, least", [("docs/python.md", 5), ("README.md", 1), ("src/python/README.md", 1)])
def test_the_examples_run_from_top_to_bottom(whole_table, tmp_path, monkeypatch, document, least):
    pytest.importorskip("torch")
    (tmp_path / "NATS-tss.natsb").symlink_to(whole_table)
    monkeypatch.chdir(tmp_path)
    shown, names = blocks(document), {}
    assert len(shown) >= least
    for number, block in enumerate(shown):
        exec(compile(block, f"{document}, block {number}", "exec"), names)
    if document == "docs/python.md":
        assert names["info"]["test-accuracy"] > 0 and names["simulator"].clock >= 20_000 and len(names["finals"]) == 3
        assert type(names["api"]).__name__ == "NATStopology" and names["NATStopology"] is type(names["api"])


def test_every_official_call_of_the_page_is_there(api):
    page = (ROOT / "docs" / "python.md").read_text()
    table = page[page.index("| calls | answer |"):page.index("- Random defaults")]
    names = [name for name in re.findall(r"`(\w+)`", table) if not name[0].isupper() and name not in ("natsbench", "len", "in")]
    assert len(names) > 25
    for name in names:
        assert hasattr(api, name), name
