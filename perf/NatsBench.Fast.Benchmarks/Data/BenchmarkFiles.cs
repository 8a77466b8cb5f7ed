using System.Formats.Tar;
using NatsBench.Fast.Conversion;
using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis;
using NatsBench.Fast.Synthesis.Modules;

namespace NatsBench.Fast.Benchmarks.Data;

/// <summary>What is measured: full synthetic tables of both spaces and a small archive of each, made once and kept in the temporary folder.</summary>
internal static class BenchmarkFiles
{
    /// <summary>Records of the small archives.</summary>
    public const int ArchiveRecords = 256;

    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(
        Path.GetTempPath(), $"natsbench-perf-{typeof(NatsBenchmark).Assembly.GetName().Version!.ToString(3)}-f{FormatName()}")).FullName;

    /// <summary>The full column file of a space.</summary>
    public static string Table(SearchSpace space) => Ensure($"{space.ShortName()}.natsb", path => SyntheticTable.Write(SpaceOf(space), path));

    /// <summary>The column file of all modules of NAS-Bench-101.</summary>
    public static string Modules() => Ensure($"{SearchSpace.NasBench101.ShortName()}.natsb", path => SyntheticModules.WriteTable(path));

    /// <summary>An archive of the first records of a space in the official layout.</summary>
    public static string Archive(SearchSpace space) =>
        Ensure($"{space.ShortName()}-{ArchiveRecords}", path => SyntheticArchive.Write(SpaceOf(space), path, count: ArchiveRecords));

    /// <summary>The column file of that archive.</summary>
    public static string ConvertedArchive(SearchSpace space) =>
        Ensure($"{space.ShortName()}-{ArchiveRecords}.natsb", path => ArchiveConverter.Convert(Archive(space), path));

    /// <summary>A record of a full archive: five trainings with the tensors of fresh networks.</summary>
    public static string FullRecord(int index) =>
        Ensure($"{index:D6}.pickle.pbz2", path => Data.FullRecord.Write(path, index));

    /// <summary>A tar file with that record, among others that are not looked at.</summary>
    public static string FullArchive(int index) => Ensure($"full-{index}.tar", path =>
    {
        using var writer = new TarWriter(File.Create(path), TarEntryFormat.Gnu);
        for (int i = 0; i < 2 * index; i++)
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, $"full/{i:D6}.pickle.pbz2")
            {
                DataStream = new MemoryStream(i == index ? File.ReadAllBytes(FullRecord(index)) : [0]),
            });
    });

    /// <summary>A path for what a benchmark writes.</summary>
    public static string Scratch(string name) => Path.Combine(Folder, name);

    private static SyntheticSpace SpaceOf(SearchSpace space) => space == SearchSpace.Topology ? SyntheticSpace.Topology : SyntheticSpace.Size;

    private static string Ensure(string name, Action<string> make)
    {
        string path = Path.Combine(Folder, name);
        if (Path.Exists(path))
            return path;
        Console.Error.WriteLine($"making {name}, this once");
        string aside = $"{path}.{Environment.ProcessId}";
        make(aside);
        Directory.Move(aside, path);
        return path;
    }

    // Files of another format are other files.
    private static string FormatName()
    {
        Version format = NatsBenchmark.FormatVersion;
        return $"{format.Major}.{format.Minor}";
    }
}
