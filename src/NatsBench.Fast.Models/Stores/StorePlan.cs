using System.Security.Cryptography;

namespace NatsBench.Fast.Models.Stores;

/// <summary>What a store that is being written lists so far, in the order of writing.</summary>
internal sealed class StorePlan(IReadOnlyList<KeyValuePair<string, string>> texts)
{
    private readonly List<NetworkEntry> _networks = [];
    private readonly List<LayoutEntry> _layouts = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _nameNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _layoutNumbers = new(StringComparer.Ordinal);

    /// <summary>The directory, in the order of writing.</summary>
    public StoreDirectory Directory => new(_networks, _layouts, _names, texts);

    /// <summary>The directory as a store has it: by training, each once.</summary>
    /// <exception cref="NatsBenchException">A training was added twice.</exception>
    public StoreDirectory Sorted()
    {
        StoreDirectory directory = Directory;
        NetworkEntry[] sorted = [.. _networks.OrderBy(network => directory.KeyOf(network))];
        for (int i = 1; i < sorted.Length; i++)
            if (directory.KeyOf(sorted[i]) == directory.KeyOf(sorted[i - 1]))
                throw new NatsBenchException($"{directory.KeyOf(sorted[i])} was added twice; a store has one network of a training");
        return new StoreDirectory(sorted, _layouts, _names, texts);
    }

    public void Add(NetworkEntry network) => _networks.Add(network);

    /// <summary>The number of a name, a new one where it is new.</summary>
    public int NameOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_nameNumbers.TryAdd(name, _names.Count))
            _names.Add(name);
        return _nameNumbers[name];
    }

    /// <summary>The number of a layout by its bytes; null where it is new.</summary>
    public int? LayoutOf(byte[] layout) => _layoutNumbers.TryGetValue(Digest(layout), out int number) ? number : null;

    public int Add(LayoutEntry entry, byte[] layout)
    {
        _layoutNumbers.Add(Digest(layout), _layouts.Count);
        _layouts.Add(entry);
        return _layouts.Count - 1;
    }

    // Of a hash that nobody can make collide: two layouts that were taken for one would give tensors other names.
    private static string Digest(byte[] layout) => Convert.ToBase64String(SHA256.HashData(layout));
}
