using System.Globalization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Internals;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Puts the parts of shards together: byte for byte what one run of the whole study gives.</summary>
public static class StudyMerge
{
    /// <summary>Merges parts.</summary>
    /// <param name="sources">Folders of shards, or files of parts (either file of a part stands for both); they are only read.</param>
    /// <param name="folder">Where the finished study goes: an empty folder, or one that is made.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops between parts; nothing remains.</param>
    /// <returns>What the finished file of outcomes holds.</returns>
    /// <exception cref="NatsBenchException">
    /// Parts that do not belong together, are missing, there twice or damaged; a folder that is not empty, in use or cannot be written. The
    /// message names them.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static OutcomeFile Run(
        IReadOnlyList<string> sources, string folder, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Devices.Refuse(folder);
        if (sources.FirstOrDefault(source => IsInside(folder, source)) is { } around)
            throw new NatsBenchException($"{folder}: lies in {around}, which is only read; choose a folder elsewhere");
        PartFiles[] found = [.. sources.SelectMany(PartsOf).DistinctBy(files => Path.GetFullPath(files.Outcomes))];
        if (found.Length == 0)
            throw new NatsBenchException("no parts to merge: name the folders of the shards that ran some, or files of parts");
        FileIdentity identity = IdentityOf(found[0]);
        OutputFolder.CheckMergeable(folder, identity);
        foreach (string source in sources.Where(IsOfIdleShard))
            RequireStudy(source, identity);
        StudyLayout layout = PartCheck.LayoutOf(found, new(StudyReader.Parse(identity.Study, $"{found[0].Outcomes}: natsbench.study"), identity.Space));
        PartFiles[] parts = Ordered(found, identity, layout, cancellation);

        bool isNew = !Directory.Exists(folder);
        Disk.Write(folder, () => Directory.CreateDirectory(folder));
        try
        {
            using FolderLock held = FolderLock.Take(folder, null);
            OutputFolder.CheckMergeable(folder, identity);
            OutputFolder.Clean(folder, null);
            // First, for it tells whose an unfinished folder is.
            OutputFolder.WriteStudy(folder, held.Owner, identity.Study);
            try
            {
                using StudyAssembly assembly = new(folder, held.Owner, layout, Task.FromResult(identity));
                return new OutcomeFile(identity, layout.Study, new AssemblyQueue(assembly, layout, parts).Finish(progress, cancellation));
            }
            finally
            {
                OutputFolder.RemoveUnfinished(folder);
            }
        }
        finally
        {
            if (isNew && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    private static bool IsInside(string folder, string source) => Path.GetFullPath(folder).StartsWith(
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IReadOnlyList<PartFiles> PartsOf(string source)
    {
        if (Directory.Exists(source))
        {
            string inside = Path.Combine(source, OutputFolder.PartsName);
            IReadOnlyList<PartFiles> parts = PartFiles.AllIn(Directory.Exists(inside) ? inside : source);
            return parts.Count > 0 || IsOfIdleShard(source) ? parts : throw new NatsBenchException(
                File.Exists(Path.Combine(source, StudyFolder.OutcomesName))
                    ? $"{source}: is a finished study; there is nothing to merge"
                    : $"{source}: holds no parts; has its shard run?");
        }
        return PartFiles.Of(source) is { } files && File.Exists(source)
            ? [files]
            : throw new NatsBenchException($"{source}: is neither a folder nor a part; name the folders of the shards");
    }

    // A shard of more than there are parts has its study, and nothing to run.
    private static bool IsOfIdleShard(string folder) =>
        File.Exists(Path.Combine(folder, OutputFolder.StudyName)) && !File.Exists(Path.Combine(folder, StudyFolder.OutcomesName))
        && Path.Combine(folder, OutputFolder.PartsName) is var parts && Directory.Exists(parts) && PartFiles.AllIn(parts).Count == 0;

    // Parts tell their study themselves; of a shard without parts this is all there is.
    private static void RequireStudy(string source, FileIdentity identity)
    {
        string path = Path.Combine(source, OutputFolder.StudyName);
        string text = OutputFolder.StudyIn(source) ?? throw new NatsBenchException($"{path}: is gone; run the shard again");
        if (text != identity.Study)
            throw new NatsBenchException(
                $"{path}: is another study ({FileIdentity.StudyDifference(identity.Study, text)}); merge the parts of one study at a time");
    }

    private static FileIdentity IdentityOf(PartFiles files)
    {
        using TableReader first = TableReader.TryOpen(files.Outcomes) ?? throw PartCheck.Damaged(files.Outcomes);
        return first.Identity.ToolVersion == FileIdentity.CurrentToolVersion ? first.Identity : throw new NatsBenchException(
            $"{files.Outcomes}: was written by {first.Identity.ToolVersion}; merge with that version, or run the shards again with {FileIdentity.CurrentToolVersion}");
    }

    private static PartFiles[] Ordered(PartFiles[] found, FileIdentity identity, StudyLayout layout, CancellationToken cancellation)
    {
        SortedDictionary<int, PartFiles> byNumber = [];
        foreach (PartFiles files in found)
        {
            cancellation.ThrowIfCancellationRequested();
            using TableReader file = TableReader.TryOpen(files.Outcomes) ?? throw PartCheck.Damaged(files.Outcomes);
            if (identity.Difference(file.Identity) is { } difference)
                throw new NatsBenchException($"{files.Outcomes}: belongs to {difference}, unlike {found[0].Outcomes}; merge the parts of one study at a time");
            if (PartCheck.CutDifference(file, layout) is { } cut)
                throw new NatsBenchException($"{files.Outcomes}: belongs to {cut}, unlike {found[0].Outcomes}; run the shards of one of the two again");
            if (PartFiles.NumberOf(file) is not { } number || number >= layout.PartCount)
                throw file.Foreign();
            if (!byNumber.TryAdd(number, files))
                throw new NatsBenchException($"part {number} is there twice: {byNumber[number].Outcomes} and {files.Outcomes}; leave one out");
            foreach (string path in files.Paths(layout.Study))
                if (!File.Exists(path))
                    throw PartCheck.Damaged(path);
        }
        int[] missing = [.. Enumerable.Range(0, layout.PartCount).Where(number => !byNumber.ContainsKey(number))];
        return missing.Length == 0 ? [.. byNumber.Values] : throw new NatsBenchException(string.Create(
            CultureInfo.InvariantCulture,
            $"{missing.Length} of {layout.PartCount} parts are missing: {Ranges(missing)}; run the shards that have not finished, or name their folders as well"));
    }

    /// <summary>Ascending numbers in few words: <c>3, 7-12, 40</c>.</summary>
    internal static string Ranges(IReadOnlyList<int> numbers)
    {
        const int MostRanges = 20;
        List<string> ranges = [];
        for (int first = 0, last; first < numbers.Count; first = last + 1)
        {
            last = first;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
                last++;
            ranges.Add(string.Create(CultureInfo.InvariantCulture, $"{numbers[first]}{(last == first ? "" : $"-{numbers[last]}")}"));
        }
        return string.Join(", ", ranges.Take(MostRanges)) + (ranges.Count > MostRanges ? ", …" : "");
    }
}
