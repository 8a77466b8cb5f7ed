"""What goes wrong, as Python exceptions, and the statuses of the library that they stand for."""
from __future__ import annotations

import builtins


class NatsBenchError(Exception):
    """Anything that this package refuses or fails at, except what the official library raises under its own names."""


class LibraryError(NatsBenchError, ImportError):
    """The shared library is missing, is not the right file, or is of another version than this package."""


class ForkedError(NatsBenchError, RuntimeError):
    """The library was asked in a process that was forked after it was loaded: its runtime does not survive a plain fork."""


class ClosedError(NatsBenchError, ValueError):
    """A benchmark, column or simulator was used after it was closed."""


class InvalidArgumentError(NatsBenchError, ValueError):
    """An argument is out of range or names nothing that there is."""


class UnknownArchitectureError(NatsBenchError, LookupError):
    """No such architecture in this space."""


class FileError(NatsBenchError, OSError):
    """A file is missing, cannot be read or written, or is another kind of file."""


class DamagedFileError(NatsBenchError):
    """A file is not what was written: cut short, written over, or damaged."""


class CacheError(NatsBenchError, OSError):
    """The folder for converted archives cannot be used."""


class CancelledError(NatsBenchError):
    """The caller asked a long job to stop."""


class TrapWarning(UserWarning):
    """An official call did what it always does, and that is probably not what was meant."""


_OF_STATUS = {
    1: InvalidArgumentError,
    2: ClosedError,
    5: FileError,
    6: DamagedFileError,
    7: UnknownArchitectureError,
    8: MemoryError,
    9: CancelledError,
}

REFUSED = 4

_OFFICIAL = ("ValueError", "KeyError", "TypeError", "AssertionError", "AttributeError", "IndexError", "ZeroDivisionError", "OverflowError")


def official(name: str, message: str) -> Exception:
    """The exception that the official library raises, by the name of its type."""
    return getattr(builtins, name)(message) if name in _OFFICIAL else NatsBenchError(f"{name}: {message}")


def of_status(status: int, message: str, refusal: str) -> Exception:
    """The exception of a status that is not OK."""
    if status == REFUSED:
        return official(refusal, message)
    return _OF_STATUS.get(status, NatsBenchError)(message)
