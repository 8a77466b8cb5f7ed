#!/usr/bin/env bash
# Runs a study as an array job of SHARDS tasks (default 5), and merges their parts when all have succeeded:
#   submit.sh FILE STUDY DIR [SHARDS]
# FILE is the benchmark's column file, STUDY a study file; DIR, which all nodes must see, gets logs/, shards/ and result/.
# The same line again does what is missing. NATSBENCH names the command, if it is not natsbench on the PATH.
set -euo pipefail

if (($# < 3 || $# > 4)) || [[ ! ${4-5} =~ ^[1-9][0-9]*$ ]]; then
    echo "usage: submit.sh FILE STUDY DIR [SHARDS]" >&2
    exit 2
fi
here=$(dirname "$(realpath "$0")")
file=$(realpath -e "$1")
study=$(realpath -e "$2")
shards=${4-5}

# A study with an error in it fails here, not in each task.
"${NATSBENCH:-natsbench}" search "$file" --study "$study" --dry-run >/dev/null

mkdir -p "$3/logs"
dir=$(realpath "$3")
array=$(sbatch --parsable --array="0-$((shards - 1))" --output="$dir/logs/%A_%a.log" "$here/study.sbatch" "$file" "$study" "$dir/shards")
# --parsable adds the cluster's name where there are several: ID;CLUSTER.
array=${array%%;*}
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output="$dir/logs/%j_merge.log" \
    "$here/merge.sbatch" "$dir/shards" "$dir/result")
echo "shards: job $array, tasks 0 to $((shards - 1)); merge: job ${merge%%;*}; logs: $dir/logs"
