using System.Diagnostics;
using System.Globalization;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Takes chosen weights out of an archive, on many threads and with a few records in memory.</summary>
public static class WeightExtraction
{
    /// <summary>
    /// Writes a weight store. A run that was stopped or killed is continued by the same call; the store then has the same bytes as one written in
    /// one go.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="architectures">Architectures that it has, ascending.</param>
    /// <param name="choice">Which of their trainings.</param>
    /// <param name="path">The store; one that is there is replaced when the new one is complete.</param>
    /// <param name="options">How.</param>
    /// <exception cref="DamagedFileException">A record is not whole, or what an earlier run left is damaged.</exception>
    /// <exception cref="NatsBenchException">No architecture has such weights, the store cannot be written, or it would replace what is read.</exception>
    public static ExtractionReport ToStore(
        WeightArchive archive, IReadOnlyList<int> architectures, WeightChoice choice, string path, ExtractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentNullException.ThrowIfNull(choice);
        options ??= new ExtractionOptions();
        archive.RefuseToReplace(path);
        Dictionary<string, string> texts = new()
        {
            ["source"] = archive.Name,
            ["architectures"] = Ranges(architectures),
            ["choice"] = choice.ToString(),
            ["tool"] = ToolVersion.Text,
        };
        using (WeightStoreWriter writer = WeightStoreWriter.Open(path, texts, options.Comparing))
        {
            TrainingKey? other = Fill(writer, archive, architectures, choice, options);
            if (writer.Networks == 0)
            {
                writer.Discard();
                throw Nothing(archive, architectures, choice, other);
            }
            writer.Complete();
        }
        using WeightStore store = WeightStore.Open(path);
        return new(
            architectures.Count, store.Trainings.Count, store.Trainings.Sum(training => (long)store.TensorCount(training)), store.Bytes,
            [.. architectures.Except(store.Trainings.Select(training => training.Architecture))]);
    }

    /// <summary>Writes safetensors files, one for each training; their metadata say which it is. Files that are there are replaced.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="architectures">Architectures that it has, ascending.</param>
    /// <param name="choice">Which of their trainings.</param>
    /// <param name="path">A folder for files such as <c>000284-12-cifar10-777.safetensors</c>; or one such file, where one training is chosen.</param>
    /// <param name="options">How.</param>
    /// <exception cref="DamagedFileException">A record is not whole.</exception>
    /// <exception cref="NatsBenchException">No architecture has such weights, several do and one file is named, or a file cannot be written.</exception>
    public static ExtractionReport ToSafetensors(
        WeightArchive archive, IReadOnlyList<int> architectures, WeightChoice choice, string path, ExtractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ExtractionOptions();
        bool isFile = IsSafetensors(path);
        if (isFile && architectures.Count != 1)
            throw SeveralForOneFile(path, $"{architectures.Count} architectures are chosen");
        archive.RefuseToReplace(path);
        int networks = 0, done = 0;
        long tensors = 0, bytes = 0;
        List<int> without = [];
        TrainingKey? other = null;
        foreach (Chosen chosen in Read(archive, architectures, choice, options))
        {
            if (isFile && chosen.Trainings.Count > 1)
                throw SeveralForOneFile(path, $"there are {string.Join("; ", chosen.Trainings)}");
            for (int i = 0; i < chosen.Trainings.Count; i++)
            {
                string file = isFile ? path : FileOf(path, chosen.Trainings[i]);
                SafetensorsFile.Write(file, chosen.Sets[i], Metadata(archive, chosen.Trainings[i], chosen.Text));
                bytes += new FileInfo(file).Length;
                tensors += chosen.Sets[i].Tensors.Count;
                networks++;
            }
            if (chosen.Trainings.Count == 0)
                without.Add(chosen.Architecture);
            other ??= chosen.Other;
            options.Progress?.Report((double)++done / architectures.Count);
        }
        return networks > 0 ? new(architectures.Count, networks, tensors, bytes, without) : throw Nothing(archive, architectures, choice, other);
    }

    /// <summary>Whether a path names a safetensors file, by its end.</summary>
    /// <param name="path">The path.</param>
    public static bool IsSafetensors(string path) => Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase);

    // Returns a training that has weights but was not chosen, where there is one.
    private static TrainingKey? Fill(WeightStoreWriter writer, WeightArchive archive, IReadOnlyList<int> architectures, WeightChoice choice, ExtractionOptions options)
    {
        TrainingKey? other = null;
        long done = Math.Min(writer.Done, architectures.Count);
        bool isBetween = true;
        Stopwatch sinceCheckpoint = Stopwatch.StartNew();
        try
        {
            foreach (Chosen chosen in Read(archive, [.. architectures.Skip((int)done)], choice, options))
            {
                options.Cancellation.ThrowIfCancellationRequested();
                isBetween = false;
                for (int i = 0; i < chosen.Trainings.Count; i++)
                    writer.Add(chosen.Trainings[i], chosen.Text, chosen.Sets[i]);
                isBetween = true;
                done++;
                other ??= chosen.Other;
                options.Progress?.Report((double)done / architectures.Count);
                if (writer.Networks == 0 || sinceCheckpoint.Elapsed < options.CheckpointInterval)
                    continue;
                writer.Checkpoint(done);
                sinceCheckpoint.Restart();
            }
        }
        catch (Exception e) when (isBetween && writer.Networks > 0 && e is OperationCanceledException or NatsBenchException)
        {
            // Whoever runs it again has that much less to do.
            writer.Checkpoint(done);
            throw;
        }
        return other;
    }

    private static IEnumerable<Chosen> Read(WeightArchive archive, IReadOnlyList<int> architectures, WeightChoice choice, ExtractionOptions options) =>
        OrderedPipeline.Run(architectures, options.Threads, () => archive, (from, architecture) =>
        {
            ArchitectureWeights record = from.Record(architecture);
            TrainingKey[] trainings = [.. record.WithWeights.Where(choice.Takes)];
            return trainings.Length == 0
                ? new Chosen(architecture, "", trainings, [], record.WithWeights is [var other, ..] ? other : null)
                : new Chosen(architecture, record.Text, trainings, record.Read(trainings), null);
        }, options.Cancellation);

    private static string FileOf(string folder, TrainingKey training)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{training.Architecture:D6}-{training.Setting}-{training.Dataset}-{training.Seed}.safetensors");
        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            throw new NatsBenchException($"{training}: its names do not go into the name of a file; name one with --safetensors FILE.safetensors");
        try
        {
            return Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{folder}: cannot be written ({e.Message.TrimEnd('.')}); choose another place", e);
        }
    }

    private static Dictionary<string, string> Metadata(WeightArchive archive, TrainingKey training, string text) => new()
    {
        // What PyTorch's own reader asks for.
        ["format"] = "pt",
        ["architecture"] = training.Architecture.ToString(CultureInfo.InvariantCulture),
        ["architecture_text"] = text,
        ["hp"] = training.Setting.Key,
        ["dataset"] = training.Dataset.Name,
        ["seed"] = training.Seed.ToString(CultureInfo.InvariantCulture),
        ["source"] = archive.Name,
        ["tool"] = ToolVersion.Text,
    };

    private static string Ranges(IReadOnlyList<int> ascending)
    {
        List<string> ranges = [];
        for (int i = 0, first; i < ascending.Count; i++)
        {
            for (first = ascending[i]; i + 1 < ascending.Count && ascending[i + 1] == ascending[i] + 1;)
                i++;
            ranges.Add(first == ascending[i] ? $"{first}" : $"{first}-{ascending[i]}");
        }
        return string.Join(",", ranges);
    }

    private static NatsBenchException SeveralForOneFile(string path, string what) =>
        new($"{path}: a file holds one network, and {what}; choose one by architecture, setting, dataset and seed, or name a folder");

    private static NatsBenchException Nothing(WeightArchive archive, IReadOnlyList<int> architectures, WeightChoice choice, TrainingKey? other)
    {
        string who = architectures.Count == 1 ? $"architecture {architectures[0]} has no weights" : $"none of the {architectures.Count} architectures that are asked for has weights";
        return new NatsBenchException(other is { } training
            ? $"{archive}: {who} of {choice}; there are those of {training}, and 'natsbench weights list' tells all"
            : $"{archive}: {who}; {WeightArchive.WhichHaveWeights}");
    }

    private sealed record Chosen(int Architecture, string Text, IReadOnlyList<TrainingKey> Trainings, IReadOnlyList<TensorSet> Sets, TrainingKey? Other);
}
