"""One training: the official ResultsCount."""
from __future__ import annotations

import collections
import copy
from typing import Any, Callable, Dict, List, Optional

from .arithmetic import mean, total


class ResultsCount:
    """The numbers of one training of one architecture; its attributes are the keys of the official state dictionary."""

    def __init__(
        self, name: Any, state_dict: Any, train_accs: Any, train_losses: Any, params: Any, flop: Any, arch_config: Any, seed: Any, epochs: Any, latency: Any
    ) -> None:
        self.name = name
        self.net_state_dict = state_dict
        self.train_acc1es = copy.deepcopy(train_accs)
        self.train_acc5es = None
        self.train_losses = copy.deepcopy(train_losses)
        self.train_times: Any = None
        self.arch_config = copy.deepcopy(arch_config)
        self.params, self.flop, self.seed, self.epochs, self.latency = params, flop, seed, epochs, latency
        self.reset_eval()

    def update_train_info(self, train_acc1es: Any, train_acc5es: Any, train_losses: Any, train_times: Any) -> None:
        """Sets the curves of training."""
        self.train_acc1es, self.train_acc5es, self.train_losses, self.train_times = train_acc1es, train_acc5es, train_losses, train_times

    def reset_pseudo_train_times(self, estimated_per_epoch_time: float) -> None:
        """Gives every epoch of training the same time."""
        self.train_times = collections.OrderedDict((epoch, estimated_per_epoch_time) for epoch in range(self.epochs))

    def reset_pseudo_eval_times(self, eval_name: str, estimated_per_epoch_time: float) -> None:
        """Gives every epoch of an evaluation set the same time."""
        if eval_name not in self.eval_names:
            raise ValueError(f"invalid eval name : {eval_name}")
        for epoch in range(self.epochs):
            self.eval_times[f"{eval_name}@{epoch}"] = estimated_per_epoch_time

    def reset_eval(self) -> None:
        """Forgets every evaluation."""
        self.eval_names: List[str] = []
        self.eval_acc1es: Dict[str, Any] = {}
        self.eval_times: Dict[str, Any] = {}
        self.eval_losses: Dict[str, Any] = {}

    def update_latency(self, latency: Any) -> None:
        """Sets the measured latencies, a list of seconds."""
        self.latency = copy.deepcopy(latency)

    def get_latency(self) -> float:
        """The mean latency in seconds; -1.0 where it was never measured."""
        return -1.0 if self.latency is None else mean(self.latency)

    def update_eval(self, accs: Dict[str, Any], losses: Dict[str, Any], times: Dict[str, Any]) -> None:
        """Adds evaluations whose keys are 'set@epoch'."""
        for name in {key.split("@")[0] for key in accs}:
            self._add_set(name, f"{name} has already been added into eval-names", ValueError)
            for epoch in range(self.epochs):
                key = f"{name}@{epoch}"
                self.eval_acc1es[key], self.eval_losses[key], self.eval_times[key] = accs[key], losses[key], times[key]

    def update_OLD_eval(self, name: str, accs: Dict[int, Any], losses: Dict[int, Any]) -> None:  # noqa: N802
        """Adds an evaluation whose keys are epochs, as NAS-Bench-201 had them."""
        self._add_set(name, f"{name} has already added", AssertionError)
        for epoch in range(self.epochs):
            if epoch in accs:
                self.eval_acc1es[f"{name}@{epoch}"], self.eval_losses[f"{name}@{epoch}"] = accs[epoch], losses[epoch]

    def get_total_epoch(self) -> int:
        """The number of epochs of this training."""
        return copy.deepcopy(self.epochs)

    def get_times(self) -> Dict[str, Optional[float]]:
        """Seconds of one epoch and of all, of training and of each evaluation set; None where one is missing."""
        times: Dict[str, Optional[float]] = {"T-train@epoch": None, "T-train@total": None}
        if isinstance(self.train_times, dict):
            own = list(self.train_times.values())
            times = {"T-train@epoch": mean(own), "T-train@total": total(own)}
        for name in self.eval_names:
            try:
                own = [self.eval_times[f"{name}@{epoch}"] for epoch in range(self.epochs)]
                pair = mean(own), total(own)
            except Exception:  # an epoch without a time, or without a number
                pair = None, None
            times[f"T-{name}@epoch"], times[f"T-{name}@total"] = pair
        return times

    def get_eval_set(self) -> List[str]:
        """The names of the evaluation sets."""
        return self.eval_names

    def judge_valid(self, iepoch: int) -> None:
        """Refuses an epoch that the training did not have."""
        if iepoch < 0 or iepoch >= self.epochs:
            raise ValueError(f"invalid iepoch={iepoch} < {self.epochs}")

    def get_train(self, iepoch: Optional[int] = None) -> Dict[str, Any]:
        """Loss, accuracy and times of training at an epoch; None is the last."""
        epoch = self._epoch(iepoch)
        spent, all_spent = None, None
        if self.train_times is not None:
            spent, all_spent = self.train_times[epoch], total([self.train_times[i] for i in range(epoch + 1)])
        return {"iepoch": epoch, "loss": self.train_losses[epoch], "accuracy": self.train_acc1es[epoch], "cur_time": spent, "all_time": all_spent}

    def get_eval(self, name: str, iepoch: Optional[int] = None) -> Dict[str, Any]:
        """Loss, accuracy and times on an evaluation set at an epoch; None is the last, 'valid' is 'x-valid'."""
        epoch = self._epoch(iepoch)
        name = "x-valid" if name == "valid" else name
        key = f"{name}@{epoch}"
        spent, all_spent = None, None
        if isinstance(self.eval_times, dict) and self.eval_times:
            if key not in self.eval_times:
                raise ValueError(f"{key} not in {self.eval_times.keys()}")
            spent, all_spent = self.eval_times[key], total([self.eval_times[f"{name}@{i}"] for i in range(epoch + 1)])
        return {"iepoch": epoch, "loss": self.eval_losses[key], "accuracy": self.eval_acc1es[key], "cur_time": spent, "all_time": all_spent}

    def get_net_param(self, clone: bool = False) -> Any:
        """The trained weights; None where they were not kept."""
        return copy.deepcopy(self.net_state_dict) if clone else self.net_state_dict

    def get_config(self, str2structure: Optional[Callable[[str], Any]]) -> Dict[str, Any]:
        """The network's configuration, its genotype read by str2structure where one is given."""
        config = self.arch_config
        if config.get("name") == "infer.shape.tiny":
            genotype = config["genotype"]
            return {"name": "infer.shape.tiny", "channels": config["channels"],
                    "genotype": genotype if str2structure is None else str2structure(genotype), "num_classes": config["class_num"]}
        text = config["arch_str"]
        read = {"arch_str": text} if str2structure is None else {"genotype": str2structure(text)}
        return {"name": "infer.tiny", "C": config["channel"], "N": config["num_cells"], **read, "num_classes": config["class_num"]}

    def state_dict(self) -> Dict[str, Any]:
        """What create_from_state_dict makes this of again."""
        return dict(self.__dict__)

    def load_state_dict(self, state_dict: Dict[str, Any]) -> None:
        """Takes over what state_dict answered."""
        self.__dict__.update(state_dict)

    @staticmethod
    def create_from_state_dict(state_dict: Dict[str, Any]) -> "ResultsCount":
        """A training from its state dictionary."""
        result = ResultsCount(None, None, None, None, None, None, None, None, None, None)
        result.load_state_dict(state_dict)
        return result

    def __repr__(self) -> str:
        sets = ", ".join(self.eval_names)
        return (f"ResultsCount({self.name}, arch={self.arch_config['arch_str']}, FLOP={self.flop:.2f}M, Param={self.params:.3f}MB, "
                f"seed={self.seed}, {len(self.eval_names)} eval-sets: [{sets}])")

    def _epoch(self, iepoch: Optional[int]) -> int:
        epoch = self.epochs - 1 if iepoch is None else iepoch
        self.judge_valid(epoch)
        return epoch

    def _add_set(self, name: str, message: str, refusal: type) -> None:
        if name in self.eval_names:
            raise refusal(message)
        self.eval_names.append(name)
