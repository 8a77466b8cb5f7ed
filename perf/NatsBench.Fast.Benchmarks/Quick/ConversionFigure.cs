using System.Diagnostics;
using System.Globalization;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Conversion;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.NasBench101;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// A conversion on all processors, and its limit: the same library decompressing the same files on as many threads. In a small archive
/// start and end (the list of architectures, one block a column, code that runs for the first time) weigh as much as the records;
/// what counts is a full one: <c>conversion ARCHIVE</c>, which takes a TFRecord file of NAS-Bench-101 too, and measures it both from the
/// system's memory and, <c>cold</c>, from the disk.
/// </summary>
internal static class ConversionFigure
{
    public const string Verb = "conversion";

    /// <summary>Measures the small archive of a space.</summary>
    public static Result Measure(SearchSpace space) => Measure(BenchmarkFiles.Archive(space), space.ShortName(), rounds: 4);

    /// <summary>Measures any archive directory once and prints the figure.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string archive)
    {
        if (ModuleReader.IsTfRecord(archive))
        {
            foreach (Result result in MeasureModules(archive, rounds: 3))
                Console.WriteLine(result.ToJson());
            return 0;
        }
        if (!Directory.Exists(archive))
        {
            Console.Error.WriteLine($"{Verb}: {archive} is no directory; give an archive in the official -simple layout, or a TFRecord file of NAS-Bench-101");
            return 2;
        }
        Console.WriteLine(Measure(archive, Path.GetFileName(Path.TrimEndingDirectorySeparator(archive)), rounds: 1).ToJson());
        return 0;
    }

    // The limit is reading the file and checking its checksums, on one thread, nothing else: from the system's memory, and from the disk.
    private static IEnumerable<Result> MeasureModules(string path, int rounds)
    {
        string name = $"convert.{SearchSpace.NasBench101.ShortName()}";
        yield return Measured(name, static () => { });
        // Others may have the file mapped, and other systems have no such call: what was not forgotten is no figure.
        if (SystemMemory.TryForget(path))
            yield return Measured($"{name}.cold", () => SystemMemory.TryForget(path));

        Result Measured(string name, Action prepare)
        {
            double ours = double.PositiveInfinity, limit = ours;
            for (int round = 0; round < rounds; round++)
            {
                prepare();
                limit = Math.Min(limit, Time(() => ModuleReader.CheckSums(path)));
                prepare();
                ours = Math.Min(ours, Time(() => ArchiveConverter.Convert(path, BenchmarkFiles.Scratch("scratch.natsb"))));
            }
            return Result.Beside(name, ours / 1e3, "s", limit / 1e3);
        }
    }

    private static Result Measure(string archive, string name, int rounds)
    {
        string[] files = Directory.GetFiles(archive, "*.pbz2");
        double ours = double.PositiveInfinity, limit = ours;
        for (int round = 0; round < rounds; round++)
        {
            limit = Math.Min(limit, Time(() => Decompress(files)));
            ours = Math.Min(ours, Time(() => ArchiveConverter.Convert(archive, BenchmarkFiles.Scratch("scratch.natsb"))));
        }
        // One file is the list of architectures.
        int records = files.Length - 1;
        return Result.Beside(string.Create(CultureInfo.InvariantCulture, $"convert.{name}.{records}"), ours / records, "ms/record", limit / records);
    }

    private static void Decompress(string[] files) => Parallel.ForEach(
        files,
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
        () => Array.Empty<byte>(),
        (file, _, buffer) =>
        {
            byte[] compressed = File.ReadAllBytes(file);
            Bzip2File.Decompress(compressed, compressed.Length, ref buffer, file, Bzip2Library.Best);
            return buffer;
        },
        _ => { });

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
