"""The functions of natsbench_fast.h: their arguments, and which are short enough to be called without giving up the GIL."""
from __future__ import annotations

from ctypes import CFUNCTYPE, c_char_p, c_double, c_int, c_int32, c_int64, c_size_t, c_uint64, c_void_p

_H, _P, _S, _I, _L, _N = c_void_p, c_void_p, c_char_p, c_int32, c_int64, c_size_t

Progress = CFUNCTYPE(c_int, c_double, c_void_p)

# Functions that a loop calls millions of times: micro-seconds, no callback.
SHORT = {
    "more_info": (_H, _I, _I, _L, _P),
    "seeds": (_H, _I, _P, _N, _P),
    "simulate_seed": (_H, _I, _L, _P),
    "simulate": (_H, _I, _P, _P),
    "cost": (_H, _I, _P),
    "last_error": (_P, _N, _P),
    "last_refusal": (_P, _N, _P),
}

# Everything else gives up the GIL while it runs.
LONG = {
    "version": (_P, _N, _P),
    "open": (_S, _P),
    "close": (_H,),
    "describe": (_H, _P),
    "describe_json": (_H, _P, _N, _P),
    "convert": (_S, _S, _I, Progress, _P),
    "architecture": (_H, _I, _P, _N, _P),
    "architectures": (_H, _P, _N, _P),
    "have_records": (_H, _P, _N),
    "unique_string": (_H, _I, _P, _N, _P),
    "has_record": (_H, _I, _P),
    "table_open": (_H, _S, _S, _P),
    "table_close": (_H,),
    "seed_lists": (_H, _P, _N, _P, _N, _P),
    "more_infos": (_H, _I, _N, _I, _L, _P),
    "curve": (_H, _I, _L, _S, _I, _P, _N, _P, _P),
    "simulation_open": (_H, _S, _S, _I, _P),
    "simulation_close": (_H,),
    "simulate_batch": (_H, _P, _N, _P, _P, _P),
    "column_open": (_H, _S, _S, _I, _L, _P),
    "column_from": (_H, _P, _N, _P),
    "extra_column_open": (_H, _S, _P),
    "column_close": (_H,),
    "column_data": (_H, _P, _P, _P),
    "top": (_H, _I, _P, _N, _N, _P, _P, _P),
    "pareto": (_P, _P, _N, _P, _N, _P),
    "hypervolume": (_P, _P, _P, _N, _P),
    "correlation": (_H, _H, _I, _P),
    "calls_open": (_H, _I, _P),
    "calls_close": (_H,),
    "call": (_H, _S, _P),
    "answer": (_P, _N, _P),
    "trials_run": (_H, _S, _S, _S, _S, c_uint64, _L, _I, _I, _I, _I, _P),
    "trials_close": (_H,),
    "trials_ends": (_H, _P, _N, _P),
    "trials_points": (_H, _P, _N, _P),
    "weights_open": (_S, _P),
    "weights_close": (_H,),
    "weights_describe": (_H, _I, _S, _S, _L, _P, _N, _P),
    "weights_read": (_H, _I, _S, _S, _L, _P, _N, _P),
}
