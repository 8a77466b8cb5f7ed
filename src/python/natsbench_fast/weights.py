"""Trained weights of a full archive or a weight store."""
from __future__ import annotations

import collections
import ctypes
import json
import os
from typing import Any, Dict, Optional

import numpy as np

from . import _library
from ._handle import Handle
from ._settings import setting, whole

_TYPES = {"float32": np.dtype("<f4"), "float64": np.dtype("<f8"), "int64": np.dtype("<i8")}


class Weights:
    """Weights by architecture, dataset, setting and seed; nothing of an archive is executed.

    May be asked from many threads.
    """

    def __init__(self, path: "os.PathLike[str] | str") -> None:
        """Opens a full archive (directory, tar or single record) or a weight store (.natsw)."""
        self.path = os.path.abspath(os.fspath(path))
        self._handle = Handle("file of weights", "weights_close", _library.calls.weights_open, _library.encode(self.path, "path"))

    def arrays(self, index: int, dataset: str, hp: Any, seed: int) -> Optional[Dict[str, np.ndarray]]:
        """The tensors of one training by their official names, in their order; None where they were not kept.

        Raises:
          ValueError, KeyError: no such training.
        """
        where = (
            self._handle.value, whole(index, "architecture"), _library.encode(dataset, "dataset"), _library.encode(setting(hp), "hp"),
            whole(seed, "seed", 2**62))
        tensors = json.loads(_library.text(_library.calls.weights_describe, *where))
        if tensors is None:
            return None
        sizes = [int(np.prod(tensor["shape"], dtype=np.int64)) * _TYPES[tensor["type"]].itemsize for tensor in tensors]
        memory, length = np.empty(sum(sizes), np.uint8), ctypes.c_size_t()
        _library.check(_library.calls.weights_read(*where, memory.ctypes.data, len(memory), ctypes.byref(length)))
        arrays: Dict[str, np.ndarray] = collections.OrderedDict()
        start = 0
        for tensor, size in zip(tensors, sizes):
            # Copied out, so that each array is aligned and its own.
            arrays[tensor["name"]] = np.frombuffer(memory[start:start + size].tobytes(), _TYPES[tensor["type"]]).reshape(tensor["shape"]).copy()
            start += size
        return arrays

    def state_dict(self, index: int, dataset: str, hp: Any, seed: int) -> Any:
        """As arrays, as torch tensors where torch is installed: what load_state_dict takes."""
        arrays = self.arrays(index, dataset, hp, seed)
        try:
            import torch
        except ImportError:
            return arrays
        if arrays is None:
            return None
        return collections.OrderedDict((name, torch.from_numpy(array)) for name, array in arrays.items())

    def close(self) -> None:
        """Closes the file."""
        self._handle.close()

    def __enter__(self) -> "Weights":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()
