#!/usr/bin/env bash
# On a machine with an NVIDIA GPU: replays recorded searches on it, stops and resumes one, fills its memory, and measures steps of all nine
# beside PyTorch.
#
#   perf/gpu/oneshot.sh [TRACE…]             # writes perf/results/<gpu>/oneshot.md, which is to be committed
#   DEVICE=cpu STEPS=2 WARM=1 perf/gpu/oneshot.sh   # the same on the CPU, a little of everything: to see that it works where there is no GPU
#
# Needs the .NET SDK, or a built natsbench-oneshot that NATSBENCH_ONESHOT names; a Python with PyTorch (NATSBENCH_PYTHON names one), whose
# libtorch computes on both sides. Traces: those of ../shared/golden/oneshot, where none is named. STEPS that count: 20, after WARM: 100, for
# each new shape of a sampled width costs the device milliseconds once.
set -uo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_NOLOGO=1

device=${DEVICE:-cuda} steps=${STEPS:-20} warm=${WARM:-100} python=${NATSBENCH_PYTHON:-python3} failed=0 net=() size=()
[ "$device" != cpu ] || net=(--set cells_per_stage=1 --set channels=4) size=(--cells 1 --batch 8)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { echo "== $*"; }

if [ "$device" != cpu ] && ! nvidia-smi --list-gpus 2>/dev/null | grep -q GPU; then
    echo "no NVIDIA GPU here (nvidia-smi lists none): nothing was run; DEVICE=cpu tries the script without one" >&2
    exit 1
fi
if [ -z "${NATSBENCH_ONESHOT:-}" ]; then
    dotnet build tools/NatsBench.Fast.OneShot.Cli -c Release -p:Torch=none -p:ArtifactsPath="$PWD/artifacts/oneshot-gpu" --nologo -v quiet || exit 1
    NATSBENCH_ONESHOT=$PWD/artifacts/oneshot-gpu/bin/NatsBench.Fast.OneShot.Cli/release/natsbench-oneshot
fi
oneshot=$NATSBENCH_ONESHOT
export TORCH_LIBRARY=${TORCH_LIBRARY:-$("$python" -c 'import os, torch; print(os.path.join(torch.__path__[0], "lib"))')}
torch=$("$python" -c 'import torch; print(torch.__version__)')
gpu=CPU
[ "$device" = cpu ] || gpu=$(nvidia-smi --query-gpu=name --format=csv,noheader | head -n 1)
[ $# -gt 0 ] || set -- ../shared/golden/oneshot/*.json

say "replay"
for trace in "$@"; do
    "$oneshot" replay "$trace" --device "$device" >"$work/replay" 2>"$work/error" || { failed=$((failed + 1)); cat "$work/error"; }
    head -n 1 "$work/replay" | tee -a "$work/replays"
done

say "a search, stopped and resumed"
"$oneshot" images "$work/images" >/dev/null
search=(search gdas --data "$work/images" --other-images --limit-batches 20 --set epochs=3 --device "$device" "${net[@]}")
"$oneshot" "${search[@]}" -o "$work/whole" >/dev/null 2>"$work/error" || { failed=$((failed + 1)); cat "$work/error"; }
"$oneshot" "${search[@]}" -o "$work/run" >/dev/null 2>&1 &
until [ -s "$work/run/epochs.jsonl" ] || ! kill -0 $! 2>/dev/null; do sleep 0.1; done
kill -KILL $! 2>/dev/null
wait $! 2>/dev/null
echo "killed after $(wc -l <"$work/run/epochs.jsonl") of 3 epochs"
"$oneshot" resume "$work/run" --device "$device" >/dev/null 2>"$work/error" || { failed=$((failed + 1)); cat "$work/error"; }
if cmp -s "$work/run/epochs.jsonl" "$work/whole/epochs.jsonl"; then again="the same bytes as"; else again="other last bits than"; fi
echo "resumed beside never stopped: $again"
"$oneshot" show "$work/run"

if [ "$device" != cpu ]; then
    say "more than the device has"
    "$oneshot" bench gdas --device "$device" --batch 65536 --channels 256
    echo "exit code $?"
fi

say "steps a second"
"$oneshot" bench --device "$device" --python "$python" --warm "$warm" --steps "$steps" "${size[@]}" --json >"$work/bench" || failed=$((failed + 1))
"$oneshot" bench --device "$device" --warm "$warm" --steps "$steps" "${size[@]}" --mixed --json >"$work/mixed" || failed=$((failed + 1))

# Folders of results are named as Machine.ResultFolder names them.
folder=perf/results/$(echo "$gpu" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9]\+/-/g; s/^-//; s/-$//')
[ "$device" = cpu ] && folder=$work
mkdir -p "$folder"
"$python" - "$work" "$gpu" "$torch" "$steps" "$warm" "$again" >"$folder/oneshot.md" <<'PY'
import json
import sys

work, gpu, torch, steps, warm, again = sys.argv[1:]
lines = lambda name: [json.loads(line) for line in open(f"{work}/{name}")]
mixed = {row["algorithm"]: row for row in lines("mixed")}
print(f"""# Weight sharing on a GPU

{gpu}; both sides by the libtorch of PyTorch {torch}. Batches of 64 images of 32 x 32 at the paper's sizes, single precision as libtorch has it
by default (TF32 in convolutions), {steps} steps after {warm}; the original's steps are plain PyTorch modules
(`perf/python/oneshot.py`). Mixed has convolutions in bfloat16. A search that was killed and resumed has {again} one
that was not. Written by `perf/gpu/oneshot.sh`.

| algorithm | steps/s | mixed | PyTorch | times as fast |
|---|---:|---:|---:|---:|""")
for row in lines("bench"):
    print(f"| `{row['algorithm']}` | {row['steps_per_second']:.2f} | {mixed[row['algorithm']]['steps_per_second']:.2f} | "
          f"{row['torch_steps_per_second']:.2f} | {row['ratio']:.2f} |")
print("\nRecorded searches, replayed there:\n")
for line in open(f"{work}/replays"):
    print("- " + line.strip().rsplit("/", 1)[-1])
PY
cat "$folder/oneshot.md"
[ "$failed" -eq 0 ] || { echo "$failed FAILED"; exit 1; }
