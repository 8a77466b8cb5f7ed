using NatsBench.Fast.Model;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>Checks that hashes of modules are those of their graphs, many at a time. One for each thread.</summary>
internal sealed class ModuleHashCheck
{
    /// <summary>So many take as much time each as more would.</summary>
    public const int Enough = 1024;

    private ModuleGraph[] _graphs = new ModuleGraph[Enough];
    private ModuleHash[] _stated = new ModuleHash[Enough];
    private ModuleHash[] _hashes = new ModuleHash[Enough];
    private int _first;
    private int _count;

    /// <summary>The first module, of all that were checked, whose hash is another; null where there is none.</summary>
    public int? Other { get; private set; }

    /// <summary>Forgets the modules before.</summary>
    /// <param name="first">Number of the next module.</param>
    public void Begin(int first) => (_first, _count) = (first, 0);

    /// <summary>Takes a module.</summary>
    public void Add(ModuleGraph graph, ModuleHash stated)
    {
        if (_count == _graphs.Length)
        {
            Array.Resize(ref _graphs, 2 * _count);
            Array.Resize(ref _stated, 2 * _count);
            Array.Resize(ref _hashes, 2 * _count);
        }
        (_graphs[_count], _stated[_count++]) = (graph, stated);
    }

    /// <summary>Checks those that were taken.</summary>
    public void Run()
    {
        Span<ModuleHash> hashes = _hashes.AsSpan(0, _count);
        ModuleHashing.Of(_graphs.AsSpan(0, _count), hashes);
        // Later ones come later.
        int same = hashes.CommonPrefixLength(_stated.AsSpan(0, _count));
        if (same < _count)
            Other ??= _first + same;
    }
}
