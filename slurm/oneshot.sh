#!/usr/bin/env bash
# Runs the paper's weight-sharing searches as an array job, one run a task, and merges their results when all have succeeded:
#   oneshot.sh DATA DIR [TASKS]
# DATA is where the published images lie; DIR, which all nodes must see, gets logs/, runs/ and result/. TASKS is Slurm's form, default 0-80;
# 'natsbench-oneshot tasks' lists them. The same line again goes on with what is missing. NATSBENCH and NATSBENCH_ONESHOT name the commands, if
# they are not on the PATH.
set -euo pipefail

if (($# < 2 || $# > 3)) || [[ ! ${3-0} =~ ^[0-9][-0-9,:%]*$ ]]; then
    echo "usage: oneshot.sh DATA DIR [TASKS]" >&2
    exit 2
fi
here=$(dirname "$(realpath "$0")")
data=$(realpath -e "$1")
mkdir -p "$2/logs"
dir=$(realpath "$2")
array=$(sbatch --parsable --array="${3-0-80}" --output="$dir/logs/%A_%a.log" "$here/oneshot.sbatch" "$data" "$dir/runs")
array=${array%%;*}
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --job-name=natsbench-merge --cpus-per-task=1 --mem=2G --time=01:00:00 \
    --output="$dir/logs/%j_merge.log" --wrap="rm -rf '$dir/result' && '${NATSBENCH:-natsbench}' merge '$dir/runs' -o '$dir/result'")
echo "runs: job $array, tasks ${3-0-80}; merge: job ${merge%%;*}; logs: $dir/logs"
