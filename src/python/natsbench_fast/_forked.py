"""What a benchmark is in the child of a plain fork that is handed one."""
from __future__ import annotations

from typing import Any, NoReturn

from . import _library
from ._errors import ForkedError


class Forked:
    """Any use of it names the remedy.

    Unpickling answers with this where it cannot open the file: an exception there ends a worker of multiprocessing.Pool, which waits for
    its answer for ever.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ForkedError(_library.REMEDY)

    def _refuse(self, *_: Any) -> NoReturn:
        raise ForkedError(_library.REMEDY)

    __len__ = __getitem__ = __iter__ = __contains__ = __enter__ = _refuse

    def __exit__(self, *_: Any) -> None:
        """Nothing was opened."""

    def __repr__(self) -> str:
        return f"a benchmark that was handed to a forked process: {_library.REMEDY}"
