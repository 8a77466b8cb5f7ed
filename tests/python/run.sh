#!/usr/bin/env bash
# The Python tests, of the package as it lies in src/python and of the wheel made of it. Installs nothing on the machine; says what is missing.
# Ends with one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-/usr/bin/python3}
export PYTHONDONTWRITEBYTECODE=1

missing=()
for module in numpy pytest build setuptools wheel; do
    "$python" -c "import $module" 2>/dev/null || missing+=("python3-$module")
done
if [ ${#missing[@]} -gt 0 ]; then
    echo "missing for $python: apt-get install ${missing[*]}"
    echo "0 passed, 1 failed"
    exit 1
fi
"$python" -c "import torch" 2>/dev/null || echo "without torch (apt-get install python3-torch) the tests of networks are skipped"

report=$(mktemp)
trap 'rm -f "$report"' EXIT
"$python" -m pytest -p no:cacheprovider -q -rs --tb=short --junit-xml="$report" tests/python "$@"
status=$?
"$python" - "$report" "$status" <<'SCRIPT'
import sys
import xml.etree.ElementTree as tree

try:
    suite = next(tree.parse(sys.argv[1]).iter("testsuite"))
    bad = int(suite.get("failures")) + int(suite.get("errors"))
    passed = int(suite.get("tests")) - bad - int(suite.get("skipped"))
except (tree.ParseError, StopIteration, OSError):
    passed, bad = 0, 0
bad = max(bad, int(sys.argv[2] != "0"))
print(f"{passed} passed, {bad} failed")
sys.exit(bad > 0)
SCRIPT
