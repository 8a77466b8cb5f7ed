"""A plain Python stand-in for the official library: records as objects, each call a walk over dictionaries.

It follows the rules of the official calls step by step (which trainings are read, what is summed, what is copied, when the generator is
asked), so that its answers are the official ones and its time is of their kind. It is not the official package and its times are not
that package's: they are said to be the stand-in's wherever they appear.
"""
import copy
import random


class PlainReference:
    """Calls of the topology space over {index: {setting: ArchResults}}."""

    def __init__(self, records, texts):
        self.verbose = False
        self.arch2infos_dict = records
        self.meta_archs = texts
        self.archstr2index = {text: index for index, text in enumerate(texts)}
        self.evaluated_indexes = set(records)
        self._used_time = 0

    def __len__(self):
        return len(self.meta_archs)

    def reset_time(self):
        self._used_time = 0

    def query_index_by_arch(self, arch):
        if self.verbose:
            print(f"Call query_index_by_arch with arch={arch}")
        if isinstance(arch, int):
            if 0 <= arch < len(self):
                return arch
            raise ValueError(f"Invalid architecture index {arch}")
        if isinstance(arch, str):
            if arch in self.archstr2index:
                arch_index = self.archstr2index[arch]
            else:
                arch_index = -1
        elif hasattr(arch, "tostr"):
            arch_index = self.archstr2index.get(arch.tostr(), -1)
        else:
            arch_index = -1
        return arch_index

    def get_more_info(self, index, dataset, iepoch=None, hp="12", is_random=True):
        index = self.query_index_by_arch(index)
        if index not in self.arch2infos_dict:
            raise ValueError(f"no record of {index}")
        record = self.arch2infos_dict[index][str(hp)]
        if isinstance(is_random, bool) and is_random:
            is_random = random.choice(record.get_dataset_seeds(dataset))
        train = record.get_metrics(dataset, "train", iepoch=iepoch, is_random=is_random)
        epochs = train["iepoch"] + 1
        answer = {}
        self._add(answer, "train", train, epochs)
        for name, own in self._sets(dataset):
            try:
                metrics = record.get_metrics(dataset, own, iepoch=iepoch, is_random=is_random)
            except Exception:
                if (dataset, name) == ("cifar10-valid", "valid"):
                    raise
                continue
            self._add(answer, name, metrics, epochs)
        return answer

    def simulate_train_eval(self, arch, dataset, iepoch=None, hp="12", account_time=True):
        index = self.query_index_by_arch(arch)
        if dataset not in ("cifar10", "cifar100", "ImageNet16-120"):
            raise ValueError(f"Invalid dataset name : {dataset}")
        info = self.get_more_info(index, "cifar10-valid" if dataset == "cifar10" else dataset, iepoch=iepoch, hp=hp, is_random=True)
        if "valid-accuracy" in info:
            accuracy, cost = info["valid-accuracy"], info["train-all-time"] + info["valid-per-time"]
        else:
            accuracy = info["valtest-accuracy"]
            last = self.get_more_info(index, dataset, iepoch=None, hp=hp, is_random=True)
            cost = info["train-all-time"] + last["valid-per-time"]
        latency = self.get_latency(index, dataset, hp)
        if account_time:
            self._used_time += cost
        return accuracy, latency, cost, self._used_time

    def get_cost_info(self, index, dataset, hp="12"):
        if index not in self.arch2infos_dict or str(hp) not in self.arch2infos_dict[index]:
            raise ValueError(f"no record of {index} under {hp}")
        # A look-up copies the whole record first, as the official one does.
        return copy.deepcopy(self.arch2infos_dict[index][str(hp)]).get_compute_costs(dataset)

    def get_latency(self, index, dataset, hp="12"):
        return self.get_cost_info(index, dataset, hp)["latency"]

    @staticmethod
    def _sets(dataset):
        if dataset == "cifar10-valid":
            return [("valid", "x-valid"), ("test", "ori-test")]
        if dataset == "cifar10":
            return [("valid", "x-valid"), ("test", "ori-test")]
        return [("valid", "x-valid"), ("test", "x-test"), ("valtest", "ori-test")]

    @staticmethod
    def _add(answer, name, metrics, epochs):
        answer[f"{name}-loss"] = metrics["loss"]
        answer[f"{name}-accuracy"] = metrics["accuracy"]
        answer[f"{name}-per-time"] = metrics["all_time"] / epochs if metrics["all_time"] is not None else None
        answer[f"{name}-all-time"] = metrics["all_time"]


def of(api, indices):
    """A stand-in over some records of an open benchmark."""
    from natsbench_fast.official import ArchResults

    records = {}
    for index in indices:
        records[index] = {hp: ArchResults.create_from_state_dict(results.state_dict()) for hp, results in api.arch2infos_dict[index].items()}
    return PlainReference(records, list(api.meta_archs))
