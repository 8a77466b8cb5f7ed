using System.Diagnostics;
using System.Globalization;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// A finished folder of many trials with the log points that curves need, and its limit: the same trials in memory, log points dropped, and
/// then the Parquet library alone, which encodes as many rows of the measured columns on as many threads and drops what it made.
/// </summary>
internal static class FolderFigure
{
    /// <summary>The command of the process that is timed.</summary>
    public const string Verb = "folder";

    private const int Trials = 100_000;
    private const int RowsOfGroup = 1 << 16;

    public static Result Measure(SearchSpace space)
    {
        double[] best = Once(), again = Once();
        return Result.Beside($"folder.{space.ShortName()}.random", Math.Min(best[0], again[0]), "s", Math.Min(best[1], again[1]));

        double[] Once() => MeasuredProcess.Numbers(Verb, BenchmarkFiles.Table(space), compilesAtOnce: true);
    }

    /// <summary>Makes a folder in a process whose code is not yet compiled, and prints the seconds of it and of its limit.</summary>
    public static void Run(string path)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        string folder = BenchmarkFiles.Scratch($"folder.{Environment.ProcessId}");
        BoundStudy study = null!;
        double ours;
        try
        {
            ours = Time(() =>
            {
                study = Bind(bench);
                Answers.Require(StudyFolder.Run(study, folder).IsFinished, "a finished folder");
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        long rows = 0;
        double limit = Time(() => StudyRunner.Run(
            study, [.. Enumerable.Range(0, study.PartCount)], TraceKeeping.Curve, part => Interlocked.Add(ref rows, part.Traces.Trial.Count)));
        limit += Encode(study, rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ours:F3} {limit:F3}"));
    }

    private static BoundStudy Bind(NatsBenchmark bench) => BoundStudy.Bind(StudyPresets.Get("nats-bench") with
    {
        Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("random"))],
        Datasets = [Dataset.Cifar10],
        Trials = Trials,
        Traces = TraceKeeping.Curve,
    }, bench);

    // The log points of the first part, again and again.
    private static double Encode(BoundStudy study, long rows)
    {
        TraceColumns traces = null!;
        StudyRunner.Run(study, [0], TraceKeeping.Curve, part => traces = part.Traces, threads: 1);
        (string, int[])[] wholes = [.. Names<int>(traces).Select(column => (column.Name, Repeat(column.Values)))];
        (string, double[])[] reals = [.. Names<double>(traces).Select(column => (column.Name, Repeat(column.Values)))];
        return Time(() => Parallel.For(0, (int)((rows + RowsOfGroup - 1) / RowsOfGroup), _ => Encode(wholes, reals).GetAwaiter().GetResult()));
    }

    private static async Task Encode((string Name, int[] Values)[] wholes, (string Name, double[] Values)[] reals)
    {
        DataField[] fields = [.. wholes.Select(column => new DataField<int>(column.Name)), .. reals.Select(column => new DataField<double>(column.Name))];
        ParquetOptions options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest };
        foreach ((string name, _) in reals)
            options.ColumnEncodingHints[name] = EncodingHint.ByteSplitStream;
        using MemoryStream file = new();
        ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file, options);
        using (ParquetRowGroupWriter group = writer.CreateRowGroup())
        {
            foreach ((DataField field, (_, int[] values)) in fields.Zip(wholes))
                await group.WriteAsync(field, new ReadOnlyMemory<int>(values));
            foreach ((DataField field, (_, double[] values)) in fields.Skip(wholes.Length).Zip(reals))
                await group.WriteAsync(field, new ReadOnlyMemory<double>(values));
        }
        await writer.DisposeAsync();
    }

    private static IEnumerable<(string Name, List<T> Values)> Names<T>(TraceColumns traces) => typeof(TraceColumns).GetProperties()
        .Where(column => column.PropertyType == typeof(List<T>))
        .Select(column => (column.Name, (List<T>)column.GetValue(traces)!))
        .Where(column => column.Item2.Count > 0);

    private static T[] Repeat<T>(List<T> values) => [.. Enumerable.Range(0, RowsOfGroup).Select(row => values[row % values.Count])];

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
