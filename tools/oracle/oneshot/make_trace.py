#!/usr/bin/env python3
"""Writes a trace of a small weight-sharing search: a second implementation in plain PyTorch, for traces of other sizes than the recorded ones.

    python3 make_trace.py DIR ALGORITHM [NAME=VALUE ...]
    python3 make_trace.py out gdas side=20 batch=5 classes=7 channels=6 cells=2 epochs=3 steps=2 seed=5

Algorithms: random darts-v1 darts-v2 gdas setn enas (cells), tas mask_gumbel mask_rl (widths; warmup=RATIO). It follows the definitions in
docs/oneshot.md alone, shares no code with the product, runs in float32 and again in float64 with the same draws, and writes DIR/NAME.json with
its safetensors as 'natsbench-oneshot replay' reads them.
"""
import json
import math
import os
import random
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

OPS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
EDGES = ["1<-0", "2<-0", "2<-1", "3<-0", "3<-1", "3<-2"]
INTO = [(0,), (1, 2), (3, 4, 5)]


def text_of(cell):
    return "+".join("|" + "".join(f"{OPS[cell[e]]}~{src}|" for src, e in enumerate(edges)) for edges in INTO)


def save(path, tensors):
    header, offset, parts = {}, 0, []
    for name, array in tensors.items():
        array = np.ascontiguousarray(array) if np.ndim(array) else np.asarray(array)
        raw = array.tobytes()
        kind = {"float32": "F32", "float64": "F64", "int64": "I64"}[str(array.dtype)]
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
        offset += len(raw)
        parts.append(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


class Search:
    def __init__(self, options, dtype, tape, initial):
        self.o, self.dtype, self.tape, self.place = options, dtype, tape, 0
        self.is_first = dtype == torch.float32
        self.random = random.Random(options["draws"])
        self.size = options["algorithm"] in ("tas", "mask_gumbel", "mask_rl")
        state = initial if initial is not None else self.initial()
        self.state = {k: v.clone() if v.dtype == torch.int64 else v.to(dtype) for k, v in state.items()}
        controller = [k for k in self.state if k.startswith("controller.")]
        self.arch_names = controller or [k for k in self.state if k in ("arch_parameters", "_arch_parameters")]
        self.weights = [k for k in self.state if k.split(".")[-1] in ("weight", "bias") and not k.startswith("controller.") and k not in self.arch_names]
        for name in self.weights + self.arch_names:
            self.state[name] = self.state[name].detach().requires_grad_(True)
        self.sgd = torch.optim.SGD([self.state[n] for n in self.weights], lr=0.025, momentum=0.9, nesterov=True, weight_decay=5e-4)
        s = options["schedule"]
        self.adam = torch.optim.Adam([self.state[n] for n in self.arch_names], lr=s["arch_lr"], betas=(0.5, 0.999), eps=s["arch_eps"], weight_decay=s["arch_weight_decay"])
        self.tensors, self.ema, self.baseline = {}, [0.0, 0.0], None

    # Draws: made once, and taken again by the second run.
    def draw(self, make):
        if self.is_first:
            value = make()
            self.tape.append(value)
            return value
        value = self.tape[self.place]
        self.place += 1
        return value

    # Networks
    def initial(self):
        o, state = self.o, {}
        generator = torch.Generator().manual_seed(o["seed"])

        def uniform(shape, bound):
            return (torch.rand(shape, generator=generator) * 2 - 1) * bound

        def conv(name, out, inp, k, bias):
            state[name + ".weight"] = uniform((out, inp, k, k), 1 / math.sqrt(inp * k * k))
            if bias:
                state[name + ".bias"] = uniform((out,), 1 / math.sqrt(inp * k * k))

        def norm(name, c):
            state[name + ".weight"], state[name + ".bias"] = torch.ones(c), torch.zeros(c)
            state[name + ".running_mean"], state[name + ".running_var"] = torch.zeros(c), torch.ones(c)
            state[name + ".num_batches_tracked"] = torch.tensor(0)

        def residual(name, inp, out):
            conv(name + ".conv_a.op.1", out, inp, 3, False)
            norm(name + ".conv_a.op.2", out)
            conv(name + ".conv_b.op.1", out, out, 3, False)
            norm(name + ".conv_b.op.2", out)
            conv(name + ".downsample.1", out, inp, 1, False)

        if self.size:
            state["_arch_parameters"] = 1e-3 * torch.randn(5, 8, generator=generator)
            state["_tau"] = torch.zeros(1)
            state["_masks"] = (torch.arange(64)[None] < 8 * (torch.arange(8)[:, None] + 1)).float()
            conv("_cells.0.0", 64, 3, 3, True)
            for i in (1, 3, 5):
                for layer in (0, 1, 2, 4, 5):
                    conv(f"_cells.{i}.layers.{layer}.op.1", 64, 64, 3, True)
                if i < 5:
                    residual(f"_cells.{i + 1}", 64, 64)
            features = 64
        else:
            c, n = o["channels"], o["cells"]
            state["arch_parameters"] = 1e-3 * torch.randn(6, 5, generator=generator)
            conv("_stem.0", c, 3, 3, False)
            norm("_stem.1", c)
            for i in range(3 * n + 2):
                stage, within = divmod(i, n + 1)
                width = c << stage
                if within == n:
                    residual(f"_cells.{i}", width, 2 * width)
                    continue
                for edge in EDGES:
                    conv(f"_cells.{i}.edges.{edge}.2.op.1", width, width, 1, True)
                    conv(f"_cells.{i}.edges.{edge}.3.op.1", width, width, 3, True)
            features = 4 * c
        state["classifier.weight"] = uniform((o["classes"], features), 1 / math.sqrt(features))
        state["classifier.bias"] = uniform((o["classes"],), 1 / math.sqrt(features))
        if o["algorithm"] == "enas":
            for name, shape in [("input_vars", (1, 1, 32))] + [(f"w_lstm.{w}_l{i}", s) for i in (0, 1) for w, s in (("weight_ih", (128, 32)), ("weight_hh", (128, 32)), ("bias_ih", (128,)), ("bias_hh", (128,)))] + [("w_embd.weight", (5, 32)), ("w_pred.weight", (5, 32)), ("w_pred.bias", (5,))]:
                state["controller." + name] = uniform(shape, 0.1)
        return state

    def tracked(self, w, name, x, training):
        if training:
            if self.stats is not None:
                self.stats[name + ".num_batches_tracked"] += 1
            mean, var = (self.stats[name + ".running_mean"], self.stats[name + ".running_var"]) if self.stats is not None else (None, None)
            return F.batch_norm(x, mean, var, w[name + ".weight"], w[name + ".bias"], True, 0.1)
        return F.batch_norm(x, self.state[name + ".running_mean"], self.state[name + ".running_var"], w[name + ".weight"], w[name + ".bias"], False)

    def residual(self, w, name, x, training):
        y = F.conv2d(F.relu(x), w[name + ".conv_a.op.1.weight"], stride=2, padding=1)
        y = F.conv2d(F.relu(self.tracked(w, name + ".conv_a.op.2", y, training)), w[name + ".conv_b.op.1.weight"], padding=1)
        return F.conv2d(F.avg_pool2d(x, 2), w[name + ".downsample.1.weight"]) + self.tracked(w, name + ".conv_b.op.2", y, training)

    def op(self, w, name, code, x):
        if code == 0:
            return x * 0
        if code == 1:
            return x
        if code == 4:
            return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        y = F.conv2d(F.relu(x), w[f"{name}.{code}.op.1.weight"], w[f"{name}.{code}.op.1.bias"], padding=1 if code == 3 else 0)
        return F.batch_norm(y, None, None, None, None, True)

    def layer(self, w, name, x):
        y = F.conv2d(F.relu(x), w[name + ".op.1.weight"], w[name + ".op.1.bias"], padding=1)
        return F.batch_norm(y, None, None, None, None, True)

    def head(self, w, x):
        x = F.relu(F.batch_norm(x, None, None, None, None, True)).mean((2, 3))
        return F.linear(x, w["classifier.weight"], w["classifier.bias"])

    def cells(self, w, x, training, edge):
        """edge(cell number, edge, ops): the mixture of one edge, ops a function of a code."""
        n = self.o["cells"]
        x = self.tracked(w, "_stem.1", F.conv2d(x, w["_stem.0.weight"], padding=1), training)
        searched = 0
        for i in range(3 * n + 2):
            if i % (n + 1) == n:
                x = self.residual(w, f"_cells.{i}", x, training)
                continue
            nodes = [x]
            for edges in INTO:
                nodes.append(sum(edge(searched, e, lambda code, e=e, src=src: self.op(w, f"_cells.{i}.edges.{EDGES[e]}", code, nodes[src])) for src, e in enumerate(edges)))
            x, searched = nodes[3], searched + 1
        return self.head(w, x)

    def widths(self, w, x, training, narrow):
        x = narrow(0, F.batch_norm(F.conv2d(x, w["_cells.0.0.weight"], w["_cells.0.0.bias"], padding=1), None, None, None, None, True))
        for i in range(1, 6):
            if i in (2, 4):
                x = narrow(i, self.residual(w, f"_cells.{i}", x, training))
                continue
            one = self.layer(w, f"_cells.{i}.layers.0", x)
            two = self.layer(w, f"_cells.{i}.layers.1", x) + self.layer(w, f"_cells.{i}.layers.2", one)
            x = narrow(i, x + self.layer(w, f"_cells.{i}.layers.4", one) + self.layer(w, f"_cells.{i}.layers.5", two))
        return self.head(w, x)

    # Batches
    def batch(self, kind, place):
        o = self.o
        if kind == "valid":
            first, count = 1000 + place * o["batch"], o["valid"][place]
        else:
            first, count = (2 * place + (kind == "arch")) * o["batch"], o["batch"]
        j = np.arange(first, first + count)[:, None].astype(np.float64)
        p = np.arange(3 * o["side"] ** 2)[None].astype(np.float64)
        images = (np.sin((0.2 + 0.03 * (j % 11)) * p + 1.3 * j) + 0.5 * np.cos(0.011 * (1 + (j % 7)) * p)).astype(np.float32)
        labels = ((3 * j[:, 0] + 1) % o["classes"]).astype(np.int64)
        return torch.from_numpy(images).view(count, 3, o["side"], o["side"]).to(self.dtype), torch.from_numpy(labels)

    # One pass
    def look(self, name, batch, training, mode, draws, run, weights=None, stats="own", loss=True):
        kind, place = batch.split()
        images, labels = self.batch(kind, int(place))
        self.stats = self.state if stats == "own" else None
        logits = run(weights if weights is not None else self.state, images, training)
        value = F.cross_entropy(logits, labels)
        scale = np.float32(100.0 / len(labels))
        places = logits.detach().topk(min(5, logits.shape[1]), 1)[1].eq(labels[:, None])
        record = {"name": name, "batch": batch, "training": training, "mode": mode, **draws}
        if loss:
            record["loss"] = float(value)
        record["top1"], record["top5"] = float(np.float32(int(places[:, :1].sum())) * scale), float(np.float32(int(places.sum())) * scale)
        self.tensors[name + "/logits"] = logits.detach().numpy().copy()
        return record, value, len(labels)

    def noise(self, name, rows):
        values = self.draw(lambda: np.array([[-math.log(1 - self.random.random()) or 1e-9 for _ in range(rows[1])] for _ in range(rows[0])], np.float32))
        self.tensors[name + "/exponential"] = values
        return -torch.from_numpy(values).to(self.dtype).log()

    # How each algorithm passes: draws and the function that runs
    def path(self, cells, hard=None):
        def run(w, x, training):
            return self.cells(w, x, training, lambda number, e, ops: ops(cells[number % len(cells)][e]) if hard is None else
                              hard[e, cells[0][e]] * ops(cells[0][e]) + sum(hard[e, k] for k in range(5) if k != cells[0][e]))
        return run

    def mix(self, alpha=None):
        share = F.softmax(self.state["arch_parameters"] if alpha is None else alpha, 1)
        return lambda w, x, training: self.cells(w, x, training, lambda number, e, ops: sum(share[e, k] * ops(k) for k in range(5)))

    def urs(self):
        def make():
            cells, drawn = [], []
            for _ in range(3 * self.o["cells"]):
                cell, own = [], []
                for edges in INTO:
                    while True:
                        ops = [self.random.randrange(5) for _ in edges]
                        own += ops
                        if any(ops):
                            break
                    cell += ops
                cells.append(cell)
                drawn.append(own)
            return cells, drawn
        cells, drawn = self.draw(make)
        return "urs", {"cells": cells, "cell_draws": drawn}, self.path(cells)

    def gdas(self, name):
        noise = self.noise(name, (6, 5))
        z = F.softmax((F.log_softmax(self.state["arch_parameters"], 1) + noise) / self.tau, 1)
        chosen = z.detach().argmax(1).tolist()
        hard = F.one_hot(torch.tensor(chosen), 5).to(self.dtype) - z.detach() + z
        return "gdas", {"chosen": chosen}, self.path([chosen], hard)

    def given(self, cell):
        return "dynamic", {"arch": text_of(cell)}, self.path([cell])

    def any_cell(self):
        return self.draw(lambda: [self.random.randrange(5) for _ in range(6)])

    def narrowed(self, name):
        a, algorithm, rho = self.state["_arch_parameters"], self.o["algorithm"], self.rho
        rows = [0, 0, 1, 2, 3, 4]
        masks = self.state["_masks"].detach()
        if rho is not None:
            def make():
                uniforms, chosen = [], []
                for _ in range(6):
                    uniforms.append(self.random.random())
                    chosen.append(7 if uniforms[-1] < rho else self.random.randrange(8))
                return uniforms, chosen
            uniforms, chosen = self.draw(make)
            return "warm-up", {"uniforms": uniforms, "rows": chosen}, lambda w, x, t: self.widths(w, x, t, lambda i, y: y * masks[chosen[i]].view(1, -1, 1, 1))
        if algorithm == "mask_rl":
            shares = F.softmax(a.detach(), 1).double().numpy()
            chosen = self.draw(lambda: [self.random.choices(range(8), shares[r])[0] for r in rows])
            self.log_probability = sum(F.log_softmax(a[r], 0)[k] for r, k in zip(rows, chosen))
            return "mask_rl", {"rows": chosen}, lambda w, x, t: self.widths(w, x, t, lambda i, y: y * masks[chosen[i]].view(1, -1, 1, 1))
        z = (F.log_softmax(a[rows], 1) + self.noise(name, (6, 8))) / self.tau
        p = F.softmax(z, 1)
        if algorithm == "mask_gumbel":
            return "mask_gumbel", {}, lambda w, x, t: self.widths(w, x, t, lambda i, y: y * (p[i] @ masks).view(1, -1, 1, 1))
        chances = (p.detach() + 1e-7).double().numpy()

        def pair(row):
            first = self.random.choices(range(8), row)[0]
            rest = [0 if k == first else v for k, v in enumerate(row)]
            return [first, self.random.choices(range(8), rest)[0]]
        pairs = self.draw(lambda: [pair(row) for row in chances])

        def narrow(i, y):
            q = F.softmax(z[i, pairs[i]], 0)
            c = [8 * (k + 1) for k in pairs[i]]
            most = max(c)
            parts = [F.adaptive_avg_pool3d(y[:, None, :k], (most, *y.shape[2:]))[:, 0] for k in c]
            return F.pad(q[0] * parts[0] + q[1] * parts[1], (0, 0, 0, 0, 0, 64 - most))
        return "tas", {"pairs": pairs}, lambda w, x, t: self.widths(w, x, t, narrow)

    # The controller of ENAS
    def controller(self, cell=None):
        s, layers = self.state, []
        h, c = [torch.zeros(32, dtype=self.dtype) for _ in range(2)], [torch.zeros(32, dtype=self.dtype) for _ in range(2)]
        x, total, entropy, said = s["controller.input_vars"][0, 0], 0, 0, []
        for edge in range(6):
            for layer in (0, 1):
                gates = F.linear(x, s[f"controller.w_lstm.weight_ih_l{layer}"], s[f"controller.w_lstm.bias_ih_l{layer}"]) + F.linear(h[layer], s[f"controller.w_lstm.weight_hh_l{layer}"], s[f"controller.w_lstm.bias_hh_l{layer}"])
                i, f, g, o = gates.chunk(4)
                c[layer] = torch.sigmoid(f) * c[layer] + torch.sigmoid(i) * torch.tanh(g)
                h[layer] = torch.sigmoid(o) * torch.tanh(c[layer])
                x = h[layer]
            logs = F.log_softmax(2.5 * torch.tanh(F.linear(x, s["controller.w_pred.weight"], s["controller.w_pred.bias"]) / 5.0), 0)
            code = self.random.choices(range(5), logs.detach().double().exp().numpy())[0] if cell is None else cell[edge]
            said.append(code)
            total, entropy = total + logs[code], entropy - (logs.exp() * logs).sum()
            x = s["controller.w_embd.weight"][code]
        return said, total, entropy

    def sampled(self):
        with torch.no_grad():
            return self.draw(lambda: self.controller()[0])

    def phase(self, epoch):
        c, samples, updates, place = self.o["schedule"]["controller"], [], [], 0
        parameters = [self.state[n] for n in self.arch_names]
        sums = {"loss": 0, "top1": 0, "baseline": 0, "reward": 0}
        previous = self.baseline
        for u in range(c["updates"]):
            self.adam.zero_grad(set_to_none=False)
            for _ in range(c["samples"]):
                cell = self.sampled()
                _, total, entropy = self.controller(cell)
                mode, draws, run = self.given(cell)
                with torch.no_grad():
                    record, _, _ = self.look(f"{epoch}/ctl/k{place}", f"valid {place % len(self.o['valid'])}", False, mode, draws, run, loss=False)
                # One number in float32: scalars that are added to it give way, in the second run as well.
                accuracy = torch.tensor([record["top1"]], dtype=torch.float32) / 100
                reward = accuracy + c["entropy_weight"] * entropy
                baseline = accuracy if previous is None else previous - (1 - c["baseline_decay"]) * (previous - reward)
                loss = -total * (reward - baseline)
                (loss / c["samples"]).backward()
                own = {"log_prob": float(total), "entropy": float(entropy), "reward": float(reward), "baseline": float(baseline), "loss": float(loss)}
                samples.append({**record, **own})
                for key, value in (("loss", own["loss"]), ("top1", float(accuracy) * 100), ("baseline", own["baseline"]), ("reward", own["reward"])):
                    sums[key] += value
                place += 1
            before = torch.nn.utils.clip_grad_norm_(parameters, c["clip"])
            for name, parameter in zip(self.arch_names, parameters):
                self.tensors[f"{epoch}/ctl/u{u}/{name}.grad"] = parameter.grad.numpy().copy()
            self.adam.step()
            for name, parameter in zip(self.arch_names, parameters):
                self.tensors[f"{epoch}/ctl/u{u}/{name}"] = parameter.detach().numpy().copy()
            updates.append({"grad_norms": [float(p.grad.norm()) for p in parameters], "norms": [float(p.detach().norm()) for p in parameters], "grad_norm_before_clip": float(before)})
        average = {k: v / place for k, v in sums.items()}
        self.baseline = average["baseline"]
        return {"previous_baseline": previous, "samples": samples, "updates": updates, "average": average}

    # The common loop
    def base_draw(self, name):
        algorithm = self.o["algorithm"]
        if self.size:
            return self.narrowed(name)
        if algorithm == "random":
            return self.urs()
        if algorithm == "gdas":
            return self.gdas(name)
        if algorithm in ("darts-v1", "darts-v2"):
            return "joint", {}, self.mix()
        self.cell = self.any_cell() if algorithm == "setn" else self.sampled()
        return self.given(self.cell)

    def arch_draw(self, name):
        if self.o["algorithm"] == "enas":
            return self.given(self.cell)
        return ("joint", {}, self.mix()) if self.o["algorithm"] == "setn" else self.base_draw(name)

    def norms(self, tensors):
        return [None if t is None else float(t.norm()) for t in tensors]

    def second_order(self, name, number, rate, record):
        p = [self.state[n] for n in self.weights]
        passes = []
        one, loss, _ = self.look(name + "/base2", f"base {number}", True, "joint", {}, self.mix())
        grads = torch.autograd.grad(loss, p)
        passes.append(one)
        buffers = [self.sgd.state[q]["momentum_buffer"] for q in p]
        moved = {n: (q - rate * (0.9 * m + g + 5e-4 * q)).detach().requires_grad_(True) for n, q, m, g in zip(self.weights, p, buffers, grads)}
        alpha = self.state["arch_parameters"]
        two, loss, count = self.look(name + "/unrolled", f"arch {number}", True, "joint", {}, self.mix(), {**self.state, **moved}, "none")
        found = torch.autograd.grad(loss, [alpha, *moved.values()])
        direct, v = found[0], found[1:]
        passes.append(two)
        norm = torch.cat([g.flatten() for g in v]).norm()
        radius = 0.01 / norm
        sides = []
        for kind, sign in (("plus", 1), ("minus", -1)):
            shifted = {n: (q + sign * radius * g).detach() for n, q, g in zip(self.weights, p, v)}
            one, loss, _ = self.look(f"{name}/{kind}", f"base {number}", True, "joint", {}, self.mix(), {**self.state, **shifted})
            sides.append(torch.autograd.grad(loss, [alpha])[0])
            passes.append(one)
        implicit = (sides[0] - sides[1]) / (2 * radius)
        alpha.grad = direct - rate * implicit
        self.tensors[name + "/unrolled/arch_parameters.grad"] = direct.numpy().copy()
        self.tensors[name + "/implicit"] = implicit.numpy().copy()
        for one in (passes[0], passes[2], passes[3]):
            one.pop("top1"), one.pop("top5")
        record.update(v_norm=float(norm), R=float(radius), v_norms=self.norms(v), unrolled_norms=self.norms([m.detach() for m in moved.values()]))
        return passes, two, count

    def step(self, epoch, number, place, meter):
        o, name = self.o, f"e{epoch}/s{place}"
        rate = 0.001 + 0.012 * (1 + math.cos(math.pi * epoch / o["epochs"]))
        for group in self.sgd.param_groups:
            group["lr"] = rate
        self.sgd.zero_grad(set_to_none=False)
        mode, draws, run = self.base_draw(name + "/base")
        base, loss, count = self.look(name + "/base", f"base {number}", True, mode, draws, run)
        loss.backward()
        record = {"step": place, "lr": rate, "passes": [base]}
        record["grad_norms"] = self.norms([self.state[n].grad for n in self.weights])
        self.sgd.step()
        meter("base", base, count)
        self.adam.zero_grad(set_to_none=False)
        learns = True
        if o["algorithm"] == "darts-v2":
            passes, arch, count = self.second_order(name, number, rate, record)
            record["passes"] += passes
        else:
            mode, draws, run = self.arch_draw(name + "/arch")
            learns = o["algorithm"] not in ("random", "enas") and not (self.size and self.rho is not None)
            if learns and o["algorithm"] != "mask_rl":
                self.sgd.zero_grad(set_to_none=False)
                arch, loss, count = self.look(name + "/arch", f"arch {number}", True, mode, draws, run)
                loss.backward()
            else:
                with torch.no_grad():
                    arch, loss, count = self.look(name + "/arch", f"arch {number}", True, mode, draws, run, loss=o["algorithm"] != "mask_rl")
                if o["algorithm"] == "mask_rl":
                    self.ema = [0.95 * self.ema[0] + 0.05 * arch["top1"], 0.95 * self.ema[1] + 0.05]
                    if learns:
                        advantage = torch.tensor([arch["top1"]], dtype=torch.float32) - self.ema[0] / self.ema[1]
                        (-advantage * self.log_probability.view(1)).backward()
            record["passes"].append(arch)
        if learns:
            for n in self.arch_names:
                self.tensors[f"{name}/{n}.grad"] = self.state[n].grad.numpy().copy()
            self.adam.step()
        meter("arch", arch, count)
        for n in ([] if o["algorithm"] == "enas" else self.arch_names) + self.weights[:3]:
            self.tensors[f"{name}/{n}"] = self.state[n].detach().numpy().copy()
        record["weight_norms"] = self.norms([self.state[n].detach() for n in self.weights])
        return record

    def select(self, epoch):
        o, algorithm = self.o, self.o["algorithm"]
        if self.size:
            return None, ":".join(str(8 * (k + 1)) for k in self.state["_arch_parameters"].detach().argmax(1).tolist())
        selection, count = {}, o["schedule"]["candidates"]
        if algorithm == "random":
            def make():
                found = []
                while len(found) < count:
                    cell = [self.random.randrange(5) for _ in range(6)]
                    if cell not in found:
                        found.append(cell)
                return found
            cells = self.draw(make)
        elif algorithm == "enas":
            cells = [self.sampled() for _ in range(count)]
        elif algorithm == "setn":
            logs = F.log_softmax(self.state["arch_parameters"].detach(), 1)
            all_cells = [[k // 5**(5 - e) % 5 for e in range(6)] for k in range(5**6)]
            codes = torch.tensor(all_cells)
            score = logs[0, codes[:, 0]]
            for e in range(1, 6):
                score = score + logs[e, codes[:, e]]
            order = sorted(range(5**6), key=lambda k: -float(score[k]))[:count]
            cells, selection["log_probs"] = [all_cells[k] for k in order], [float(score[k]) for k in order]
        else:
            cells = [self.state["arch_parameters"].detach().argmax(1).tolist()]
        passes = []
        for k, cell in enumerate(cells):
            mode, draws, run = self.given(cell)
            with torch.no_grad():
                passes.append(self.look(f"{epoch}/select/c{k}", f"valid {k % len(o['valid'])}", False, mode, draws, run, loss=False)[0])
        scores = [one["top1"] for one in passes]
        best = scores.index(max(scores))
        self.cell = cells[best]
        return {"candidates": [text_of(c) for c in cells], "scores": scores, "passes": passes, "best_score": scores[best], **selection}, text_of(cells[best])

    def valid(self, epoch):
        passes, sums, counted = [], [0, 0, 0], 0
        for v in range(len(self.o["valid"])):
            name = f"{epoch}/valid/v{v}"
            algorithm = self.o["algorithm"]
            with torch.no_grad():
                mode, draws, run = self.given(self.cell) if algorithm in ("setn", "enas") else self.base_draw(name)
                record, _, count = self.look(name, f"valid {v}", False, mode, draws, run)
            passes.append(record)
            sums = [s + record[k] * count for s, k in zip(sums, ("loss", "top1", "top5"))]
            counted += count
        return {**{k: s / counted for k, s in zip(("loss", "top1", "top5"), sums)}, "passes": passes}

    def run(self):
        o, epochs, number = self.o, [], 0
        s = o["schedule"]
        for epoch in range(o["epochs"]):
            record = {"epoch": epoch}
            self.rho = None
            if self.size:
                ratio = s["warmup_ratio"]
                self.rho = None if ratio is None or epoch / o["epochs"] >= ratio else 1 - epoch / o["epochs"] / ratio
                record.update(warmup_ratio=self.rho, enable_controller=self.rho is None)
            if "tau_max" in s:
                self.tau = s["tau_max"] - (s["tau_max"] - s["tau_min"]) * epoch / max(1, o["epochs"] - 1)
                record["tau"] = float(np.float32(self.tau))
            sums = {}

            def meter(kind, one, count):
                for key in ("loss", "top1", "top5"):
                    if key in one:
                        total = sums.setdefault(f"{kind}_{key}", [0, 0])
                        total[0] += one[key] * count
                        total[1] += count
            record["steps"] = []
            for place in range(o["steps"]):
                record["steps"].append(self.step(epoch, number, place, meter))
                number += 1
            record["average"] = {k: v[0] / v[1] for k, v in sums.items()}
            if o["algorithm"] == "enas":
                record["controller"] = self.phase(f"e{epoch}")
            selection, record["selected"] = self.select(f"e{epoch}")
            if selection:
                record["selection"] = selection
            record["valid"] = self.valid(f"e{epoch}")
            epochs.append(record)
        final = {}
        selection, final["selected"] = self.select("final")
        if selection:
            final["selection"] = selection
        final["valid"] = self.valid("final")
        final["momentum_norms"] = self.norms([self.sgd.state[self.state[n]].get("momentum_buffer") for n in self.weights])
        state = {k: v.detach().numpy().copy() for k, v in self.state.items() if not k.startswith("controller.")}
        for n in self.weights:
            buffer = self.sgd.state[self.state[n]].get("momentum_buffer")
            if buffer is not None and not self.size:
                state["sgd.momentum_buffer/" + n] = buffer.numpy().copy()
        state.update({k: v.detach().numpy().copy() for k, v in self.state.items() if k.startswith("controller.")})
        return epochs, final, state


def doubled(one, two):
    """The record of the float32 run with the numbers of the float64 run beside as NAME_f64."""
    if isinstance(one, dict):
        merged = {}
        for key, value in one.items():
            merged[key] = doubled(value, two[key])
            # Where rounding decided which came first.
            if key in ("candidates", "selected") and value != two[key]:
                merged[key + "_f64"] = two[key]
        fixed = ("lr", "tau", "uniforms", "previous_baseline", "warmup_ratio")
        for key, value in two.items():
            if key in fixed or isinstance(value, (bool, str)) or isinstance(value, int):
                continue
            if isinstance(value, float) or (isinstance(value, list) and value and all(v is None or isinstance(v, float) for v in value)):
                merged[key + "_f64"] = value
        return merged
    if isinstance(one, list) and one and isinstance(one[0], dict):
        return [doubled(a, b) for a, b in zip(one, two)]
    return one


def main():
    if len(sys.argv) < 3 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 2
    folder, algorithm = sys.argv[1], sys.argv[2]
    given = dict(word.split("=") for word in sys.argv[3:])
    size = algorithm in ("tas", "mask_gumbel", "mask_rl")
    number = lambda key, default: int(given.pop(key, default))
    options = {"algorithm": algorithm, "seed": number("seed", 3), "draws": number("draws", 2), "side": number("side", 8 if size else 16), "batch": number("batch", 6),
               "classes": number("classes", 10), "channels": number("channels", 4), "cells": number("cells", 1), "epochs": number("epochs", 2), "steps": number("steps", 3)}
    options["valid"] = [int(v) for v in given.pop("valid", f"{options['batch']},{options['batch']},4").split(",")]
    warm = given.pop("warmup", None)
    schedule = {"epochs": options["epochs"], "steps": options["steps"], "lr": 0.025, "eta_min": 0.001, "momentum": 0.9, "nesterov": True, "weight_decay": 0.0005,
                "arch_lr": 0.001 if algorithm == "enas" else 0.0003, "arch_betas": [0.5, 0.999], "arch_eps": 0.001 if algorithm == "enas" else 1e-8,
                "arch_weight_decay": 0.0 if algorithm in ("enas", "mask_rl") else 0.001}
    if algorithm in ("gdas", "tas", "mask_gumbel"):
        schedule.update(tau_max=10, tau_min=0.1)
    if size:
        schedule["warmup_ratio"] = None if warm is None else float(warm)
    else:
        schedule["candidates"] = 1 if algorithm in ("gdas", "darts-v1", "darts-v2") else number("candidates", 5)
    if algorithm == "enas":
        schedule["controller"] = {"updates": number("updates", 2), "samples": number("samples", 3), "baseline_decay": 0.99, "entropy_weight": 0.0001, "clip": float(given.pop("clip", 5.0))}
    name = given.pop("name", algorithm)
    if given:
        print("unknown:", *given)
        return 2
    options["schedule"] = schedule
    torch.manual_seed(0)
    tape = []
    first = Search(options, torch.float32, tape, None)
    initial = {k: v.detach().clone() for k, v in first.state.items()}
    one = first.run()
    second = Search(options, torch.float64, tape, initial)
    two = second.run()
    os.makedirs(folder, exist_ok=True)
    path = lambda part: os.path.join(folder, part)
    save(path(f"{name}-init.safetensors"), {k: v.numpy() for k, v in initial.items()})
    save(path(f"{name}-final.safetensors"), one[2])
    wide = {k + "_f64": v for k, v in second.tensors.items() if v.dtype == np.float64}
    save(path(f"{name}.safetensors"), {**first.tensors, **wide})
    trace = {"trace": name, "set": "made", "space": "sss" if size else "tss", "algorithm": algorithm, "seed": options["seed"], "draws_seed": options["draws"],
             "original": "tools/oracle/oneshot/make_trace.py"}
    if size:
        trace["model"] = {"candidates": [8 * (k + 1) for k in range(8)], "rows": 5,
                          "genotype": "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|",
                          "classes": options["classes"], "affine": False, "track_running_stats": False}
    else:
        trace["model"] = {"channels": options["channels"], "cells_per_stage": options["cells"], "nodes": 4, "ops": OPS, "classes": options["classes"], "affine": False, "track_running_stats": False}
    trace["data"] = {"batch": options["batch"], "side": options["side"], "valid_batches": options["valid"],
                     "image": "sin((0.2 + 0.03*(j mod 11))*p + 1.3*j) + 0.5*cos(0.011*(1 + (j mod 7))*p) in float64, rounded to float32; j = number of the sample, p = flat index in its 3 x side x side image",
                     "label": "(3*j + 1) mod classes",
                     "samples": "base T: j = 2*T*batch + i; arch T: j = (2*T+1)*batch + i; valid V: j = 1000 + V*batch + i; i = place in the batch"}
    trace.update(schedule=schedule, initial_state=f"{name}-init.safetensors", final_state=f"{name}-final.safetensors", tensors=f"{name}.safetensors",
                 weights=first.weights, arch_parameters=first.arch_names)
    if not size:
        trace["initial_genotype"] = text_of(initial["arch_parameters"].argmax(1).tolist())
    trace["epochs"], trace["final"] = [doubled(a, b) for a, b in zip(one[0], two[0])], doubled(one[1], two[1])
    trace["float32_against_float64"] = {}
    with open(path(f"{name}.json"), "w") as file:
        json.dump(trace, file)
    print(path(f"{name}.json"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
