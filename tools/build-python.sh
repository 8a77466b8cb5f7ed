#!/usr/bin/env bash
# Builds the Python wheel for this platform: artifacts/python/natsbench_fast-VERSION-py3-none-PLATFORM.whl. Needs no network:
# apt-get install python3-build python3-setuptools python3-wheel python3-venv. The library is built first where it is absent.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-/usr/bin/python3}
out=artifacts/python

case "$(uname -s)" in
    Linux) library=artifacts/native/lib/libnatsbench_fast.so ;;
    Darwin) library=artifacts/native/lib/libnatsbench_fast.dylib ;;
    *) echo "no wheel for $(uname -s): Linux and macOS" >&2; exit 1 ;;
esac
for module in build setuptools wheel; do
    "$python" -c "import $module" 2>/dev/null || { echo "$python has no $module: apt-get install python3-$module, or name another in PYTHON" >&2; exit 1; }
done
[ -f "$library" ] || bash tools/build-native.sh >&2

# Beside the sources, which stay as they are; a fresh copy, so that nothing of an older wheel is in it.
staged=$(mktemp -d)
trap 'rm -rf "$staged"' EXIT
cp -R src/python/. LICENSE "$staged"
find "$staged" -name __pycache__ -prune -exec rm -rf {} +
rm -rf "$staged/examples"
cp "$library" "$staged/natsbench_fast/"
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
printf '"""The version, that of the whole repository."""\nVERSION = "%s"\n' "$version" >"$staged/natsbench_fast/_version.py"

mkdir -p "$out"
rm -f "$out"/natsbench_fast-*.whl
(cd "$staged" && "$python" -m build --wheel --no-isolation --skip-dependency-check --outdir "$OLDPWD/$out" . >build.log 2>&1) || { cat "$staged/build.log" >&2; exit 1; }
ls "$out"/natsbench_fast-*.whl
