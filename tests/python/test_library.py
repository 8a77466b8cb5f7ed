"""The shared library that is missing, is no library, is another one, or speaks another version."""
import os
import shutil
import subprocess
import sys

import pytest


def opened_with(library, code="natsbench_fast.open('x.natsb')"):
    """The last line that a process of its own says when it is given another library."""
    environment = {**os.environ, "NATSBENCH_FAST_LIBRARY": str(library)}
    done = subprocess.run([sys.executable, "-c", f"import natsbench_fast\n{code}"], capture_output=True, text=True, env=environment, timeout=60)
    return done.returncode, done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""


def made(folder, source):
    """A library of one's own."""
    compiler = shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler to make another library with")
    (folder / "other.c").write_text(source)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "other.so", folder / "other.c"], check=True)
    return folder / "other.so"


def test_a_missing_library_is_named(tmp_path):
    code, line = opened_with(tmp_path / "none.so")
    assert code == 1 and "LibraryError" in line and "none.so" in line


def test_a_file_that_is_no_library_is_named(tmp_path):
    (tmp_path / "text.so").write_text("no library")
    code, line = opened_with(tmp_path / "text.so")
    assert code == 1 and "LibraryError" in line and "cannot be loaded" in line


def test_another_library_is_named(tmp_path):
    code, line = opened_with(made(tmp_path, "int unrelated(void) { return 0; }"))
    assert code == 1 and "not that of natsbench_fast" in line


def test_another_version_of_the_interface_is_named(tmp_path):
    code, line = opened_with(made(tmp_path, "int nbf_abi_version(void) { return 7; }"))
    assert code == 1 and "version 7" in line and "version 1" in line


def test_a_function_that_an_older_library_lacks_is_named(tmp_path):
    code, line = opened_with(made(tmp_path, "int nbf_abi_version(void) { return 1; }"))
    assert code == 1 and "LibraryError" in line and "older than this package" in line


def test_importing_needs_no_library(tmp_path):
    assert opened_with(tmp_path / "none.so", "natsbench_fast.ArchResults(0, 'x'); natsbench_fast.version()") == (0, "")


def test_the_package_declares_what_the_header_does():
    from pathlib import Path
    import re

    from natsbench_fast._signatures import LONG, SHORT

    root = Path(__file__).resolve().parents[2]
    header = (root / "src" / "NatsBench.Fast.Native" / "include" / "natsbench_fast.h").read_text()
    declared = {}
    for name, arguments in re.findall(r"^(?:nbf_status|int) nbf_(\w+)\(([^;]*)\);", header, re.MULTILINE | re.DOTALL):
        flat = re.sub(r"\([^()]*\)", "", arguments)  # a function's own arguments
        declared[name] = 0 if flat.strip() == "void" else len(flat.split(","))
    for name, arguments in {**SHORT, **LONG}.items():
        assert declared.get(name) == len(arguments), f"nbf_{name}"
