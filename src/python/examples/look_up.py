#!/usr/bin/env python3
"""The row of a paper's table: accuracies of a cell that a search found, on all three data sets, validation and test, means over seeds.

    python3 look_up.py NATS-tss.natsb '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|'
"""
import sys

import natsbench_fast

# Validation accuracy of CIFAR-10 is that of the networks that were trained on half of its training images.
ROWS = [("CIFAR-10", "cifar10-valid", "cifar10"), ("CIFAR-100", "cifar100", "cifar100"), ("ImageNet16-120", "ImageNet16-120", "ImageNet16-120")]


def main(file, architecture):
    api = natsbench_fast.create(file, "tss", verbose=False)
    index = api.index_of(architecture)
    print(f"architecture {index}, {api.get_cost_info(index, 'cifar10', hp=200)['params']:.2f} million parameters")
    for title, of_validation, of_test in ROWS:
        valid = api.get_more_info(index, of_validation, hp=200, is_random=False)["valid-accuracy"]
        test = api.get_more_info(index, of_test, hp=200, is_random=False)["test-accuracy"]
        print(f"{title:15s} validation {valid:.2f} %, test {test:.2f} %, seeds {', '.join(map(str, api.seeds(index, of_test, 200)))}")


if __name__ == "__main__":
    main(*sys.argv[1:])
