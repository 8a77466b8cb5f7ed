"""Optimisers of other packages over a benchmark: architectures as named choices, and loops that ask and tell."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Protocol, Sequence, Union

from ._errors import InvalidArgumentError
from .simulator import Outcome, Simulator

if TYPE_CHECKING:
    from .bench import Bench

OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
WIDTHS = (8, 16, 24, 32, 40, 48, 56, 64)
_EDGES = ("1<-0", "2<-0", "2<-1", "3<-0", "3<-1", "3<-2")
_LAYERS = ("c1", "c2", "c3", "c4", "c5")

Parameters = Mapping[str, Any]


class Optimizer(Protocol):
    """What ask_and_tell drives."""

    def ask(self) -> Union[int, str, Parameters]:
        """The next architecture: an index, a text, or a choice of every parameter."""

    def tell(self, asked: Any, outcome: Outcome) -> None:
        """What training it gave."""


class Evaluation(NamedTuple):
    """One evaluation of a loop."""

    index: int
    outcome: Outcome


def search_space(bench: "Bench") -> Dict[str, List[Any]]:
    """The parameters of an architecture and their choices: six edges with five operations, or five layers with eight widths."""
    if bench.space == "topology":
        return {edge: list(OPERATIONS) for edge in _EDGES}
    return {layer: list(WIDTHS) for layer in _LAYERS}


def architecture_of(bench: "Bench", parameters: Parameters) -> str:
    """The text of a choice of every parameter."""
    space = search_space(bench)
    missing = [name for name in space if name not in parameters]
    if missing:
        raise InvalidArgumentError(f"no choice of {', '.join(missing)}; the parameters are {', '.join(space)}")
    if bench.space == "size":
        return ":".join(str(int(parameters[layer])) for layer in _LAYERS)
    first, second, third, fourth, fifth, sixth = (parameters[edge] for edge in _EDGES)
    return f"|{first}~0|+|{second}~0|{third}~1|+|{fourth}~0|{fifth}~1|{sixth}~2|"


def parameters_of(bench: "Bench", index: int) -> Dict[str, Any]:
    """The choices of an architecture."""
    text = bench[index]
    if bench.space == "size":
        return dict(zip(_LAYERS, (int(width) for width in text.split(":"))))
    operations = [edge.split("~")[0] for node in text.split("+") for edge in node.split("|") if edge]
    return dict(zip(_EDGES, operations))


def index_of(bench: "Bench", architecture: Union[int, str, Parameters]) -> int:
    """The index of whatever an optimiser proposes."""
    if isinstance(architecture, Mapping):
        architecture = architecture_of(bench, architecture)
    return bench.index_of(architecture) if isinstance(architecture, str) else int(architecture)


def ask_and_tell(optimizer: Optimizer, simulator: Simulator) -> Iterator[Evaluation]:
    """Asks an optimiser for architectures and tells it what training them gave, until the simulator's budget is spent."""
    while not simulator.done:
        asked = optimizer.ask()
        index = index_of(simulator.bench, asked)
        outcome = simulator.train(index)
        optimizer.tell(asked, outcome)
        yield Evaluation(index, outcome)


def objective(simulator: Simulator) -> Callable[[Any], float]:
    """An objective for optimisers whose trials suggest categories (Optuna): validation accuracy, to be maximised.

    A trial has suggest_categorical(name, choices) and set_user_attr(name, value); index, cost and clock become attributes of it. When
    the budget is spent, the study is stopped through trial.study.stop() where there is one.
    """
    space = search_space(simulator.bench)

    def evaluate(trial: Any) -> float:
        index = index_of(simulator.bench, {name: trial.suggest_categorical(name, choices) for name, choices in space.items()})
        outcome = simulator.train(index)
        for name, value in (("index", index), ("cost", outcome.cost), ("clock", outcome.clock)):
            trial.set_user_attr(name, value)
        if simulator.done and hasattr(trial, "study"):
            trial.study.stop()
        return outcome.accuracy

    return evaluate


def reports(bench: "Bench", architecture: Union[int, str, Parameters], dataset: str, hp: Any, seed: int) -> Iterator[Dict[str, float]]:
    """What a training script would report after each epoch (Syne Tune): epoch from 1, accuracy in percent, elapsed_time in seconds.

    Accuracy is x-valid's; an epoch without one is not reported.
    """
    index = index_of(bench, architecture)
    accuracies = _curve(bench, "valid", "accuracy", dataset, hp, seed, index)
    training = _curve(bench, "train", "seconds", "cifar10-valid" if dataset == "cifar10" else dataset, hp, seed, index)
    validation = _curve(bench, "valid", "seconds", dataset, hp, seed, index)
    elapsed = 0.0
    for epoch, seconds in enumerate(training):
        elapsed += seconds
        if epoch < len(accuracies) and accuracies[epoch] == accuracies[epoch]:
            elapsed += validation[epoch]
            yield {"epoch": epoch + 1, "accuracy": accuracies[epoch], "elapsed_time": elapsed}


def _curve(bench: "Bench", set_name: str, quantity: str, dataset: str, hp: Any, seed: int, index: int) -> Sequence[float]:
    return bench.curves(set_name, quantity, dataset, hp, seed, [index])[0].tolist()
