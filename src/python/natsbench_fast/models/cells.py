"""Cells, and the reductions between the stages."""
from __future__ import annotations

from torch import Tensor, nn

from ..official.genotype import TopologyStructure
from .operations import ReLUConvBN, operation


class Cell(nn.Module):
    """A cell: each node is the sum of its edges, the output is the last one. Edges from the input change the width."""

    def __init__(self, genotype: TopologyStructure, inputs: int, outputs: int) -> None:
        super().__init__()
        self.nodes = [[source for _, source in node] for node in genotype]
        self.layers = nn.ModuleList(
            operation(name, inputs if source == 0 else outputs, outputs, 1) for node in genotype for name, source in node)

    def forward(self, images: Tensor) -> Tensor:
        """(B, inputs, H, W) → (B, outputs, H, W)."""
        values, layers = [images], iter(self.layers)
        for sources in self.nodes:
            values.append(sum(next(layers)(values[source]) for source in sources))  # type: ignore[arg-type]
        return values[-1]


class Reduction(nn.Module):
    """Two 3x3 convolutions, the first of stride 2; beside them 2x2 means and a 1x1 convolution; their sum."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv_a = ReLUConvBN(inputs, outputs, 3, 2)
        self.conv_b = ReLUConvBN(outputs, outputs, 3, 1)
        self.downsample = nn.Sequential(nn.AvgPool2d(2, stride=2, padding=0), nn.Conv2d(inputs, outputs, 1, bias=False))

    def forward(self, images: Tensor) -> Tensor:
        """(B, inputs, H, W) → (B, outputs, H/2, W/2)."""
        return self.downsample(images) + self.conv_b(self.conv_a(images))
