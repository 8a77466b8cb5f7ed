"""What the tests share: the package from its source, the reference data, archives converted once a session."""
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(ROOT / "src" / "python"), str(ROOT / "perf" / "python")]
os.environ["PYTHONPATH"] = str(ROOT / "src" / "python")  # for the processes that tests start


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory):
    """A cache of this session's own."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("NATSBENCH_FAST_CACHE")
    os.environ["NATSBENCH_FAST_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["NATSBENCH_FAST_CACHE"]
    else:
        os.environ["NATSBENCH_FAST_CACHE"] = before


@pytest.fixture(scope="session")
def shared():
    """The reference data beside the repository; what needs it is skipped, by name, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference data ../shared is absent")
    return SHARED


@pytest.fixture(scope="session")
def simple(shared):
    """The official sample archives by space."""
    return {"tss": shared / "data" / "NATS-tss-v1_0-3ffb9-simple", "sss": shared / "data" / "NATS-sss-v1_0-50262-simple"}


@pytest.fixture(scope="session")
def full(shared):
    """The full sample archives by space; their weights are made up."""
    return {"tss": shared / "data" / "NATS-tss-v1_0-3ffb9-full", "sss": shared / "data" / "NATS-sss-v1_0-50262-full"}


@pytest.fixture(scope="session")
def column_files(simple, tmp_path_factory):
    """The sample archives as column files."""
    import natsbench_fast

    folder = tmp_path_factory.mktemp("files")
    files = {}
    for space, archive in simple.items():
        files[space] = folder / f"{space}.natsb"
        natsbench_fast.convert(archive, files[space])
    return files


@pytest.fixture
def api(column_files):
    """The topology space with the official calls."""
    import natsbench_fast

    with natsbench_fast.create(str(column_files["tss"]), "tss", verbose=False) as opened:
        yield opened


@pytest.fixture
def bench(column_files):
    """The topology space with whole columns."""
    import natsbench_fast

    with natsbench_fast.open(column_files["tss"]) as opened:
        yield opened


@pytest.fixture
def fresh_traps():
    """Every trap untold, as in a new process."""
    from natsbench_fast.official import traps

    before = set(traps.told)
    traps.told.clear()
    yield traps
    traps.told.clear()
    traps.told.update(before)


@pytest.fixture(scope="session")
def quirks(shared, tmp_path_factory):
    """The archive of made-up records, each with something that real archives hold, as a column file."""
    import natsbench_fast

    file = tmp_path_factory.mktemp("quirks") / "tss.natsb"
    natsbench_fast.convert(shared / "data" / "quirks-tss", file)
    return file


@pytest.fixture(scope="session")
def whole_table(tmp_path_factory):
    """A synthetic table of the whole topology space, made by the command line."""
    import subprocess

    program = ROOT / "artifacts" / "bin" / "NatsBench.Fast.Cli" / "release" / "natsbench"
    if not program.is_file():
        pytest.skip("the command line is not built: dotnet build tools/NatsBench.Fast.Cli -c Release")
    file = tmp_path_factory.mktemp("whole") / "tss.natsb"
    subprocess.run([program, "synth", "tss", "-o", file, "--search-only"], check=True, capture_output=True)
    return file
