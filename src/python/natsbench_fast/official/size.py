"""The size space by its official class."""
from __future__ import annotations

from .api import NASBenchMetaAPI
from .paths import BASE_NAMES

ALL_BASE_NAMES = BASE_NAMES["size"]


class NATSsize(NASBenchMetaAPI):
    """32,768 networks of five widths."""

    _space = "size"
    _full_train_epochs = 90
