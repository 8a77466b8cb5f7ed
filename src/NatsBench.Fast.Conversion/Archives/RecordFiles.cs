namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Sorts the files of an archive into the meta file, the records by index, and what the official library never opens.</summary>
internal sealed class RecordFiles
{
    // Of two names for a record the library opens one, the preferred.
    private readonly Dictionary<int, Known> _records = [];
    private readonly Dictionary<int, Known> _cells = [];

    private sealed record Known(RecordFile File, bool IsPreferred);

    public RecordFile? Meta { get; private set; }

    /// <summary>Number of records.</summary>
    public int Count => _records.Count;

    /// <summary>How the records are laid out: NAS-Bench-201's where there are none but cells of it.</summary>
    public RecordLayout Layout => Meta is null && _records.Count == 0 && _cells.Count > 0 ? RecordLayout.NasBench201 : RecordLayout.NatsBench;

    public List<OddNote> Odd { get; } = [];

    /// <summary>Takes a file. A later entry of the same path replaces an earlier one, as unpacking would.</summary>
    public void Add(string name, string path, long offset, long length)
    {
        if (name == RecordName.Meta)
        {
            RefuseSecond(Meta, path);
            Meta = new(-1, name, path, offset, length);
        }
        else if (RecordName.TryParse(name, out int index, out bool isPadded))
            AddRecord(_records, new(index, name, path, offset, length), isPadded);
        else if (RecordName.TryParseCell(name, out index, out bool isFull))
            AddRecord(_cells, new(index, name, path, offset, length), isFull);
        else
            Odd.Add(new("a file that is no part of an archive", path));
    }

    /// <summary>The records of a space of that many architectures, in ascending order.</summary>
    public List<RecordFile> Below(int architectureCount)
    {
        bool isNatsBench = Layout == RecordLayout.NatsBench;
        if (isNatsBench)
            foreach (RecordFile cell in InOrder(_cells))
                Odd.Add(new("a file that is no part of an archive", cell.Path));
        var files = new List<RecordFile>();
        foreach (RecordFile file in InOrder(isNatsBench ? _records : _cells))
        {
            if (file.Index < architectureCount)
                files.Add(file);
            else
                Odd.Add(new($"a record beyond the {architectureCount} architectures", file.Path));
        }
        return files;
    }

    private static IEnumerable<RecordFile> InOrder(Dictionary<int, Known> records)
    {
        int[] indices = [.. records.Keys];
        Array.Sort(indices);
        return indices.Select(index => records[index].File);
    }

    private void AddRecord(Dictionary<int, Known> records, RecordFile file, bool isPreferred)
    {
        if (!records.TryGetValue(file.Index, out Known? known))
        {
            records.Add(file.Index, new(file, isPreferred));
            return;
        }
        if (known.File.Name == file.Name)
            RefuseSecond(known.File, file.Path);
        else
            Odd.Add(new($"a record under two names, of which the official library opens the {(records == _records ? "padded one" : "FULL one")}", (isPreferred ? known.File : file).Path));
        if (isPreferred || known.File.Name == file.Name)
            records[file.Index] = new(file, isPreferred);
    }

    private static void RefuseSecond(RecordFile? known, string path)
    {
        if (known is not null && known.Path != path)
            throw new NatsBenchException($"{path}: also at {known.Path}; give one archive at a time");
    }
}
