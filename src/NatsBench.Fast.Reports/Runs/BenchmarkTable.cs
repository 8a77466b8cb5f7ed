using System.Collections.Concurrent;
using System.Globalization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>
/// A benchmark that runs are looked up in: reported accuracies are those of searches, after the full training, mean over all stored seeds.
/// Immutable, thread-safe; valid while the benchmark is open.
/// </summary>
/// <param name="bench">The benchmark.</param>
public sealed class BenchmarkTable(NatsBenchmark bench)
{
    private readonly ConcurrentDictionary<Dataset, ReportTable> _reports = new();
    private readonly Lazy<string> _sha256 = new(() => FileHash.Of(bench.Path));

    /// <summary>The benchmark.</summary>
    public NatsBenchmark Benchmark { get; } = bench;

    /// <summary>SHA-256 of its file, hexadecimal; read once, when it is first asked for.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>The accuracies that are reported on a dataset; the best counts among all architectures that have both. Made once.</summary>
    /// <param name="dataset"><c>cifar10</c>, <c>cifar100</c>, <c>ImageNet16-120</c> or another of the file.</param>
    /// <exception cref="NatsBenchException">The file has no full training on it.</exception>
    public ReportTable Report(Dataset dataset) => _reports.GetOrAdd(dataset, name =>
    {
        ReportColumns columns = ReportColumns.Read(Benchmark, name);
        double[] valid = columns.Valid.ToArray(), test = columns.Test.ToArray();
        int[] there = [.. Enumerable.Range(0, valid.Length).Where(architecture => double.IsFinite(valid[architecture]) && double.IsFinite(test[architecture]))];
        return there.Length > 0
            ? new ReportTable(name, valid, test, there)
            : throw new NatsBenchException($"{Benchmark.Path}: no architecture has a full training on {name} to report");
    });

    /// <summary>The index of an architecture.</summary>
    /// <param name="text">Its index in digits, or its text as the file has it.</param>
    /// <param name="where">What messages begin with.</param>
    /// <exception cref="NatsBenchException">The file lacks it.</exception>
    public int IndexOf(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? index < Benchmark.Count
            : Benchmark.TryIndexOf(text, out index))
            return index;
        throw new NatsBenchException(
            $"{where}: '{Internals.Printable.Of(text)}' is no architecture of {Benchmark.Path}: 0 to {Benchmark.Count - 1}, or a text such as '{Benchmark.Architecture(0)}'");
    }
}
