"""The networks of both families as PyTorch modules, written anew from their descriptions: names, order of construction, forward pass.

    network = from_config({"name": "infer.tiny", "C": 16, "N": 5, "arch_str": "|none~0|+…", "num_classes": 10})
    features, logits = network(images)
"""
from torch import nn


def relu_conv_norm(inputs, outputs, size, stride, padding):
    """Wrapped, so that its modules are called op.0, op.1 and op.2."""
    block = nn.Module()
    block.op = nn.Sequential(
        nn.ReLU(), nn.Conv2d(inputs, outputs, size, stride=stride, padding=padding, bias=False), nn.BatchNorm2d(outputs))
    block.forward = block.op.forward
    return block


class Pool(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.preprocess = None if inputs == outputs else relu_conv_norm(inputs, outputs, 1, 1, 0)
        self.op = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)

    def forward(self, x):
        return self.op(x if self.preprocess is None else self.preprocess(x))


class Widen(nn.Module):
    """A skip between widths: no ReLU."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.bn(self.conv(x))


class Zero(nn.Module):
    def __init__(self, outputs):
        super().__init__()
        self.outputs = outputs

    def forward(self, x):
        return x.new_zeros(x.shape[0], self.outputs, *x.shape[2:])


OPERATIONS = {
    "none": lambda i, o: Zero(o),
    "skip_connect": lambda i, o: nn.Identity() if i == o else Widen(i, o),
    "nor_conv_1x1": lambda i, o: relu_conv_norm(i, o, 1, 1, 0),
    "nor_conv_3x3": lambda i, o: relu_conv_norm(i, o, 3, 1, 1),
    "avg_pool_3x3": Pool,
}


class Cell(nn.Module):
    def __init__(self, genotype, inputs, outputs):
        super().__init__()
        self.layers = nn.ModuleList()
        self.edges = []
        for node in genotype:
            self.edges.append([])
            for operation, source in node:
                self.edges[-1].append((len(self.layers), source))
                self.layers.append(OPERATIONS[operation](inputs if source == 0 else outputs, outputs))

    def forward(self, x):
        nodes = [x]
        for edges in self.edges:
            nodes.append(sum(self.layers[layer](nodes[source]) for layer, source in edges))
        return nodes[-1]


class Reduction(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv_a = relu_conv_norm(inputs, outputs, 3, 2, 1)
        self.conv_b = relu_conv_norm(outputs, outputs, 3, 1, 1)
        self.downsample = nn.Sequential(nn.AvgPool2d(2, stride=2), nn.Conv2d(inputs, outputs, 1, bias=False))

    def forward(self, x):
        return self.downsample(x) + self.conv_b(self.conv_a(x))


class Network(nn.Module):
    def __init__(self, genotype, widths, classes):
        super().__init__()
        cells = len(widths) // 3
        self.stem = nn.Sequential(nn.Conv2d(3, widths[0], 3, padding=1, bias=False), nn.BatchNorm2d(widths[0]))
        self.cells = nn.ModuleList()
        width = widths[0]
        for layer, wide in enumerate(widths):
            self.cells.append(Reduction(width, wide) if layer in (cells, 2 * cells + 1) else Cell(genotype, width, wide))
            width = wide
        self.lastact = nn.Sequential(nn.BatchNorm2d(width), nn.ReLU())
        self.global_pooling = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(width, classes)

    def forward(self, images):
        x = self.stem(images)
        for cell in self.cells:
            x = cell(x)
        features = self.global_pooling(self.lastact(x)).flatten(1)
        return features, self.classifier(features)


def genotype_of(text):
    """'|op~0|+|op~0|op~1|' as the (operation, source) pairs into each node."""
    return [[(operation, int(source)) for operation, source in (edge.split("~") for edge in node.strip("|").split("|"))]
            for node in text.split("+")]


def from_config(config):
    """What get_net_config answers, as a network."""
    if config["name"] == "infer.tiny":
        c, n = config["C"], config["N"]
        return Network(genotype_of(config["arch_str"]), [c] * n + [2 * c] * (n + 1) + [4 * c] * (n + 1), config["num_classes"])
    return Network(genotype_of(config["genotype"]), [int(width) for width in config["channels"].split(":")], config["num_classes"])
