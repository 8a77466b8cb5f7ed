"""Writes PythonFormatCases.txt: a double's bits, its repr, and its .0f, .2f, .3f and .5f (Python 3, no packages)."""
import math
import pathlib
import random
import struct

rng = random.Random(20240)
values = [0.0, 1.0, 0.1, 0.3, 1 / 3, 2 / 3, 10.0, 100.0, 123456.0, math.pi, math.e, math.inf, math.nan]
# Exact ties, and decimals that only look like ties.
values += [0.5, 1.5, 2.5, 3.5, 0.125, 0.375, 0.625, 0.875, 1.125, 2.125, 1.005, 2.675, 1.015, 1.025, 0.285, 8.345, 0.045]
values += [k / 8 for k in range(1, 40, 6)] + [k / 64 + 0.5 for k in range(1, 40, 6)] + [k + 0.5 for k in range(94, 102)]
values += [0.0625, 0.1875, 0.3125, 0.001953125, 0.0009765625, 0.5000000000000001, 0.49999999999999994, 0.005, 0.0005, 0.000005]
values += [99.995, 99.9949999, 99.99499999999999, 9.5, 9.995, 999.9995, 0.995, 0.9949999999999999, 0.99999]
# Where repr changes its layout, and where shortest digits are hard to find.
values += [10.0**e for e in range(-7, 24)] + [1.5 * 10.0**e for e in range(-6, 19, 2)]
values += [0.0001, 0.00001234, 9.999e-5, 0.00012345, 1e15, 9999999999999998.0, 9999999999999999.0, 12345678901234567.0]
values += [2.0**e for e in (-1074, -1073, -1022, -958, -50, -44, -25, -24, 24, 44, 52, 53, 54, 63, 64, 80)]
values += [1e22, 1e23, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308, 9007199254740993.0]
values += [4.35, 0.57, 1.1, 2.2, 3.3, 1e-10, 123.456, 91.6067, 15.647370, 113.95137, 0.802426, 34.60828]
# The archive's kinds of numbers: percents, losses, seconds; then any double at all.
values += [rng.randrange(0, 100001) / 1000 for _ in range(60)] + [rng.uniform(0, 5) for _ in range(30)]
values += [rng.uniform(0, 3e5) for _ in range(20)] + [rng.randrange(0, 3 * 2**12) / 2**12 for _ in range(30)]
values += [math.ldexp(rng.uniform(1, 2), rng.randrange(-90, 90)) for _ in range(40)]
values += [-v for v in values[:60]]

lines = []
for value in dict.fromkeys(struct.pack(">d", v) for v in values):
    number, = struct.unpack(">d", value)
    lines.append(f"{value.hex()} {number!r} {number:.0f} {number:.2f} {number:.3f} {number:.5f}")
pathlib.Path(__file__).with_name("PythonFormatCases.txt").write_text("\n".join(lines) + "\n")
