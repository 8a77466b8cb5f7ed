"""Official archives, converted once into a folder of column files."""
from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
from pathlib import Path
from typing import Callable, Iterator, List, Optional, Union

from . import _library
from ._errors import CacheError, CancelledError
from ._progress import bar
from ._settings import whole
from ._signatures import Progress

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

VARIABLE = "NATSBENCH_FAST_CACHE"
_MAGIC_LENGTH = 8
_MAGIC = b"\x89NBF\r\n\x1a\n"

AnyPath = Union[str, "os.PathLike[str]"]


def folder() -> Path:
    """Where converted archives are kept: NATSBENCH_FAST_CACHE, else natsbench_fast in XDG_CACHE_HOME or ~/.cache."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "natsbench_fast"


def is_column_file(path: AnyPath) -> bool:
    """Whether a path names a column file, by its name or its first bytes."""
    if os.path.isdir(path):
        return False
    if os.fspath(path).endswith(".natsb"):
        return True
    try:
        with open(path, "rb") as file:
            return file.read(_MAGIC_LENGTH) == _MAGIC
    except OSError:
        return False


def converted(archive: AnyPath) -> Path:
    """The column file of an official archive (directory, tar or single pickle), converted now if it was not before.

    Processes that ask at once wait for the first to convert. A changed archive is another one: size and times of its files count.

    Raises:
      CacheError: the folder cannot be written.
      FileError, DamagedFileError: the archive cannot be read or converted.
    """
    place = folder()
    target = place / f"{Path(archive).resolve().name}-{_identity(archive)}.natsb"
    if target.is_file():
        return target
    try:
        place.mkdir(parents=True, exist_ok=True)
        with _locked(target.with_suffix(".lock")):
            if not target.is_file():
                for name in os.listdir(place):  # of whoever held the lock before and was killed
                    if name.startswith(target.name + ".") and name.endswith(".partial"):
                        (place / name).unlink()
                convert(archive, target)
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise CacheError(f"the folder for converted archives, {place}, cannot be used ({error}); name another in {VARIABLE}, or convert by "
                         f"natsbench_fast.convert(archive, 'file.natsb') and open that") from error
    except OSError as error:
        if isinstance(error, CacheError) or error.errno is None:
            raise
        raise CacheError(f"the folder for converted archives, {place}, cannot be used ({error}); name another in {VARIABLE}") from error
    return target


def convert(archive: AnyPath, output: AnyPath, threads: int = 0, progress: Optional[Callable[[float], None]] = None) -> None:
    """Converts an official archive to a column file, which appears whole or not at all.

    Args:
      archive: the directory, the tar or the single pickle, as downloaded. Nothing of it is executed.
      output: the file to write.
      threads: 0 is one a processor.
      progress: told the share that is done, from any thread but one at a time; without one a bar is drawn on a terminal. An exception
        of it stops the conversion and is raised here, as an interruption does.
    """
    told = progress or bar(f"converting {os.path.basename(os.path.abspath(os.fspath(archive)))}")
    stopped: List[BaseException] = []

    def report(done: float, _: object) -> int:
        try:
            if told is not None and not stopped:
                told(done)
        except BaseException as error:  # must not cross the library
            stopped.append(error)
        return int(bool(stopped))

    def work() -> None:
        try:
            _library.check(_library.calls.convert(source, target, threads, Progress(report), None))
        except BaseException as error:
            failed.append(error)
        finally:
            finished.set()

    source, target = _library.encode(archive, "archive"), _library.encode(output, "output")
    threads = whole(threads, "number of threads")
    failed: List[BaseException] = []
    finished = threading.Event()
    worker = threading.Thread(target=work, name="natsbench_fast.convert")
    worker.start()
    while not finished.is_set():
        try:
            finished.wait()  # not join, which gives a thread up when it is interrupted
        except KeyboardInterrupt as error:  # reaches this thread alone
            stopped.append(error)
    worker.join()
    if failed and not (stopped and isinstance(failed[0], CancelledError)):
        raise failed[0]
    if stopped:
        raise stopped[0]
    if told is not None:
        told(1.0)


def _identity(archive: AnyPath) -> str:
    digest = hashlib.sha256(f"{_library.text(_library.calls.version)}\n{os.path.realpath(archive)}\n".encode("utf-8", "surrogateescape"))
    if os.path.isdir(archive):
        with os.scandir(archive) as entries:
            files = sorted((entry.name, entry.stat()) for entry in entries)
    else:
        files = [("", os.stat(archive))]
    for name, status in files:
        digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds a file's lock, which ends with the process whatever becomes of it."""
    with open(path, "w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if sys.stderr and sys.stderr.isatty():
                    sys.stderr.write("another process converts this archive; waiting for it\n")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
