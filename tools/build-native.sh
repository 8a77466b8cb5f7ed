#!/usr/bin/env bash
# Builds the shared library with the C interface for this platform: artifacts/native/{include,lib}.
set -euo pipefail
cd "$(dirname "$0")/.."
project=src/NatsBench.Fast.Native
out=artifacts/native

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) runtime=linux-x64 suffix=so ;;
    Linux-aarch64) runtime=linux-arm64 suffix=so ;;
    Darwin-arm64) runtime=osx-arm64 suffix=dylib ;;
    Darwin-x86_64) runtime=osx-x64 suffix=dylib ;;
    *) echo "no native library for $(uname -s) $(uname -m): publish $project with the runtime identifier of your platform" >&2; exit 1 ;;
esac
command -v gcc >/dev/null || command -v clang >/dev/null || { echo "a C compiler links the library: apt-get install gcc zlib1g-dev" >&2; exit 1; }

dotnet publish "$project" -c Release -r "$runtime" -o "$out/publish" -v quiet --nologo
mkdir -p "$out/lib/pkgconfig" "$out/include"
# Beside and renamed: whoever has the old one open keeps it.
cp "$out/publish/natsbench_fast.$suffix" "$out/lib/.libnatsbench_fast.new"
mv -f "$out/lib/.libnatsbench_fast.new" "$out/lib/libnatsbench_fast.$suffix"
cp "$project/include/natsbench_fast.h" "$out/include/"
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
sed "s/@VERSION@/$version/" "$project/natsbench_fast.pc.in" >"$out/lib/pkgconfig/natsbench_fast.pc"
echo "$out/lib/libnatsbench_fast.$suffix"
