"""What create was given, to a column file."""
from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from typing import Any, Dict, NamedTuple, Optional

from .. import cache
from .arithmetic import time_string
from .paths import default_archive, default_column_file
from .pickles import pickle_save


class Opened(NamedTuple):
    """A column file, and what the official object tells of where it came from."""

    column_file: str
    filename: Optional[str]
    archive_dir: Optional[str]
    is_archive: bool = True


def open_any(source: Any, space: str, fast_mode: bool, verbose: bool, owner: object) -> Opened:
    """Finds what the official library would, converts it once, and refuses what it refuses."""
    archive_dir = None
    if source is None:
        source = default_archive(space, fast_mode)
        print(f"{time_string()} Try to use the default NATS-Bench ({space}) path from fast_mode={fast_mode} and path={None if fast_mode else source}.")
        if not os.path.exists(source):
            beside = default_column_file(space)
            if beside is None and fast_mode:
                raise FileNotFoundError(2, "No such file or directory", os.path.join(source, "meta.pickle.pbz2"))
            source = beside or source
        elif fast_mode:
            return Opened(str(cache.converted(source)), None, source)
    if isinstance(source, dict):
        return Opened(_of_dict(source, owner), None, None)
    if not isinstance(source, (str, os.PathLike)):
        raise ValueError(f"file_path_or_dict [{type(source)}] must be a dict or archive_dir must be set")
    path = os.fspath(source)
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if verbose:
        print(f"{time_string()} Try to create the NATS-Bench ({space}) api from {path} with fast_mode={fast_mode}")
    if not os.path.isfile(path) and not os.path.isdir(path):
        raise ValueError(f"{path} is neither a file or a dir.")
    filename = os.path.basename(path)
    if cache.is_column_file(path):
        return Opened(path, filename, None, is_archive=False)
    if not path.endswith(".tar"):
        if fast_mode and os.path.isfile(path):
            raise ValueError(f"fast_mode={fast_mode} must feed the path for directory : {path}")
        if not fast_mode and os.path.isdir(path):
            raise ValueError(f"fast_mode={fast_mode} must feed the path for file : {path}")
        archive_dir = path if fast_mode else None
    return Opened(str(cache.converted(path)), filename, archive_dir)


def _of_dict(data: Dict[str, Any], owner: object) -> str:
    """The dictionary of a single pickle as a column file, which goes when its owner goes."""
    for key in ("meta_archs", "arch2infos", "evaluated_indexes"):
        if key not in data:
            raise ValueError(f"Can not find key[{key}] in the dict")
    folder = tempfile.mkdtemp(prefix="natsbench_fast-")
    weakref.finalize(owner, shutil.rmtree, folder, True)
    archive, output = os.path.join(folder, "dict.pickle.pbz2"), os.path.join(folder, "dict.natsb")
    pickle_save({key: data[key] for key in ("meta_archs", "arch2infos", "evaluated_indexes")}, archive[:-len(".pbz2")])
    cache.convert(archive, output, progress=lambda _: None)
    os.remove(archive)
    return output
