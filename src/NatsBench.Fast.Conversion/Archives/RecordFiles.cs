namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Sorts the files of an archive into the meta file, the records by index, and what the official library never opens.</summary>
internal sealed class RecordFiles
{
    private readonly SortedDictionary<int, (RecordFile File, bool IsPadded)> _records = [];

    public RecordFile? Meta { get; private set; }

    /// <summary>Number of records.</summary>
    public int Count => _records.Count;

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
            AddRecord(new(index, name, path, offset, length), isPadded);
        else
            Odd.Add(new("a file that is no part of an archive", path));
    }

    /// <summary>The records of a space of that many architectures, in ascending order.</summary>
    public List<RecordFile> Below(int architectureCount)
    {
        var files = new List<RecordFile>(_records.Count);
        foreach ((RecordFile file, _) in _records.Values)
        {
            if (file.Index < architectureCount)
                files.Add(file);
            else
                Odd.Add(new($"a record beyond the {architectureCount} architectures", file.Path));
        }
        return files;
    }

    private void AddRecord(RecordFile file, bool isPadded)
    {
        if (!_records.TryGetValue(file.Index, out (RecordFile File, bool IsPadded) known))
        {
            _records.Add(file.Index, (file, isPadded));
            return;
        }
        if (known.File.Name == file.Name)
            RefuseSecond(known.File, file.Path);
        else
            Odd.Add(new("a record under two names, of which the official library opens the padded one", (isPadded ? known.File : file).Path));
        if (isPadded || known.File.Name == file.Name)
            _records[file.Index] = (file, isPadded);
    }

    private static void RefuseSecond(RecordFile? known, string path)
    {
        if (known is not null && known.Path != path)
            throw new NatsBenchException($"{path}: also at {known.Path}; give one archive at a time");
    }
}
