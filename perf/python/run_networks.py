#!/usr/bin/env python3
"""Runs the networks behind NATS-Bench in PyTorch when it is asked to, for `networks` of the benchmarks.

    echo '64:64:64:64:64 1 256' | python3 perf/python/run_networks.py

Prints PyTorch's version. Then a line of the input is an architecture, a number of threads and a number of images; a line of the
output is how many seconds one run of a fresh network took, the second of two where it is the first of its kind. On a GPU, which
--device names, threads stand for nothing, and the images are there already; --mode compile runs what torch.compile makes.
"""
import argparse
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools", "oracle", "networks"))

import torch
from networks import from_config

SIZE_CELL = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"


def config_of(architecture):
    if architecture.startswith("|"):
        return {"name": "infer.tiny", "C": 16, "N": 5, "arch_str": architecture, "num_classes": 10}
    return {"name": "infer.shape.tiny", "channels": architecture, "genotype": SIZE_CELL, "num_classes": 10}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--mode", default="eager", choices=["eager", "compile"])
    args = parser.parse_args()
    if args.device == "cuda" and not torch.cuda.is_available():
        sys.exit("no GPU that PyTorch can use")
    if args.mode == "compile" and not hasattr(torch, "compile"):
        sys.exit("this PyTorch has no torch.compile")
    print(torch.__version__, flush=True)

    known = {}

    def seconds(network, images):
        start = time.perf_counter()
        network(images)
        if args.device != "cpu":
            torch.cuda.synchronize()
        return time.perf_counter() - start

    with torch.inference_mode():
        for line in sys.stdin:
            architecture, threads, batch = line.split()
            torch.set_num_threads(int(threads))
            key = (architecture, threads, batch)
            if key not in known:
                network = from_config(config_of(architecture)).eval().to(args.device)
                known[key] = torch.compile(network) if args.mode == "compile" else network, torch.randn(
                    int(batch), 3, 32, 32, device=args.device)
                seconds(*known[key])
            print(seconds(*known[key]), flush=True)


main()
