#!/usr/bin/env bash
# Lets TorchSharp's native wrapper load beside an older libstdc++ (Debian 12, Ubuntu 22.04).
#
#   tools/patch-torch.sh [FOLDER]      every libLibTorchSharp.so under FOLDER; artifacts/bin where none is given
#
# libLibTorchSharp.so asks for version GLIBCXX_3.4.32 of libstdc++ because of one symbol, std::ios_base_library_init, that it
# names and never calls: no relocation refers to it. The flag VER_FLG_WEAK (2) of that entry in .gnu.version_r tells the loader
# that the program can do without; nothing else is changed. An entry is the version's ELF hash (0x0297f842, four bytes), two
# bytes of flags, and more. Files keep size and time, so that a build does not copy them again; a patched one is left alone, and
# where libstdc++ is new enough nothing is done.
set -euo pipefail
cd "$(dirname "$0")/.."
root=${1:-artifacts/bin}

[ "$(uname -s)" = Linux ] || exit 0
for library in $(ldconfig -p 2>/dev/null | sed -n 's/.*libstdc++\.so\.6 .*=> //p') /usr/lib/*/libstdc++.so.6 /usr/lib64/libstdc++.so.6; do
    if [ -e "$library" ] && grep -qa 'GLIBCXX_3\.4\.32' "$library"; then
        echo "patch-torch: $library is new enough"
        exit 0
    fi
done
[ -e "$root" ] || { echo "patch-torch: there is no $root; build first" >&2; exit 1; }

places() { LC_ALL=C grep -obUaP "\\x42\\xf8\\x97\\x02\\x$1\\x00" "$2" | LC_ALL=C sed 's/:.*//' || true; }

find "$root" -name libLibTorchSharp.so -type f | while read -r file; do
    [ -z "$(places 02 "$file")" ] || { echo "patch-torch: $file is patched"; continue; }
    place=$(places 00 "$file")
    [[ $place =~ ^[0-9]+$ ]] || { echo "patch-torch: $file is not the library this script knows (TorchSharp 0.107.0): it has no single entry GLIBCXX_3.4.32" >&2; exit 1; }
    # A copy, for the file may be a hard link into the package cache.
    aside=$(mktemp "$file.XXXXXX")
    cp -p "$file" "$aside"
    printf '\002' | dd of="$aside" bs=1 seek=$((place + 4)) conv=notrunc status=none
    touch -r "$file" "$aside"
    mv -f "$aside" "$file"
    echo "patch-torch: patched $file"
done
