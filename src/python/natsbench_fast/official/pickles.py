"""The official compressed pickles. Data alone is built: whatever names code is refused."""
from __future__ import annotations

import bz2
import io
import os
import pickle
from typing import Any

PICKLE_EXT = "pickle.pbz2"

_DATA = {
    ("collections", "OrderedDict"), ("collections", "defaultdict"), ("builtins", "dict"), ("builtins", "list"), ("builtins", "set"),
    ("builtins", "frozenset"), ("builtins", "tuple"), ("builtins", "int"), ("builtins", "float"), ("builtins", "str"), ("builtins", "bool"),
    ("builtins", "complex"), ("builtins", "bytearray"), ("_codecs", "encode"),
    ("numpy", "dtype"), ("numpy", "ndarray"), ("numpy.core.multiarray", "scalar"), ("numpy.core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"), ("numpy._core.multiarray", "_reconstruct"),
    ("torch._utils", "_rebuild_tensor"), ("torch._utils", "_rebuild_tensor_v2"), ("torch._utils", "_rebuild_parameter"), ("torch", "Size"),
}


class _DataUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _DATA:
            return super().find_class(module, name)
        if (module, name) == ("torch.storage", "_load_from_bytes"):
            return _storage
        raise pickle.UnpicklingError(f"{module}.{name} is not data; nothing of an archive is executed (pickle itself would)")


def _storage(data: bytes) -> Any:
    import torch

    return torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)


def pickle_save(obj: Any, file_path: Any, ext: str = ".pbz2", protocol: int = 4) -> None:
    """Writes an object as a compressed pickle to file_path + ext."""
    with bz2.BZ2File(str(file_path) + ext, "wb") as file:
        pickle.dump(obj, file, protocol=protocol)


def pickle_load(file_path: Any, ext: str = ".pbz2") -> Any:
    """Reads a compressed pickle, file_path itself or file_path + ext: data alone, or UnpicklingError."""
    path = str(file_path) if os.path.isfile(str(file_path)) else str(file_path) + ext
    with bz2.BZ2File(path, "rb") as file:
        return _DataUnpickler(file).load()
