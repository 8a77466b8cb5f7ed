"""The shared library: found, loaded once a process, checked, and shut after a plain fork."""
from __future__ import annotations

import ctypes
import os
import sys
import threading
from pathlib import Path
from typing import Any, Callable, Optional

from ._errors import ForkedError, InvalidArgumentError, LibraryError, of_status
from ._signatures import LONG, SHORT
from ._structs import ABI_VERSION

VARIABLE = "NATSBENCH_FAST_LIBRARY"
_NAME = "libnatsbench_fast.dylib" if sys.platform == "darwin" else "libnatsbench_fast.so"

REMEDY = (
    "the library was loaded before this process was forked, and its runtime does not survive that. Start workers with "
    "multiprocessing.get_context('spawn') or 'forkserver' (a benchmark pickles by its path), or open it in the workers only; "
    "columns that were read before the fork keep working"
)


class Functions:
    """The functions as attributes, without their prefix, each answering a status."""

    more_info: Callable[..., int]
    more_infos: Callable[..., int]
    seeds: Callable[..., int]
    simulate: Callable[..., int]
    simulate_seed: Callable[..., int]
    cost: Callable[..., int]

    def __getattr__(self, name: str) -> Any:
        if name not in SHORT and name not in LONG:
            raise AttributeError(name)
        load()
        return getattr(self, name)


calls = Functions()
_lock = threading.Lock()
_loaded: Optional[Path] = None
_forked = False


def find() -> Path:
    """Where the library lies: what NATSBENCH_FAST_LIBRARY names, the package, or the build of this repository."""
    named = os.environ.get(VARIABLE)
    if named:
        if not os.path.isfile(named):
            raise LibraryError(f"{VARIABLE} names '{named}', which is no file")
        return Path(named)
    here = Path(__file__).resolve().parent
    places = [here / _NAME] + [parent / "artifacts" / "native" / "lib" / _NAME for parent in here.parents[1:3]]
    for place in places:
        if place.is_file():
            return place
    raise LibraryError(
        f"{_NAME} is not in {here}: this wheel was made for another platform. Build one by 'bash tools/build-python.sh', or name the file in {VARIABLE}")


def load() -> Path:
    """Loads the library if it is not loaded yet; answers where it lies."""
    global _loaded
    with _lock:
        if _loaded is None:
            path = find()
            _bind(path)
            _loaded = path
        return _loaded


def _bind(path: Path) -> None:
    try:
        holding, releasing = ctypes.PyDLL(str(path)), ctypes.CDLL(str(path))
        version = holding.nbf_abi_version
    except OSError as error:
        raise LibraryError(f"{path} cannot be loaded as a library of this platform: {error}") from None
    except AttributeError:
        raise LibraryError(f"{path} is a library, but not that of natsbench_fast") from None
    if version() != ABI_VERSION:
        raise LibraryError(f"{path} speaks version {version()} of the interface and this package version {ABI_VERSION}: install them together")
    for source, signatures in ((holding, SHORT), (releasing, LONG)):
        for name, arguments in signatures.items():
            function = getattr(source, "nbf_" + name, None)
            if function is None:
                function = _missing(path, name)
            else:
                function.argtypes, function.restype = arguments, ctypes.c_int
            setattr(calls, name, function)


# Functions may be added to a version of the interface: what an older library lacks is refused when it is asked for.
def _missing(path: Path, name: str) -> Callable[..., int]:
    def refuse(*_: Any) -> int:
        raise LibraryError(f"{path} has no nbf_{name}: it is older than this package; install them together")

    return refuse


def is_usable() -> bool:
    """Whether a call would reach the library: it is loaded, and not in a forked child."""
    return _loaded is not None and not _forked


def encode(name: Any, what: str) -> bytes:
    """A text as the interface takes it."""
    if not isinstance(name, (str, os.PathLike)):
        raise InvalidArgumentError(f"{what} is a text, not {type(name).__name__}")
    name = os.fspath(name)
    if isinstance(name, bytes):
        name = os.fsdecode(name)
    try:
        encoded = name.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidArgumentError(f"{what} {name!r} is not a text of Unicode characters") from None
    if b"\0" in encoded:
        raise InvalidArgumentError(f"{what} {name!r} holds a zero character")
    return encoded


def text(function: Callable[..., int], *arguments: Any) -> str:
    """A text that a function writes into a buffer after its arguments."""
    length = ctypes.c_size_t()
    check(function(*arguments, None, 0, ctypes.byref(length)))
    buffer = ctypes.create_string_buffer(length.value + 1)
    check(function(*arguments, buffer, length.value + 1, ctypes.byref(length)))
    return buffer.raw[:length.value].decode("utf-8")


def check(status: int) -> None:
    """Raises what a status stands for unless it is OK."""
    if status:
        raise of_status(status, _told(calls.last_error), _told(calls.last_refusal))


def _told(function: Callable[..., int]) -> str:
    length = ctypes.c_size_t()
    buffer = ctypes.create_string_buffer(4096)
    if function(buffer, 4096, ctypes.byref(length)):
        buffer = ctypes.create_string_buffer(length.value + 1)
        function(buffer, length.value + 1, ctypes.byref(length))
    return buffer.value.decode("utf-8", "replace")


def _refuse(*_: Any, **__: Any) -> int:
    raise ForkedError(REMEDY)


def _after_fork() -> None:
    global _forked
    if _loaded is not None:
        _forked = True
        for name in (*SHORT, *LONG):
            setattr(calls, name, _refuse)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
