"""The structures and constants of natsbench_fast.h."""
from __future__ import annotations

import ctypes
import struct

import numpy as np

ABI_VERSION = 1
LAST_EPOCH = -(2**31)
MEAN = -(2**63)


class Description(ctypes.Structure):
    """nbf_description."""

    _fields_ = [(name, ctypes.c_int32) for name in ("space", "architectures", "records", "tables", "extra_columns", "is_synthetic", "is_search_only", "reserved")]


class Limit(ctypes.Structure):
    """nbf_limit."""

    _fields_ = [("column", ctypes.c_void_p), ("minimum", ctypes.c_double), ("maximum", ctypes.c_double)]


METRICS = struct.Struct("=5dII")  # nbf_metrics_t: epoch, loss, accuracy, cur_time, all_time, nones
MORE_INFO = struct.Struct("=II16d")  # nbf_more_info_t: present, nones, four numbers of four sets
OUTCOME = struct.Struct("=3d")  # nbf_outcome: accuracy, cost, latency
COST = struct.Struct("=3d")  # nbf_cost_t: flops, params, latency

FINAL = np.dtype([(name, "<f8") for name in ("valid_loss", "valid_accuracy", "test_loss", "test_accuracy")])
TRIAL = np.dtype([
    ("trial", "<i8"), ("evaluations", "<i4"), ("log_points", "<i4"), ("incumbent", "<i4"), ("final_architecture", "<i4"),
    ("clock", "<f8"), ("valid", "<f8"), ("test", "<f8"), ("regret", "<f8"),
])
POINT = np.dtype([
    ("trial", "<i8"), ("clock", "<f8"), ("cost", "<f8"), ("reward", "<f8"), ("step", "<i4"), ("architecture", "<i4"),
    ("epochs", "<i4"), ("worker", "<i4"), ("incumbent", "<i4"), ("reserved", "<i4"),
])
