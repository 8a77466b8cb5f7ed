#!/usr/bin/env bash
# On a machine with an NVIDIA GPU: checks the golden logits on it, in single and half precision, and measures it beside the CPU and PyTorch.
#
#   perf/gpu/run.sh                  # writes perf/results/<gpu>/gpu.md, which is to be committed
#   perf/gpu/run.sh --brief          # four sizes of batches, no torch.compile: two minutes
#   perf/gpu/run.sh --provider cpu   # the same program on the CPU, a little of everything: to see that it works where there is no GPU
#
# Needs the .NET SDK and gcc or clang; CUDA 13 and cuDNN 9 where the system looks for libraries; ../shared with golden/ and data/.
# PyTorch is measured in the same run where a Python has it (NATSBENCH_PYTHON names one).
set -euo pipefail
cd "$(dirname "$0")/../.."

provider=cuda runtime=gpu results=perf/results short=($*)
if [ "${1:-}" = --provider ] && [ "${2:-}" = cpu ]; then
    provider=cpu runtime=cpu results=$(mktemp -d) short=(--short)
elif [ $# -gt 0 ] && [ "$*" != --brief ]; then
    echo "usage: perf/gpu/run.sh [--brief | --provider cpu]" >&2
    exit 2
elif ! nvidia-smi --list-gpus 2>/dev/null | grep -q GPU; then
    echo "no NVIDIA GPU here (nvidia-smi lists none): nothing was run; '--provider cpu' tries the program without one" >&2
    exit 1
fi

# A folder of its own: the other package of ONNX Runtime would be taken for built.
build=artifacts/gpu-check/$runtime
dotnet publish perf/gpu/NatsBench.Fast.GpuCheck -c Release -p:PublishAot=true -p:OnnxRuntime="$runtime" -p:ArtifactsPath="$PWD/$build" -o "$build/program" --nologo -v quiet
du -sh "$build/program" | sed 's/^/published: /'
"$build/program/gpu-check" "$provider" "${SHARED:-../shared}" "$results" "${short[@]}"
