"""Evaluates a trained network of a record on the test images of its dataset by PyTorch, to compare with `natsbench evaluate --set ori-test`.

    python3 evaluate.py 000284.pickle.pbz2 cifar-10-batches-py cifar10 12 777
"""
import bz2
import os
import pickle
import sys

import numpy as np
import torch

from networks import from_config

DATASETS = {
    "cifar10": ("test_batch", "labels", 0, 10, 32, [125.3, 123.0, 113.9], [63.0, 62.1, 66.7]),
    "cifar100": ("test", "fine_labels", 0, 100, 32, [129.3, 124.1, 112.4], [68.2, 65.4, 70.4]),
    "ImageNet16-120": ("val_data", "labels", 1, 120, 16, [122.68, 116.66, 104.01], [63.22, 61.26, 65.09]),
}


def network_of(record, setting, dataset, seed, classes):
    text = record[setting]["arch_str"]
    config = {"name": "infer.tiny", "C": 16, "N": 5, "arch_str": text} if "~" in text else {
        "name": "infer.shape.tiny", "channels": text,
        "genotype": "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"}
    network = from_config({**config, "num_classes": classes})
    network.load_state_dict(record[setting]["all_results"][dataset, seed]["net_state_dict"])
    return network.eval()


def main(path, folder, dataset, setting, seed):
    file, key, first, classes, side, mean, std = DATASETS[dataset.replace("-valid", "")]
    with open(os.path.join(folder, file), "rb") as stream:
        batch = pickle.load(stream, encoding="latin1")
    labels = torch.tensor(batch[key]) - first
    kept = labels < classes
    images = torch.from_numpy(np.asarray(batch["data"])).reshape(-1, 3, side, side)[kept].to(torch.float32).div(255)
    mean, std = (torch.tensor([x / 255 for x in numbers])[:, None, None] for numbers in (mean, std))
    network = network_of(pickle.load(bz2.open(path)), setting, dataset, int(seed), classes)
    with torch.no_grad():
        logits = torch.cat([network(part.sub(mean).div(std))[1] for part in images.split(256)])
    labels, best = labels[kept], logits.topk(5).indices
    print(len(labels), "images; top-1", int((best[:, 0] == labels).sum()), "top-5", int((best == labels[:, None]).any(1).sum()),
          "loss", torch.nn.functional.cross_entropy(logits.double(), labels).item())


main(*sys.argv[1:])
