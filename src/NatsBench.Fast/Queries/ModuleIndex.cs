using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Queries;

/// <summary>
/// From the hash of a module to its index. Hashes are in ascending order and spread evenly: their first bits lead to the few among which the
/// one is found. Immutable.
/// </summary>
internal sealed class ModuleIndex
{
    private readonly ModuleHash[] _hashes;
    private readonly int[] _starts;
    private readonly int _shift;

    /// <exception cref="NatsBenchException">A text is no hash, or they do not ascend.</exception>
    public ModuleIndex(ArchitectureTexts texts, string path)
    {
        _hashes = new ModuleHash[texts.Count];
        for (int index = 0; index < _hashes.Length; index++)
            if (!ModuleHash.TryParse(texts.Utf8(index), out _hashes[index]) || index > 0 && _hashes[index].CompareTo(_hashes[index - 1]) <= 0)
                throw new DamagedFileException($"{path}: the list of modules is not one of ascending hashes: '{texts[index]}' at {index}; convert the archive again");
        // About two hashes have their first bits in common.
        int bits = int.Max(1, int.Log2(int.Max(1, _hashes.Length)) - 1);
        _shift = 128 - bits;
        _starts = new int[(1 << bits) + 1];
        foreach (ModuleHash hash in _hashes)
            _starts[(int)(hash.Value >> _shift) + 1]++;
        for (int i = 1; i < _starts.Length; i++)
            _starts[i] += _starts[i - 1];
    }

    /// <summary>Index of a hash, or -1.</summary>
    public int Find(ModuleHash hash)
    {
        int bucket = (int)(hash.Value >> _shift);
        for (int index = _starts[bucket]; index < _starts[bucket + 1]; index++)
            if (_hashes[index] == hash)
                return index;
        return -1;
    }
}
