"""Where the official library looks for its files."""
from __future__ import annotations

import os
from typing import Optional

from .pickles import PICKLE_EXT

BASE_NAMES = {"topology": ["NATS-tss-v1_0-3ffb9"], "size": ["NATS-sss-v1_0-50262"]}


def get_torch_home() -> str:
    """$TORCH_HOME, else ~/.torch."""
    if "TORCH_HOME" in os.environ:
        return os.environ["TORCH_HOME"]
    if "HOME" in os.environ:
        return os.path.join(os.environ["HOME"], ".torch")
    raise ValueError("neither TORCH_HOME nor HOME is set: there is no default place for the files of NATS-Bench")


def nats_is_dir(file_path: str) -> bool:
    """Whether a path is a directory."""
    return os.path.isdir(file_path)


def nats_is_file(file_path: str) -> bool:
    """Whether a path is a file."""
    return os.path.isfile(file_path)


def default_archive(space: str, fast_mode: bool) -> str:
    """The official default: a directory in fast mode, else the single pickle."""
    base = BASE_NAMES[space][-1]
    return os.path.join(get_torch_home(), f"{base}-simple" if fast_mode else f"{base}.{PICKLE_EXT}")


def default_column_file(space: str) -> Optional[str]:
    """A column file beside the official defaults, where there is one."""
    base = BASE_NAMES[space][-1]
    for name in (f"{base}-simple.natsb", f"{base}.natsb"):
        path = os.path.join(get_torch_home(), name)
        if os.path.isfile(path):
            return path
    return None
