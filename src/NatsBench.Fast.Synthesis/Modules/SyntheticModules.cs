using System.Collections.Concurrent;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Synthesis.Modules;

/// <summary>
/// Writes made-up NAS-Bench-101 tables: all modules, four lengths of training, three repeats, as a column file or as the original's TFRecord
/// file. Both say that they are synthetic; a TFRecord file in each record's <c>checkpoint_path</c>.
/// </summary>
public static class SyntheticModules
{
    private const string Kind = "synthetic";
    private const int HashedModules = 1024;
    private static readonly int[] Lengths = [4, 12, 36, 108];

    /// <summary>The model behind the values and its version, which changes whenever any value does.</summary>
    public static string ModelId => ModuleModel.Id;

    /// <summary>What everything made with a seed is marked by.</summary>
    /// <param name="seed">The seed.</param>
    public static string MarkOf(long seed) => FormattableString.Invariant($"{ModuleModel.Id}, seed {seed}");

    /// <summary>Writes a column file. Equal arguments give equal bytes, whatever the number of threads.</summary>
    /// <param name="path">The column file; an existing one is replaced when the new one is complete.</param>
    /// <param name="seed">Seed of the table.</param>
    /// <param name="count">How many modules, the smallest first; null for all.</param>
    /// <param name="threads">How many threads, 1 or more; null for one a processor.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void WriteTable(
        string path, long seed = 0, int? count = null, int? threads = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (ModuleHash[] hashes, ModuleGraph[] modules) = Modules(count, threads, cancellation);
        int[] first = [.. Enumerable.Range(0, modules.Length + 1).Select(module => module * ModuleModel.RepeatCount)];
        ModuleTable[] tables = [.. Lengths.Select(epochs => new ModuleTable(epochs, first, (start, isHalfway, trainings) =>
        {
            for (int i = 0; i < trainings.Count; i++)
            {
                (int module, int repeat) = Math.DivRem(start + i, ModuleModel.RepeatCount);
                ModuleModel model = new(modules[module], hashes[module], seed);
                trainings.Set(i, model.Parameters / 1e6, Percent(model.After(epochs, repeat, isHalfway ? epochs / 2 : epochs)));
            }
        }))];
        ModuleFileWriter.Write(path, hashes, modules, tables, new Provenance
        {
            SourceName = $"synthetic-{SearchSpace.NasBench101.ShortName()}",
            SourceKind = Kind,
            Tool = $"NatsBench.Fast {typeof(ModuleFileWriter).Assembly.GetName().Version!.ToString(3)}",
            Synthetic = MarkOf(seed),
        }, threads ?? Environment.ProcessorCount, progress is null ? null : progress.Report, cancellation);
    }

    /// <summary>Writes a TFRecord file as the original's are. Equal arguments give equal bytes.</summary>
    /// <param name="path">The file; an existing one is replaced when the new one is complete.</param>
    /// <param name="seed">Seed of the records: those of a table with the same seed.</param>
    /// <param name="count">How many modules, the smallest first; null for all.</param>
    /// <param name="only108">True for trainings of 108 epochs alone, as <c>nasbench_only108.tfrecord</c> has.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void WriteRecords(
        string path, long seed = 0, int? count = null, bool only108 = false, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (ModuleHash[] hashes, ModuleGraph[] modules) = Modules(count, null, cancellation);
        using Internals.AsideFile file = new(path);
        ModuleRecordWriter writer = new(MarkOf(seed));
        for (int module = 0; module < modules.Length; module++)
        {
            cancellation.ThrowIfCancellationRequested();
            ModuleModel model = new(modules[module], hashes[module], seed);
            foreach (int epochs in only108 ? Lengths[^1..] : Lengths)
                for (int repeat = 0; repeat < ModuleModel.RepeatCount; repeat++)
                    file.Write(writer.Frame(hashes[module], modules[module], epochs, model.Parameters,
                        model.After(epochs, repeat, 0), model.After(epochs, repeat, epochs / 2), model.After(epochs, repeat, epochs)));
            if (module % 1024 == 0)
                progress?.Report((double)module / modules.Length);
        }
        file.Commit([]);
    }

    private static (ModuleHash[] Hashes, ModuleGraph[] Modules) Modules(int? count, int? threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads ?? 1, nameof(threads));
        ModuleGraph[] modules = [.. ModuleEnumeration.All().Take(count ?? int.MaxValue)];
        var hashes = new ModuleHash[modules.Length];
        Parallel.ForEach(Partitioner.Create(0, int.Max(modules.Length, 1), HashedModules),
            new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation },
            part => ModuleHashing.Of(modules.AsSpan()[part.Item1..int.Min(part.Item2, modules.Length)], hashes.AsSpan(part.Item1)));
        Array.Sort(hashes, modules);
        return (hashes, modules);
    }

    private static ModulePoint Percent(in ModulePoint fractions) =>
        new(fractions.Seconds, fractions.Train * 100, fractions.Valid * 100, fractions.Test * 100);
}
