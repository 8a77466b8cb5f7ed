using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Internals;

namespace NatsBench.Fast.Studies.Measured;

/// <summary>Puts measured runs together into one file, which reports read as one source.</summary>
public static class MeasuredMerge
{
    /// <summary>The files of measured runs at a place, by name: the file itself, or those in a folder and beneath it.</summary>
    /// <param name="source">A folder or file; one that is not there has none.</param>
    public static IReadOnlyList<string> FilesAt(string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        if (Path.GetFileName(source) == MeasuredRunFile.Name && File.Exists(source))
            return [source];
        return !Directory.Exists(source) ? []
            : Disk.Read(source, () => (string[])[.. Directory.EnumerateFiles(source, MeasuredRunFile.Name, SearchOption.AllDirectories).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The folders at a place, and beneath it, that hold a run without results: one that was begun and is not finished.</summary>
    /// <param name="source">A folder or file; one that is not there has none.</param>
    public static IReadOnlyList<string> UnfinishedAt(string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        return !Directory.Exists(source) ? []
            : Disk.Read(source, () => (string[])
            [
                .. Directory.EnumerateFiles(source, MeasuredRunFile.PlanName, SearchOption.AllDirectories).Select(path => Path.GetDirectoryName(path)!)
                    .Where(folder => !File.Exists(Path.Combine(folder, MeasuredRunFile.Name))).Order(StringComparer.Ordinal),
            ]);
    }

    /// <summary>Merges runs.</summary>
    /// <param name="sources">Folders of runs, folders above them, or files.</param>
    /// <param name="folder">Where <see cref="MeasuredRunFile.Name"/> goes: a new folder, or an empty one.</param>
    /// <returns>The runs, by algorithm, parameters, dataset and trial.</returns>
    /// <exception cref="NatsBenchException">A source has no finished run or one that is not finished, two hold the same run, or the folder is not empty or cannot be written.</exception>
    public static IReadOnlyList<MeasuredRun> Run(IReadOnlyList<string> sources, string folder)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Devices.Refuse(folder);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new NatsBenchException($"{folder}: is not empty; choose another folder");
        Dictionary<(string, string, string, int), string> found = [];
        List<MeasuredRun> runs = [];
        foreach (string source in sources)
        {
            if (UnfinishedAt(source) is [var first, ..] unfinished)
                throw new NatsBenchException($"{source}: {unfinished.Count} runs are not finished, such as {first}; resume them, or name the folders of the others");
            IReadOnlyList<string> files = FilesAt(source);
            if (files.Count == 0)
                throw new NatsBenchException($"{source}: holds no finished run ({MeasuredRunFile.Name}); resume it with 'natsbench-oneshot resume'");
            foreach (string file in files)
                foreach (MeasuredRun run in MeasuredRunFile.Read(file))
                {
                    if (!found.TryAdd((run.Algorithm, run.Parameters, run.Dataset, run.Trial), file))
                        throw new NatsBenchException(
                            $"{file}: {run.Algorithm} on {run.Dataset} of seed {run.Trial} is also in {found[(run.Algorithm, run.Parameters, run.Dataset, run.Trial)]}; leave one out");
                    runs.Add(run);
                }
        }
        MeasuredRun[] ordered =
        [
            .. runs.OrderBy(run => run.Algorithm, StringComparer.Ordinal).ThenBy(run => run.Parameters, StringComparer.Ordinal)
                .ThenBy(run => run.Dataset, StringComparer.Ordinal).ThenBy(run => run.Trial),
        ];
        Disk.Write(folder, () => Directory.CreateDirectory(folder));
        MeasuredRunFile.Write(Path.Combine(folder, MeasuredRunFile.Name), ordered);
        return ordered;
    }
}
