"""A table of a benchmark as a data frame, where the package that it is for is installed."""
from __future__ import annotations

import importlib
from typing import Any, Dict, Sequence, Union

import numpy as np

from ._errors import NatsBenchError
from ._settings import setting

_MEASURES = ("loss", "accuracy", "seconds")
_COSTS = ("flops", "params", "latency")

class Frames:
    """Data frames of a benchmark."""

    def frame_columns(self, dataset: str, hp: Any, seed: Union[int, str] = "mean") -> Dict[str, np.ndarray]:
        """Every column that a dataset has after the last epoch, by its name: train-loss, x-valid-accuracy, ..., flops, params, latency.

        Accuracies are percent, seconds are those of all epochs, flops and params millions, latency seconds of a batch of 256.
        """
        bench: Any = self
        sets = next((table["sets"] for table in bench.describe()["tables"] if table["dataset"] == dataset and table["hp"] == setting(hp)), ())
        columns: Dict[str, np.ndarray] = {}
        for name in dict.fromkeys(("train", *sets)):
            for measure in _MEASURES:
                try:
                    columns[f"{name}-{measure}"] = bench.column(name, measure, dataset, hp, seed)
                except (NatsBenchError, LookupError, ValueError):
                    continue  # a column of which no record has a number
        for name in _COSTS:
            columns[name] = bench.column(None, name, dataset, hp)
        return columns

    def to_pandas(self, dataset: str, hp: Any, seed: Union[int, str] = "mean") -> Any:
        """A pandas.DataFrame with a row an architecture, by index: its text and frame_columns."""
        pandas = _installed("pandas")
        bench: Any = self
        frame = pandas.DataFrame({"architecture": list(bench.architectures), **self.frame_columns(dataset, hp, seed)})
        frame.index.name = "index"
        return frame

    def to_arrow(self, dataset: str, hp: Any, seed: Union[int, str] = "mean") -> Any:
        """A pyarrow.Table with a row an architecture: its index, its text and frame_columns, NaN as null."""
        arrow = _installed("pyarrow")
        bench: Any = self
        columns = {"index": arrow.array(np.arange(len(bench), dtype=np.int32)), "architecture": arrow.array(bench.architectures)}
        columns.update((name, arrow.array(values, from_pandas=True)) for name, values in self.frame_columns(dataset, hp, seed).items())
        return arrow.table(columns)

    def to_xarray(self, dataset: str, hp: Any, seeds: Sequence[Union[int, str]] = ("mean",)) -> Any:
        """An xarray.Dataset over the dimensions seed and index; flops, params and latency over index alone."""
        xarray = _installed("xarray")
        bench: Any = self
        frames: Dict[Any, Dict[str, np.ndarray]] = {seed: self.frame_columns(dataset, hp, seed) for seed in seeds}
        names = [name for name in dict.fromkeys(name for frame in frames.values() for name in frame) if name not in _COSTS]
        absent = np.full(len(bench), np.nan)
        data: Dict[str, Any] = {name: (("seed", "index"), np.stack([frames[seed].get(name, absent) for seed in seeds])) for name in names}
        data.update((name, ("index", frames[seeds[0]][name])) for name in _COSTS)
        coordinates = {"index": np.arange(len(bench)), "seed": [str(seed) for seed in seeds], "architecture": ("index", np.array(bench.architectures))}
        return xarray.Dataset(data, coords=coordinates, attrs={"dataset": dataset, "hp": setting(hp)})

def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise NatsBenchError(f"{name} is not installed: pip install {name}; frame_columns answers the same as NumPy arrays") from None
