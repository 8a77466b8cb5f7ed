namespace NatsBench.Fast.Reading;

/// <summary>All extra columns of a benchmark: those in its file, then those of the files mounted beside it, in the order of their names.</summary>
internal sealed class ExtraShelf : IDisposable
{
    private readonly List<ExtraFile> _mounted = [];
    private readonly OrderedDictionary<string, ExtraEntry> _entries = [];

    /// <exception cref="NatsBenchException">A mounted file cannot be read, or a name is taken twice.</exception>
    /// <exception cref="DamagedFileException">A mounted file is not a sound one.</exception>
    public ExtraShelf(string benchmark, IEnumerable<ExtraEntry> own)
    {
        try
        {
            foreach (ExtraEntry entry in own)
                Add(entry);
            foreach (string path in FilesBeside(benchmark))
            {
                ExtraFile file = ExtraFile.Open(path);
                _mounted.Add(file);
                foreach (ExtraEntry entry in file.Entries)
                    Add(entry);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>By name, in the order of the shelf.</summary>
    public IReadOnlyDictionary<string, ExtraEntry> Entries => _entries;

    /// <summary>The files beside the benchmark.</summary>
    public IReadOnlyList<ExtraFile> Mounted => _mounted;

    public void Dispose()
    {
        foreach (ExtraFile file in _mounted)
            file.Dispose();
    }

    private static string[] FilesBeside(string benchmark)
    {
        string folder = ExtraFile.FolderOf(benchmark);
        try
        {
            return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*{ExtraFile.Suffix}").Order(StringComparer.Ordinal).ToArray() : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{folder}: cannot be read ({e.Message.TrimEnd('.')}); its files hold extra columns of {benchmark}", e);
        }
    }

    private void Add(ExtraEntry entry)
    {
        if (!_entries.TryAdd(entry.Name, entry))
            throw new NatsBenchException($"extra column {entry.Name} is in {_entries[entry.Name].Path} and in {entry.Path}; remove one of them");
    }
}
