"""Prints the SHA-256 of images as torchvision augments and normalises them, for the tests of ImageTransform and ImageStatistics."""
import hashlib

import numpy as np
import torch
from PIL import Image
from torchvision import transforms

for side, padding in ((32, 4), (16, 2)):
    # Planes of distinct numbers: i * 7919 // 5 modulo 256.
    planes = (np.arange(3 * side * side, dtype=np.int64) * 7919 // 5 % 256).astype(np.uint8).reshape(3, side, side)
    image = Image.fromarray(np.ascontiguousarray(planes.transpose(1, 2, 0)))
    augment = transforms.Compose([transforms.RandomHorizontalFlip(), transforms.RandomCrop(side, padding=padding)])
    torch.manual_seed(777)
    sha = hashlib.sha256()
    for _ in range(1000):
        sha.update(np.ascontiguousarray(np.asarray(augment(image)).transpose(2, 0, 1)).tobytes())
    print(side, sha.hexdigest())

for name, mean, std in (("cifar10", [125.3, 123.0, 113.9], [63.0, 62.1, 66.7]),
                        ("cifar100", [129.3, 124.1, 112.4], [68.2, 65.4, 70.4]),
                        ("ImageNet16-120", [122.68, 116.66, 104.01], [63.22, 61.26, 65.09])):
    ramp = Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8).reshape(1, 256, 1), 3, axis=2))
    normalise = transforms.Compose([transforms.ToTensor(), transforms.Normalize([x / 255 for x in mean], [x / 255 for x in std])])
    print(name, hashlib.sha256(normalise(ramp).contiguous().numpy().tobytes()).hexdigest())
