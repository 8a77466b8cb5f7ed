"""Trained weights of an official object."""
from __future__ import annotations

import os
import warnings
from typing import Any, Callable, Dict, Optional, Set, Tuple

from .._errors import NatsBenchError
from ..weights import Weights
from .arithmetic import time_string
from .more_info import DEFAULT_HP
from .paths import BASE_NAMES, get_torch_home
from .pickles import PICKLE_EXT


class Parameters:
    """get_net_param, clear_params and reload of an official object."""

    _verbose: bool
    _weights: Optional[Weights]
    _weights_by_index: Dict[int, Weights]
    _cleared: Set[Tuple[int, str]]
    _looked_for_weights = False
    _all_reloaded = False

    def get_net_param(self, index: int, dataset: str, seed: Optional[int], hp: Any = DEFAULT_HP) -> Any:
        """The trained weights of one seed, or {seed: weights} of all: torch tensors by name, NumPy arrays without torch.

        They are read from what reload or use_weights named, else from the archive that this was created from or the official default in
        $TORCH_HOME. None where an archive without weights (-simple) was converted, as officially.

        Raises:
          ValueError: no such training; or the archive had weights and lies nowhere.
        """
        if self._verbose:
            print(f"{time_string()} Call the get_net_param function with index={index}, dataset={dataset}, seed={seed}, hp={hp}")
            print(f"Call query_meta_info_by_index with arch_index={index}, hp={hp}")
        self._prepare_info(index)
        self._require(index)
        if self._weights_for(index) is None or seed is not None and not isinstance(seed, int):
            return self._without_weights(index, dataset, seed, hp)
        return self._arch_results(index, str(hp)).get_net_param(dataset, seed)

    def use_weights(self, path: Any) -> None:
        """Reads weights from a full archive (directory, tar or single record) or a weight store (.natsw) from now on."""
        self._weights = Weights(path)
        self._weights_by_index.clear()
        self._cleared.clear()
        self.arch2infos_dict.forget()

    def clear_params(self, index: int, hp: Optional[str] = None) -> None:
        """Forgets the weights of an architecture, of one setting or of all, until they are reloaded."""
        if self._verbose:
            print(f"{time_string()} Call clear_params with index={index} and hp={hp}")
        if index not in self.arch2infos_dict:
            warnings.warn(f"The {index}-th architecture is not in the benchmark data yet, no need to clear params.")
            return
        record = self.arch2infos_dict[index]
        if hp is not None and str(hp) not in record:
            raise ValueError(f"The {index}-th architecture only has hyper-parameters of {list(record)} instead of {hp}.")
        for name, results in record.items():
            if hp is None or name == str(hp):
                results.clear_params()
                self._cleared.add((int(index), name))

    def reload(self, archive_root: Optional[str] = None, index: Optional[int] = None) -> None:
        """Reads weights from the directory of a full archive, of one architecture or of all.

        The numbers stay those of the column file: to read other ones, create another object.

        Args:
          archive_root: the directory; None is the official default in $TORCH_HOME, else the one that this was created from.
          index: None for all.

        Raises:
          KeyError: archive_root is None and $TORCH_HOME is not set, as officially.
          ValueError, AssertionError: there is no such directory, index or record.
        """
        if self._verbose:
            print(f"{time_string()} Call clear_params with archive_root={archive_root} and index={index}")
        if archive_root is None:
            archive_root = os.path.join(os.environ["TORCH_HOME"], f"{BASE_NAMES[self.search_space_name][-1]}-full")
            if not os.path.isdir(archive_root):
                warnings.warn(f"The input archive_root is None and the default archive_root path ({archive_root}) does not exist, try to use self.archive_dir.")
                archive_root = self.archive_dir
        if archive_root is None or not os.path.isdir(archive_root):
            raise ValueError(f"Invalid archive_root : {archive_root}")
        for own in range(len(self)) if index is None else [index]:
            if not 0 <= own < len(self):
                raise ValueError(f"invalid index of {own}")
            paths = [os.path.join(archive_root, f"{own:06d}.{PICKLE_EXT}"), os.path.join(archive_root, f"{own:d}.{PICKLE_EXT}")]
            assert any(os.path.isfile(path) for path in paths), f"invalid data path : {paths[-1]}"
        weights = Weights(archive_root)
        if index is None:
            self._weights = weights
            self._weights_by_index.clear()
            self._cleared.clear()
            self._all_reloaded = True
            self.evaluated_indexes.update(range(len(self)))
        else:
            self._weights_by_index[int(index)] = weights
            self._cleared = {key for key in self._cleared if key[0] != index}
            self.evaluated_indexes.add(int(index))
        self.arch2infos_dict.forget(index)

    def _default_full(self) -> str:
        return os.path.join(get_torch_home(), f"{BASE_NAMES[self.search_space_name][-1]}-full")

    def _weights_for(self, index: Any) -> Optional[Weights]:
        own = self._weights_by_index.get(index)
        if own is None and self._weights is None and not self._looked_for_weights:
            self._looked_for_weights = True
            self._weights = self._default_weights()
        return own if own is not None else self._weights

    def _default_weights(self) -> Optional[Weights]:
        full = self._default_full()
        for path in (self.archive_dir, full, full + ".tar"):
            if path is not None and os.path.exists(path):
                try:
                    return Weights(path)
                except (NatsBenchError, ValueError):
                    continue  # an archive that holds none
        return None

    def _weights_of(self, index: int, dataset: str, hp: str, seed: int) -> Optional[Callable[[], Any]]:
        weights = self._weights_by_index.get(index, self._weights)
        return None if weights is None else lambda: weights.state_dict(index, dataset, hp, seed)

    def _without_weights(self, index: Any, dataset: Any, seed: Any, hp: Any) -> Any:
        answer = self._call("get_net_param", index=index, dataset=dataset, seed=seed, hp=str(hp))
        return {int(own): None for own in answer} if isinstance(answer, dict) else answer
