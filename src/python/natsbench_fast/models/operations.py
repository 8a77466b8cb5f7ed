"""The operations on a cell's edges."""
from __future__ import annotations

import torch
from torch import Tensor, nn


class ReLUConvBN(nn.Module):
    """ReLU, convolution without bias, batch norm."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int) -> None:
        super().__init__()
        self.op = nn.Sequential(
            nn.ReLU(inplace=False), nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, images: Tensor) -> Tensor:
        """(B, inputs, H, W) → (B, outputs, H/stride, W/stride)."""
        return self.op(images)


class AveragePool(nn.Module):
    """The mean of the pixels of 3x3 that are there; between widths after a 1x1 convolution."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.preprocess = None if inputs == outputs else ReLUConvBN(inputs, outputs, 1, 1)
        self.op = nn.AvgPool2d(3, stride=stride, padding=1, count_include_pad=False)

    def forward(self, images: Tensor) -> Tensor:
        """(B, inputs, H, W) → (B, outputs, H/stride, W/stride)."""
        return self.op(images if self.preprocess is None else self.preprocess(images))


class Reduce(nn.Module):
    """A skip between widths or strides: a 1x1 convolution and batch norm, of stride 2 two of them, the second on shifted pixels."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        if stride == 1:
            self.conv = nn.Conv2d(inputs, outputs, 1, bias=False)
        elif stride == 2:
            self.relu = nn.ReLU(inplace=False)
            halves = outputs // 2, outputs - outputs // 2
            self.convs = nn.ModuleList(nn.Conv2d(inputs, half, 1, stride=2, bias=False) for half in halves)
            self.pad = nn.ConstantPad2d((0, 1, 0, 1), 0)
        else:
            raise ValueError(f"a skip of stride {stride}; there are 1 and 2")
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, images: Tensor) -> Tensor:
        """(B, inputs, H, W) → (B, outputs, H/stride, W/stride)."""
        if self.stride == 1:
            return self.bn(self.conv(images))
        positive = self.relu(images)
        shifted = self.pad(positive)[:, :, 1:, 1:]
        return self.bn(torch.cat([self.convs[0](positive), self.convs[1](shifted)], dim=1))


class Zero(nn.Module):
    """Zeros."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.inputs, self.outputs, self.stride = inputs, outputs, stride

    def forward(self, images: Tensor) -> Tensor:
        """(B, inputs, H, W) → zeros (B, outputs, H/stride, W/stride)."""
        if self.inputs != self.outputs:
            return images.new_zeros(images.shape[0], self.outputs, *images.shape[2:])
        return images[:, :, ::self.stride, ::self.stride].mul(0.0)


def operation(name: str, inputs: int, outputs: int, stride: int) -> nn.Module:
    """The module of an operation by its name."""
    if name == "none":
        return Zero(inputs, outputs, stride)
    if name == "skip_connect":
        return nn.Identity() if stride == 1 and inputs == outputs else Reduce(inputs, outputs, stride)
    if name == "nor_conv_1x1":
        return ReLUConvBN(inputs, outputs, 1, stride)
    if name == "nor_conv_3x3":
        return ReLUConvBN(inputs, outputs, 3, stride)
    if name == "avg_pool_3x3":
        return AveragePool(inputs, outputs, stride)
    raise ValueError(f"no operation '{name}'")
