"""Whole networks."""
from __future__ import annotations

from typing import Any, Mapping, Sequence, Tuple, Union

from torch import Tensor, nn

from ..official.genotype import TopologyStructure, topology_str2structure
from .cells import Cell, Reduction


class CellNetwork(nn.Module):
    """A stem, stages of cells with a reduction between them, a head.

    Args:
      genotype: the cell that all of it share.
      channels: the width of the stem, then of each cell and reduction in turn.
      reductions: of each whether it is a reduction.
      classes: how many.
    """

    def __init__(self, genotype: TopologyStructure, channels: Sequence[int], reductions: Sequence[bool], classes: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, channels[0], 3, padding=1, bias=False), nn.BatchNorm2d(channels[0]))
        steps = list(zip(channels, channels[1:], reductions))
        self.cells = nn.ModuleList(Reduction(before, after) if reduces else Cell(genotype, before, after) for before, after, reduces in steps)
        self.lastact = nn.Sequential(nn.BatchNorm2d(channels[-1]), nn.ReLU(inplace=True))
        self.global_pooling = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(channels[-1], classes)

    def forward(self, images: Tensor) -> Tuple[Tensor, Tensor]:
        """Images (B, 3, H, W), normalised → features (B, last width) and logits (B, classes)."""
        value = self.stem(images)
        for cell in self.cells:
            value = cell(value)
        features = self.global_pooling(self.lastact(value)).flatten(1)
        return features, self.classifier(features)


def get_cell_based_tiny_net(config: Union[Mapping[str, Any], Any]) -> CellNetwork:
    """The network of a configuration that get_net_config answers: load_state_dict takes the stored weights.

    Raises:
      ValueError: a configuration of another family.
    """
    config = config if isinstance(config, Mapping) else vars(config)
    name, classes = config["name"], config["num_classes"]
    if name == "infer.tiny":
        width, cells = config["C"], config["N"]
        genotype = topology_str2structure(config["genotype"] if "genotype" in config else config["arch_str"])
        stages = [width] * cells + [2 * width] * (cells + 1) + [4 * width] * (cells + 1)
        reductions = [place in (cells, 2 * cells + 1) for place in range(len(stages))]
        return CellNetwork(genotype, [width, *stages], reductions, classes)
    if name == "infer.shape.tiny":
        channels = config["channels"]
        widths = [int(width) for width in channels.split(":")] if isinstance(channels, str) else list(channels)
        if len(widths) % 3 != 2:
            raise ValueError(f"{len(widths)} widths; networks of this family have 3N + 2")
        cells = len(widths) // 3
        reductions = [place in (cells, 2 * cells + 1) for place in range(len(widths))]
        return CellNetwork(topology_str2structure(config["genotype"]), [widths[0], *widths], reductions, classes)
    raise ValueError(f"no network '{name}': infer.tiny or infer.shape.tiny")
