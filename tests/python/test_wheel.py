"""The wheel: built without a network, unpacked, and used by a process that sees nothing else of the repository."""
import os
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT


@pytest.fixture(scope="session")
def wheel():
    done = subprocess.run(["bash", ROOT / "tools" / "build-python.sh"], capture_output=True, text=True, env={**os.environ, "PYTHON": sys.executable}, timeout=600)
    assert done.returncode == 0, done.stderr
    return ROOT / done.stdout.strip().splitlines()[-1]


def test_what_is_in_it(wheel):
    assert wheel.name.startswith("natsbench_fast-") and "-py3-none-" in wheel.name and not wheel.name.endswith("any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
    sources = {f"natsbench_fast/{file.relative_to(ROOT / 'src' / 'python' / 'natsbench_fast')}" for file in (ROOT / "src" / "python" / "natsbench_fast").rglob("*.py")}
    assert sources <= set(names) and "natsbench_fast/py.typed" in names
    assert any(name.endswith(("libnatsbench_fast.so", "libnatsbench_fast.dylib")) for name in names)
    assert "Requires-Dist: numpy" in metadata and "Requires-Python: >=3.9" in metadata
    assert "Version: " + version() in metadata


def version():
    import re

    return re.search(r"<Version>(.*)</Version>", (ROOT / "Directory.Build.props").read_text()).group(1)


def test_it_works_alone(wheel, tmp_path, column_files):
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", tmp_path, wheel]
    if subprocess.run(pip, capture_output=True).returncode != 0:  # a Python without pip: a wheel is a zip file of what pip would install
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(tmp_path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NATSBENCH")}
    code = f"""
import natsbench_fast, natsbench_fast._library as library
api = natsbench_fast.create({str(column_files['tss'])!r}, "tss", verbose=False)
assert str(library.load()).startswith({str(tmp_path)!r}), library.load()
assert natsbench_fast.__version__ == {version()!r}
print(api.get_more_info(284, "cifar100", hp=200, is_random=False)["test-accuracy"])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, env={**environment, "PYTHONPATH": str(tmp_path)}, timeout=60)
    assert done.returncode == 0 and float(done.stdout) > 0, done.stderr


def test_the_rates_are_asked_and_the_answers_are_the_same(simple):
    done = subprocess.run([sys.executable, ROOT / "perf" / "python" / "rates.py", simple["tss"], "--seconds", "0.02", "--json"], capture_output=True, text=True,
                          env=os.environ, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count('"ratio"') == len(done.stdout.splitlines()) >= 12


def test_every_file_is_of_the_oldest_python():
    import ast

    for file in (*(ROOT / "src" / "python").rglob("*.py"), *(ROOT / "perf" / "python").glob("*.py")):
        ast.parse(file.read_text(), str(file), feature_version=(3, 9))
