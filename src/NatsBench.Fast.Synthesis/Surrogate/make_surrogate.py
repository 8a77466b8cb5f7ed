"""Packs the regression of ../shared/data/surrogate-tss.json into surrogate-tss.bin, the resource that TopologySurrogate reads.

Usage: python3 make_surrogate.py surrogate-tss.json surrogate-tss.bin

Twelve columns in the order below, each little-endian and without padding: float64 residual_std, seed_std, max_observed;
int32 intercept; int16 main[6][5], pair[15][25], triple[20][125] (thousandths of a percent).
"""

import json
import struct
import sys

COLUMNS = [(hp, column) for hp in ("12", "200") for column in (
    "cifar10-valid/x-valid", "cifar10/ori-test", "cifar100/x-valid", "cifar100/x-test",
    "ImageNet16-120/x-valid", "ImageNet16-120/x-test")]

with open(sys.argv[1], encoding="utf-8") as source:
    metrics = json.load(source)["metrics"]
with open(sys.argv[2], "wb") as target:
    for hp, name in COLUMNS:
        column = metrics[hp][name]
        target.write(struct.pack("<dddi", column["residual_std"], column["seed_std"], column["max_observed"], column["intercept"]))
        terms = [term for table in ("main", "pair", "triple") for row in column[table] for term in row]
        assert len(terms) == 2905, len(terms)
        target.write(struct.pack("<2905h", *terms))
