#!/usr/bin/env bash
# The C interface, from C: compiled with every warning an error, run as it is and under AddressSanitizer. Ends with "N passed, M failed".
set -euo pipefail
cd "$(dirname "$0")/../.."
native=$PWD/artifacts/native
shared=${NATSBENCH_SHARED:-$PWD/../shared}
natsbench=artifacts/bin/NatsBench.Fast.Cli/release/natsbench
[ -x "$natsbench" ] || dotnet build tools/NatsBench.Fast.Cli -c Release -v quiet --nologo >/dev/null
[ -f "$native/lib/libnatsbench_fast.so" ] || bash tools/build-native.sh >/dev/null

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
archive=$shared/data/NATS-tss-v1_0-3ffb9-simple
$natsbench convert "$archive" -o "$folder/sample.natsb" >/dev/null 2>&1
$natsbench synth tss --search-only -o "$folder/whole.natsb" >/dev/null 2>&1

# What a user of pkg-config gets.
flags=$(PKG_CONFIG_PATH="$native/lib/pkgconfig" pkg-config --cflags --libs natsbench_fast 2>/dev/null || echo "-I$native/include -L$native/lib -lnatsbench_fast")
warnings="-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror -O1 -g"
passed=0 failed=0
run() {
    local program=$1
    shift
    mkdir -p "$folder/$program"
    # shellcheck disable=SC2086
    cc $warnings "$@" tests/native/exercise.c -o "$folder/$program/exercise" $flags -lm -lpthread -Wl,-rpath,"$native/lib"
    local said status=0
    said=$("$folder/$program/exercise" "$folder/sample.natsb" "$folder/whole.natsb" "$archive" "$folder/$program" "$shared/data/NATS-tss-v1_0-3ffb9-full") || status=$?
    echo "$program: $said (exit code $status)"
    passed=$((passed + $(sed -n 's/^\([0-9]*\) passed.*/\1/p' <<<"$said" | grep . || echo 0)))
    failed=$((failed + $(sed -n 's/.*, \([0-9]*\) failed$/\1/p' <<<"$said" | grep . || echo 1)))
    [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=$((failed + 1))
}
run plain
# The runtime inside handles SIGSEGV for its own null checks, so the sanitizer leaves that signal to it; the runtime keeps its heap until the end.
ASAN_OPTIONS=handle_segv=0:allow_user_segv_handler=1:detect_leaks=0 run sanitized -fsanitize=address,undefined -fno-omit-frame-pointer

# The program of docs/native.md, as it stands there.
sed -n '/^```c$/,/^```$/p' docs/native.md | sed '1d;$d' >"$folder/program.c"
# shellcheck disable=SC2086
cc $warnings "$folder/program.c" -o "$folder/program" $flags -lm -Wl,-rpath,"$native/lib"
said=$("$folder/program" "$folder/whole.natsb") && grep -q "15625 architectures" <<<"$said" && passed=$((passed + 1)) || failed=$((failed + 1))
echo "docs/native.md: $said"

# What it may weigh.
bytes=$(wc -c <"$native/lib/libnatsbench_fast.so")
[ "$bytes" -lt 5000000 ] && passed=$((passed + 1)) || failed=$((failed + 1))
echo "library: $bytes bytes, of at most 5,000,000"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
