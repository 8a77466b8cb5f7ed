"""Steps a second of the nine weight-sharing searches as plain PyTorch modules, the form of the original (docs/oneshot.md).

Each operation is a module of its own and each search step does what the original's does: a weight step with SGD, an architecture step with
Adam, accuracies and losses read after each. Only PyTorch is needed: python3 perf/python/oneshot.py gdas --steps 5 --threads 2
Prints one line of JSON: algorithm, steps, seconds by the clock, seconds of the processors, torch's version.
"""
import argparse
import copy
import json
import time

import torch
from torch import nn
from torch.nn import functional as F

EDGES = ["1<-0", "2<-0", "2<-1", "3<-0", "3<-1", "3<-2"]
INCOMING = {1: [0], 2: [1, 2], 3: [3, 4, 5]}
SOURCE = [0, 0, 1, 0, 1, 2]


class ReluConvNorm(nn.Module):
    def __init__(self, inputs, outputs, size, stride, affine, track):
        super().__init__()
        self.op = nn.Sequential(
            nn.ReLU(inplace=False),
            nn.Conv2d(inputs, outputs, size, stride=stride, padding=size // 2, bias=not affine),
            nn.BatchNorm2d(outputs, affine=affine, track_running_stats=track),
        )

    def forward(self, x):
        return self.op(x)


class Zero(nn.Module):
    def forward(self, x):
        return x.mul(0.0)


class Residual(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv_a = ReluConvNorm(inputs, outputs, 3, 2, True, True)
        self.conv_b = ReluConvNorm(outputs, outputs, 3, 1, True, True)
        self.downsample = nn.Sequential(nn.AvgPool2d(2, 2), nn.Conv2d(inputs, outputs, 1, bias=False))

    def forward(self, x, *_):
        return self.downsample(x) + self.conv_b(self.conv_a(x))


class Cell(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.edges = nn.ModuleList(
            nn.ModuleList([
                Zero(), nn.Identity(), ReluConvNorm(channels, channels, 1, 1, False, False),
                ReluConvNorm(channels, channels, 3, 1, False, False), nn.AvgPool2d(3, 1, 1, count_include_pad=False),
            ]) for _ in EDGES)

    def forward(self, x, mode, given, index):
        nodes = [x]
        for node in (1, 2, 3):
            terms = []
            for edge in INCOMING[node]:
                value, operations = nodes[SOURCE[edge]], self.edges[edge]
                if mode == "joint":
                    terms.append(sum(operation(value) * weight for operation, weight in zip(operations, given[edge])))
                elif mode == "gdas":
                    hard, chosen = given
                    best = chosen[edge]
                    terms.append(sum(hard[edge, k] * operation(value) if k == best else hard[edge, k] for k, operation in enumerate(operations)))
                elif mode == "urs":
                    terms.append(operations[given[index][edge]](value))
                else:
                    terms.append(operations[given[edge]](value))
            nodes.append(sum(terms))
        return nodes[3]


class TopologyNet(nn.Module):
    def __init__(self, channels, cells, classes):
        super().__init__()
        self._stem = nn.Sequential(nn.Conv2d(3, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))
        blocks, width = [], channels
        for stage in range(3):
            if stage:
                blocks.append(Residual(width, 2 * width))
                width *= 2
            blocks += [Cell(width) for _ in range(cells)]
        self._cells = nn.ModuleList(blocks)
        self.lastact = nn.Sequential(nn.BatchNorm2d(width, affine=False, track_running_stats=False), nn.ReLU(inplace=True))
        self.classifier = nn.Linear(width, classes)
        self.arch_parameters = nn.Parameter(1e-3 * torch.randn(6, 5))
        self.tau = 10.0

    def weights(self):
        return [p for n, p in self.named_parameters() if n != "arch_parameters"]

    def alphas(self):
        return [self.arch_parameters]

    def forward(self, x, mode, given=None):
        if mode == "joint":
            given = F.softmax(self.arch_parameters, dim=1)
        elif mode == "urs":
            given = []
            for cell in self._cells:
                codes = []
                for node in (1, 2, 3):
                    while True:
                        drawn = torch.randint(5, (node,)).tolist()
                        if any(drawn):
                            break
                    codes += drawn
                given.append(codes)
        elif mode == "gdas":
            while True:
                gumbel = -torch.empty_like(self.arch_parameters).exponential_().log()
                probabilities = F.softmax((F.log_softmax(self.arch_parameters, dim=1) + gumbel) / self.tau, dim=1)
                index = probabilities.max(-1, keepdim=True)[1]
                one_hot = torch.zeros_like(probabilities).scatter_(-1, index, 1.0)
                hard = one_hot - probabilities.detach() + probabilities
                if not (torch.isinf(gumbel).any() or torch.isinf(probabilities).any() or torch.isnan(probabilities).any()):
                    break
            given = (hard, index.view(-1).tolist())
        x = self._stem(x)
        for index, cell in enumerate(self._cells):
            x = cell(x, mode, given, index)
        x = F.adaptive_avg_pool2d(self.lastact(x), 1)
        return self.classifier(x.view(x.size(0), -1))


class SizeCell(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Identity() if edge == 3 else ReluConvNorm(channels, channels, 3, 1, False, False) for edge in range(6))

    def forward(self, x):
        nodes = [x]
        for node in (1, 2, 3):
            nodes.append(sum(self.layers[edge](nodes[SOURCE[edge]]) for edge in INCOMING[node]))
        return nodes[3]


def interpolate(x, channels):
    if x.size(1) == channels:
        return x
    return F.adaptive_avg_pool3d(x, (channels, x.size(2), x.size(3)))


class SizeNet(nn.Module):
    def __init__(self, classes, width=64):
        super().__init__()
        self._cells = nn.ModuleList([
            nn.Sequential(nn.Conv2d(3, width, 3, padding=1), nn.BatchNorm2d(width, affine=False, track_running_stats=False)),
            SizeCell(width), Residual(width, width), SizeCell(width), Residual(width, width), SizeCell(width),
        ])
        self.lastact = nn.Sequential(nn.BatchNorm2d(width, affine=False, track_running_stats=False), nn.ReLU(inplace=True))
        self.classifier = nn.Linear(width, classes)
        self._arch_parameters = nn.Parameter(1e-3 * torch.randn(5, 8))
        self.register_buffer("_masks", torch.tensor([[1.0 if c < 8 * (k + 1) else 0.0 for c in range(width)] for k in range(8)]))
        self.tau = 10.0

    def weights(self):
        return [p for n, p in self.named_parameters() if n != "_arch_parameters"]

    def alphas(self):
        return [self._arch_parameters]

    def relaxed(self, row):
        while True:
            gumbel = -torch.empty_like(row).exponential_().log()
            logits = (F.log_softmax(row, dim=1) + gumbel) / self.tau
            probabilities = F.softmax(logits, dim=1)
            if not (torch.isinf(probabilities).any() or torch.isnan(probabilities).any()):
                return logits, probabilities

    def forward(self, x, mode):
        log_probabilities = []
        for index, module in enumerate(self._cells):
            x = module(x)
            row = self._arch_parameters[max(0, index - 1)].view(1, -1)
            if mode == "mask_gumbel":
                weights = F.gumbel_softmax(row, tau=self.tau, dim=-1)
                x = x * torch.sum(weights.view(-1, 1) * self._masks, dim=0).view(1, -1, 1, 1)
            elif mode == "mask_rl":
                probabilities = F.softmax(row, dim=-1)
                chosen = torch.multinomial(probabilities.detach(), 1)[0].item()
                log_probabilities.append(torch.log(probabilities[0, chosen]))
                x = x * self._masks[chosen].view(1, -1, 1, 1)
            else:
                logits, probabilities = self.relaxed(row)
                pair = torch.multinomial(probabilities.detach() + 1e-7, 2, False)[0]
                shares = F.softmax(logits[0, pair], dim=0)
                widths = [8 * (int(k) + 1) for k in pair]
                channels = max(widths)
                mixed = interpolate(x[:, : widths[0]], channels) * shares[0] + interpolate(x[:, : widths[1]], channels) * shares[1]
                if channels < x.size(1):
                    mixed = torch.cat([mixed, mixed.new_zeros(mixed.size(0), x.size(1) - channels, mixed.size(2), mixed.size(3))], dim=1)
                x = mixed
        x = F.adaptive_avg_pool2d(self.lastact(x), 1)
        return self.classifier(x.view(x.size(0), -1)), log_probabilities


class Controller(nn.Module):
    def __init__(self):
        super().__init__()
        self.input_vars = nn.Parameter(torch.empty(1, 1, 32).uniform_(-0.1, 0.1))
        self.w_lstm = nn.LSTM(input_size=32, hidden_size=32, num_layers=2)
        self.w_embd = nn.Embedding(5, 32)
        self.w_pred = nn.Linear(32, 5)

    def forward(self):
        inputs, state, codes = self.input_vars, None, []
        for _ in EDGES:
            outputs, state = self.w_lstm(inputs, state)
            logits = 2.5 * torch.tanh(self.w_pred(outputs).view(-1) / 5.0)
            operation = torch.distributions.Categorical(logits=logits).sample()
            inputs = self.w_embd(operation.view(1, 1))
            codes.append(operation.item())
        return codes


def accuracy(logits, labels):
    _, places = logits.topk(5, 1, True, True)
    correct = places.t().eq(labels.view(1, -1).expand(5, -1))
    return [correct[:k].reshape(-1).float().sum(0, keepdim=True).mul_(100.0 / labels.size(0)) for k in (1, 5)]


def log(logits, labels, loss):
    top1, top5 = accuracy(logits.detach(), labels)
    return loss.item(), top1.item(), top5.item()


def unrolled_step(net, w_optimizer, lr, base, arch, criterion):
    """Second-order DARTS by finite differences at w ± R·v."""
    (x, y), (vx, vy) = base, arch
    loss = criterion(net(x, "joint"), y)
    gradients = torch.autograd.grad(loss, net.weights(), allow_unused=True)
    other = copy.deepcopy(net)
    with torch.no_grad():
        for weight, target, gradient in zip(net.weights(), other.weights(), gradients):
            momentum = w_optimizer.state[weight]["momentum_buffer"].mul(0.9)
            target.sub_(lr * (momentum + gradient + 5e-4 * weight))
    other.zero_grad()
    logits = other(vx, "joint")
    unrolled = criterion(logits, vy)
    unrolled.backward()
    direct = other.arch_parameters.grad.clone()
    vectors = [weight.grad for weight in other.weights()]
    radius = 0.01 / torch.cat([v.reshape(-1) for v in vectors]).norm()

    def at(sign):
        with torch.no_grad():
            for weight, v in zip(net.weights(), vectors):
                weight.add_(v, alpha=float(sign * radius))
        return torch.autograd.grad(criterion(net(x, "joint"), y), net.alphas())[0]

    plus, minus = at(1), at(-2)
    with torch.no_grad():
        for weight, v in zip(net.weights(), vectors):
            weight.add_(v, alpha=float(radius))
    net.arch_parameters.grad = direct - lr * (plus - minus) / (2 * radius)
    return unrolled, logits


class Search:
    def __init__(self, algorithm, args):
        self.algorithm = algorithm
        size = algorithm in ("tas", "mask_gumbel", "mask_rl")
        net = SizeNet(args.classes) if size else TopologyNet(args.channels, args.cells, args.classes)
        self.net = net.to(args.device)
        self.w_optimizer = torch.optim.SGD(self.net.weights(), 0.025, momentum=0.9, weight_decay=5e-4, nesterov=True)
        self.a_optimizer = torch.optim.Adam(self.net.alphas(), lr=3e-4, betas=(0.5, 0.999), weight_decay=1e-3)
        self.criterion = nn.CrossEntropyLoss()
        self.controller = Controller().to(args.device) if algorithm == "enas" else None
        self.numerator = self.denominator = 0.0
        self.base, self.arch = (self.noise(args), self.noise(args))

    @staticmethod
    def noise(args):
        return torch.randn(args.batch, 3, args.side, args.side, device=args.device), torch.randint(args.classes, (args.batch,), device=args.device)

    def step(self):
        net, algorithm, criterion = self.net, self.algorithm, self.criterion
        (x, y), (vx, vy) = self.base, self.arch
        net.train()
        mode, given = {"random": "urs", "darts-v1": "joint", "darts-v2": "joint", "gdas": "gdas", "setn": "dynamic", "enas": "dynamic"}.get(algorithm, algorithm), None
        if algorithm == "setn":
            given = torch.randint(5, (6,)).tolist()
        elif algorithm == "enas":
            with torch.no_grad():
                given = self.controller()
        size = isinstance(net, SizeNet)
        net.zero_grad(set_to_none=False)
        logits = net(x, mode)[0] if size else net(x, mode, given)
        loss = criterion(logits, y)
        loss.backward()
        self.w_optimizer.step()
        log(logits, y, loss)

        net.zero_grad(set_to_none=False)
        if algorithm in ("random", "enas"):
            with torch.no_grad():
                logits = net(vx, mode, given)
                loss = criterion(logits, vy)
        elif algorithm == "darts-v2":
            loss, logits = unrolled_step(net, self.w_optimizer, 0.025, self.base, self.arch, criterion)
            self.a_optimizer.step()
        else:
            if size:
                logits, log_probabilities = net(vx, mode)
            else:
                logits = net(vx, "joint" if algorithm == "setn" else mode, given)
            if algorithm == "mask_rl":
                reward = accuracy(logits.detach(), vy)[0]
                self.numerator = 0.95 * self.numerator + 0.05 * reward.item()
                self.denominator = 0.95 * self.denominator + 0.05
                loss = (-(reward - self.numerator / self.denominator) * sum(log_probabilities)).sum()
            else:
                loss = criterion(logits, vy)
            loss.backward()
            self.a_optimizer.step()
        log(logits, vy, loss)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("algorithm", choices=["random", "darts-v1", "darts-v2", "gdas", "setn", "enas", "tas", "mask_gumbel", "mask_rl"])
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--warm", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--side", type=int, default=32)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--channels", type=int, default=16)
    parser.add_argument("--cells", type=int, default=5)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(777)
    search = Search(args.algorithm, args)
    wait = (lambda: None) if args.device == "cpu" else torch.cuda.synchronize
    for _ in range(args.warm):
        search.step()
    wait()
    start, used = time.perf_counter(), time.process_time()
    for _ in range(args.steps):
        search.step()
    wait()
    seconds, used = time.perf_counter() - start, time.process_time() - used
    print(json.dumps({
        "algorithm": args.algorithm, "steps": args.steps, "seconds": seconds, "processor_seconds": used, "torch": torch.__version__,
    }))


if __name__ == "__main__":
    main()
