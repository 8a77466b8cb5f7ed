"""All trainings of one architecture under one setting: the official ArchResults."""
from __future__ import annotations

import collections
import copy
import random
from typing import Any, Dict, List, Optional, Tuple, Union

from .arithmetic import mean
from .pickles import pickle_load
from .results_count import ResultsCount


class ArchResults:
    """Data set → seeds, and (data set, seed) → ResultsCount."""

    def __init__(self, arch_index: int, arch_str: Any) -> None:
        self.arch_index = int(arch_index)
        self.arch_str = copy.deepcopy(arch_str)
        self.all_results: Dict[Tuple[str, int], ResultsCount] = {}
        self.dataset_seed: Dict[str, List[int]] = {}
        self.clear_net_done = False

    def get_compute_costs(self, dataset: str) -> Dict[str, Optional[float]]:
        """FLOPs and parameters in millions, latency in seconds, and times; seed 888's costs count where seeds disagree in five decimals."""
        seeds = self.dataset_seed[dataset]
        results = [self.all_results[(dataset, seed)] for seed in seeds]

        def agreed(numbers: List[float]) -> List[float]:
            return [numbers[seeds.index(888)]] if len({f"{number:.5f}" for number in numbers}) > 1 else numbers

        flops, params = agreed([result.flop for result in results]), agreed([result.params for result in results])
        latencies = [latency for latency in (result.get_latency() for result in results) if latency > 0]
        times: Dict[str, list] = collections.defaultdict(list)
        for result in results:
            for key, value in result.get_times().items():
                times[key].append(value)
        costs = {"flops": mean(flops), "params": mean(params), "latency": mean(latencies) if latencies else None}
        costs.update((key, mean(values) if values[0] is not None else None) for key, values in times.items())
        return costs

    def get_metrics(self, dataset: str, setname: str, iepoch: Optional[int] = None, is_random: Union[bool, int] = False) -> Dict[str, Any]:
        """iepoch, loss, accuracy, cur_time and all_time on a set: the mean over seeds, one that is drawn (True), or a seed's."""
        seeds = self.dataset_seed[dataset]
        results = [self.all_results[(dataset, seed)] for seed in seeds]
        infos: Dict[str, list] = collections.defaultdict(list)
        for result in results:
            info = result.get_train(iepoch) if setname == "train" else result.get_eval(setname, iepoch)
            for key, value in info.items():
                infos[key].append(value)
        if isinstance(is_random, bool):
            if not is_random:
                return {key: mean(values) if values[0] is not None else None for key, values in infos.items()}
            place = random.randint(0, len(results) - 1)
        elif isinstance(is_random, int):
            if is_random not in seeds:
                raise ValueError(f"can not find random seed ({is_random}) from {seeds}")
            place = seeds.index(is_random)
        else:
            raise ValueError(f"invalid value for is_random: {is_random}")
        return {key: values[place] for key, values in infos.items()}

    def get_dataset_names(self) -> List[str]:
        """The data sets that there are trainings of."""
        return list(self.dataset_seed)

    def get_dataset_seeds(self, dataset: str) -> List[int]:
        """The stored seeds, in the record's own order."""
        return copy.deepcopy(self.dataset_seed[dataset])

    def get_net_param(self, dataset: str, seed: Optional[int] = None) -> Any:
        """The trained weights of one seed, or {seed: weights} of all."""
        if seed is None:
            return {own: self.all_results[(dataset, own)].get_net_param() for own in self.dataset_seed[dataset]}
        if (dataset, seed) not in self.all_results:
            raise ValueError(f"key={(dataset, seed)} not in {list(self.all_results)}")
        return self.all_results[(dataset, seed)].get_net_param()

    def reset_latency(self, dataset: str, seed: Optional[int], latency: float) -> None:
        """Sets the latency of one seed or of all."""
        for result in self._chosen(dataset, seed):
            result.update_latency([latency])

    def reset_pseudo_train_times(self, dataset: str, seed: Optional[int], estimated_per_epoch_time: float) -> None:
        """Sets the time of every epoch of training, of one seed or of all."""
        for result in self._chosen(dataset, seed):
            result.reset_pseudo_train_times(estimated_per_epoch_time)

    def reset_pseudo_eval_times(self, dataset: str, seed: Optional[int], eval_name: str, estimated_per_epoch_time: float) -> None:
        """Sets the time of every epoch on an evaluation set, of one seed or of all."""
        for result in self._chosen(dataset, seed):
            result.reset_pseudo_eval_times(eval_name, estimated_per_epoch_time)

    def get_latency(self, dataset: str) -> float:
        """The mean latency over all seeds, each of which must have one."""
        latencies = []
        for seed in self.dataset_seed[dataset]:
            latency = self.all_results[(dataset, seed)].get_latency()
            if not isinstance(latency, float) or latency <= 0:
                raise ValueError(f"invalid latency of {dataset} with seed={seed} : {latency}")
            latencies.append(latency)
        return mean(latencies)

    def get_total_epoch(self, dataset: Optional[str] = None) -> int:
        """The number of epochs, which all trainings must share."""
        if dataset is not None and not isinstance(dataset, str):
            raise ValueError(f"invalid dataset={dataset}")
        datasets = list(self.dataset_seed) if dataset is None else [dataset]
        epochs = [self.all_results[(name, seed)].get_total_epoch() for name in datasets for seed in self.dataset_seed[name]]
        if len(set(epochs)) > 1:
            raise ValueError(f"Each trial mush have the same number of training epochs : {epochs}")
        return epochs[-1]

    def query(self, dataset: str, seed: Optional[int] = None) -> Any:
        """The training of one seed, or {seed: training} of all."""
        if seed is None:
            return {own: self.all_results[(dataset, own)] for own in self.dataset_seed[dataset]}
        return self.all_results[(dataset, seed)]

    def arch_idx_str(self) -> str:
        """The index as files are named by it."""
        return f"{self.arch_index:06d}"

    def update(self, dataset_name: str, seed: int, result: ResultsCount) -> None:
        """Adds a training; the seeds are sorted."""
        seeds = self.dataset_seed.setdefault(dataset_name, [])
        if seed in seeds:
            raise ValueError(f"{self.arch_index}-th arch alreadly has this seed ({seed}) on {dataset_name}")
        self.dataset_seed[dataset_name] = sorted([*seeds, seed])
        assert (dataset_name, seed) not in self.all_results
        self.all_results[(dataset_name, seed)] = result
        self.clear_net_done = False

    def state_dict(self) -> Dict[str, Any]:
        """What create_from_state_dict makes this of again."""
        state = dict(self.__dict__)
        state["all_results"] = {key: result.state_dict() for key, result in self.all_results.items()}
        return state

    def load_state_dict(self, state_dict: Dict[str, Any]) -> None:
        """Takes over what state_dict answered."""
        state = dict(state_dict)
        if "all_results" in state:
            if not isinstance(state["all_results"], dict):
                raise ValueError(f"invalid type of value for all_results : {type(state['all_results'])}")
            state["all_results"] = {key: ResultsCount.create_from_state_dict(own) for key, own in state["all_results"].items()}
        self.__dict__.update(state)

    @staticmethod
    def create_from_state_dict(state_dict_or_file: Union[str, Dict[str, Any]]) -> "ArchResults":
        """An instance from its state dictionary, or the file of one."""
        if not isinstance(state_dict_or_file, (str, dict)):
            raise ValueError(f"invalid type of state_dict_or_file : {type(state_dict_or_file)}")
        results = ArchResults(-1, -1)
        results.load_state_dict(pickle_load(state_dict_or_file) if isinstance(state_dict_or_file, str) else state_dict_or_file)
        return results

    def clear_params(self) -> None:
        """Forgets the weights of every training."""
        for result in self.all_results.values():
            result.net_state_dict = None
        self.clear_net_done = True

    def debug_test(self) -> None:
        """Prints the latency, the trainings and the times on the four data sets."""
        for dataset in ("cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"):
            print(f"---->>>> {dataset}")
            print(f"The latency on {dataset} is {self.get_latency(dataset)} s")
            for seed in self.dataset_seed[dataset]:
                result = self.all_results[(dataset, seed)]
                print(f"  ==>> result = {result}")
                print(f"  ==>> cost = {result.get_times()}")

    def __repr__(self) -> str:
        return f"{type(self).__name__}(arch-index={self.arch_index}, arch={self.arch_str}, {len(self.all_results)} runs, clear={self.clear_net_done})"

    def _chosen(self, dataset: str, seed: Optional[int]) -> List[ResultsCount]:
        seeds = self.dataset_seed[dataset] if seed is None else [seed]
        return [self.all_results[(dataset, own)] for own in seeds]
