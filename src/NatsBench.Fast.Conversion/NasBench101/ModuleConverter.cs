using System.Diagnostics;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>Converts the original file of NAS-Bench-101, and compares a column file with it.</summary>
internal static class ModuleConverter
{
    // Reading takes most of the time; the rest is writing.
    private const int ReadingParts = 3;
    private const int AllParts = 4;

    public static ConversionReport Convert(string source, string output, ConversionOptions options)
    {
        Stopwatch clock = Stopwatch.StartNew();
        (ModuleCollector modules, Records.Provenance provenance) = ModuleReader.Read(source, options, (modules, bytes, all) =>
            options.Progress?.Report(new(modules.RecordCount, null, bytes * ReadingParts, all * AllParts, clock.Elapsed)));
        (ModuleHash[] hashes, ModuleGraph[] graphs, IReadOnlyList<ModuleTable> tables) = modules.Sorted();
        long total = provenance.SourceBytes;
        ModuleFileWriter.Write(output, hashes, graphs, tables, provenance, options.Threads,
            share => options.Progress?.Report(new(modules.RecordCount, modules.RecordCount, total * ReadingParts + (long)(share * total), total * AllParts, clock.Elapsed)),
            options.Cancellation);
        return new ConversionReport
        {
            Provenance = provenance,
            Decompressor = "",
            NameCheck = NameCheck.NotApplicable,
            Architectures = modules.ModuleCount,
            Records = modules.ModuleCount,
            Trials = modules.RecordCount,
            TrialsWithWeights = 0,
            Curves = 0,
            Numbers = modules.NumberCount,
            Absent = modules.Absent(),
            Odd = modules.Odd,
            Elapsed = clock.Elapsed,
        };
    }

    public static VerificationReport Verify(NatsBenchmark bench, string source, ConversionOptions options)
    {
        Stopwatch clock = Stopwatch.StartNew();
        (ModuleCollector modules, Records.Provenance provenance) = ModuleReader.Read(source, options, (modules, bytes, all) =>
            options.Progress?.Report(new(modules.RecordCount, null, bytes, all, clock.Elapsed)));
        (ModuleHash[] hashes, ModuleGraph[] graphs, IReadOnlyList<ModuleTable> tables) = modules.Sorted();
        ModuleComparer comparer = new(bench);
        comparer.Compare(hashes, graphs, tables);
        return new VerificationReport(modules.ModuleCount, comparer.Numbers, provenance.SourceSha256 == bench.Provenance.SourceSha256, comparer.Differences);
    }
}
