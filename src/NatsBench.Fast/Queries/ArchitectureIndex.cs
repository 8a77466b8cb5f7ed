using System.Text;
using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Queries;

/// <summary>
/// From an architecture's text to its index (the official <c>query_index_by_arch</c>). A canonical text is a number: it is read, and
/// a table leads from the number to the index. Modules are known by their hashes. Other texts, which no official archive has, are kept by themselves. Of equal texts the
/// first counts. Immutable.
/// </summary>
internal sealed class ArchitectureIndex
{
    private readonly ModuleIndex? _modules;
    private readonly bool _isTopology;
    private readonly int[] _indexOfCode;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? _others;

    public ArchitectureIndex(ArchitectureTexts texts, SearchSpace space, string path)
    {
        if (space == SearchSpace.NasBench101)
        {
            _modules = new ModuleIndex(texts, path);
            _indexOfCode = [];
            return;
        }
        _isTopology = space == SearchSpace.Topology;
        _indexOfCode = new int[_isTopology ? TopologyCell.Count : SizeNetwork.Count];
        _indexOfCode.AsSpan().Fill(-1);
        Dictionary<string, int> others = new(StringComparer.Ordinal);
        Span<char> buffer = stackalloc char[TopologyCell.MaxTextLength];
        for (int index = 0; index < texts.Count; index++)
        {
            int code = Encoding.UTF8.TryGetChars(texts.Utf8(index), buffer, out int length) ? Code(buffer[..length]) : -1;
            if (code < 0)
                others.TryAdd(texts[index], index);
            else if (_indexOfCode[code] < 0)
                _indexOfCode[code] = index;
        }
        if (others.Count > 0)
            _others = others.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Index of a text, or -1. Allocates nothing.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        if (_modules is not null)
            return ModuleHash.TryParse(text, out ModuleHash hash) ? _modules.Find(hash) : -1;
        int code = Code(text);
        if (code >= 0)
            return _indexOfCode[code];
        return _others is { } others && others.TryGetValue(text, out int index) ? index : -1;
    }

    /// <summary>Index of a cell, or -1.</summary>
    public int Find(TopologyCell cell) => _isTopology && _modules is null ? _indexOfCode[cell.Code] : -1;

    /// <summary>Index of a network, or -1.</summary>
    public int Find(SizeNetwork network) => _isTopology || _modules is not null ? -1 : _indexOfCode[network.Code];

    /// <summary>Index of a module by its hash, or -1.</summary>
    public int Find(ModuleHash hash) => _modules?.Find(hash) ?? -1;

    private int Code(ReadOnlySpan<char> text)
    {
        if (_isTopology)
            return TopologyCell.TryParse(text, out TopologyCell cell) ? cell.Code : -1;
        return SizeNetwork.TryParse(text, out SizeNetwork network) ? network.Code : -1;
    }
}
