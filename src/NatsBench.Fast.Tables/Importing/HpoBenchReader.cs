using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>
/// HPOBench's <c>NAS-Bench-201-v1_1-096897_DATASET.json</c>, alone or in its zip: seed → cell's text → <c>train_acc1es</c>, <c>train_losses</c>,
/// <c>train_times</c> by epoch, <c>eval_acc1es</c>, <c>eval_losses</c>, <c>eval_times</c> by set@epoch. A seed that was never trained has the numbers of
/// another there. Passed through once, whatever its size.
/// </summary>
internal sealed class HpoBenchReader : IPartialReader
{
    private const int Epochs = 200;
    private const int MostSets = 16;

    private static readonly string[] Tables = ["train_acc1es", "train_losses", "train_times", "eval_acc1es", "eval_losses", "eval_times"];

    public string Format => "hpobench";

    public string Holds => "curves of setting 200 of NAS-Bench-201 v1.1, from HPOBench, whose copied seeds are left out; NAS-Bench-201's own archive has costs, latencies, cifar10 and setting 12";

    public bool Knows(ImportSource source) => source.Name.StartsWith("NAS-Bench-201-v1_1-", StringComparison.Ordinal) && source.Name.EndsWith(".json", StringComparison.Ordinal)
        || (source.Start.AsSpan().StartsWith("PK\x03\x04"u8) && source.Name.StartsWith("nasbench_201_data", StringComparison.Ordinal));

    public void Read(ImportSource source, PartialRuns runs)
    {
        if (!source.Start.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            using FileStream json = new(source.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            Read(json, source.Path, source.DatasetOr(Dataset.Cifar10.Name), runs);
            return;
        }
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(source.Path);
            int read = 0;
            foreach (ZipArchiveEntry entry in zip.Entries)
                if (entry.Name.EndsWith(".json", StringComparison.Ordinal))
                {
                    using Stream json = entry.OpenChecked();
                    Read(json, $"{source.Path}: {Printable.Of(entry.FullName)}", DatasetOf(entry.Name) ?? throw source.Fault($"{Printable.Of(entry.FullName)} does not name its dataset"), runs);
                    read++;
                }
            if (read == 0)
                throw source.Fault("holds no JSON");
        }
        catch (InvalidDataException e)
        {
            throw source.Fault($"is a damaged zip ({e.Message.TrimEnd('.')})");
        }
    }

    private static string? DatasetOf(string name) =>
        ((string[])[Dataset.Cifar10Valid.Name, Dataset.Cifar100.Name, Dataset.ImageNet16120.Name, Dataset.Cifar10.Name]).FirstOrDefault(dataset => name.Contains($"_{dataset}.", StringComparison.Ordinal));

    private static void Read(Stream json, string where, string dataset, PartialRuns runs)
    {
        Dictionary<int, List<Training>> cells = [];
        Training? training = null;
        (string Seed, string Cell) current = ("", "");
        JsonLeaves.Read(json, where, (IReadOnlyList<string> path, in JsonLeaf leaf) =>
        {
            if (path is not [var seed, var cell, var table, var key])
                throw new NatsBenchException($"{where}: '{Printable.Of(string.Join('/', path))}' is no seed/cell/table/key");
            if (training is null || !ReferenceEquals(current.Seed, seed) || !ReferenceEquals(current.Cell, cell))
            {
                training?.Finish();
                current = (seed, cell);
                int index = Cells.Find(cell, where);
                if (!long.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                    throw new NatsBenchException($"{where}: '{Printable.Of(seed)}' is no seed");
                if (!cells.TryGetValue(index, out List<Training>? known))
                    cells.Add(index, known = []);
                if (known.Exists(other => other.Seed == number))
                    throw new NatsBenchException($"{where}: seed {number} of '{Printable.Of(cell)}' comes twice");
                known.Add(training = new Training(number));
            }
            if (leaf.Kind is JsonValueKind.Number)
                training.Add(Array.IndexOf(Tables, table), key, leaf.Number, where);
            else if (leaf.Kind is not JsonValueKind.Null)
                throw new NatsBenchException($"{where}: '{Printable.Of(string.Join('/', path))}' is no number");
            return true;
        });
        training?.Finish();
        foreach ((int index, List<Training> all) in cells)
            for (int i = 0; i < all.Count; i++)
                if (all.Take(i).Any(all[i].IsCopyOf))
                    runs.Note("a seed whose numbers are all those of another, which was never trained: left out (of the two the smaller is kept)");
                else
                    runs.Add(all[i].ToRun(index, dataset), where);
    }

    /// <summary>The numbers of one training by table, set and epoch.</summary>
    private sealed class Training(long seed)
    {
        private static readonly double Absent = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_A85E);

        // By set: accuracy, loss, time; training images are the set without a name. Every epoch has a place until the training is finished.
        private OrderedDictionary<string, double[]?[]> _open = new() { [""] = new double[3][] };

        private readonly List<(string Set, Curve?[] Curves)> _sets = [];

        public long Seed => seed;

        public void Add(int table, string key, double value, string where)
        {
            int at = key.LastIndexOf('@');
            string set = table >= 3 && at > 0 ? key[..at] : "";
            if (table < 0 || (table < 3) != (at < 0) || !int.TryParse(key.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) || epoch >= Epochs)
                throw new NatsBenchException($"{where}: '{Printable.Of(key)}' is no epoch, or no set@epoch, of a known table");
            if (!_open.TryGetValue(set, out double[]?[]? curves))
                _open.Add(set, curves = _open.Count <= MostSets ? new double[3][] : throw new NatsBenchException($"{where}: more than {MostSets} sets"));
            double[] curve = curves[table % 3] ??= [.. Enumerable.Repeat(Absent, Epochs)];
            // Of NaNs the usual one means one, and ours that there is none.
            curve[epoch] = double.IsNaN(value) ? double.NaN : value;
        }

        /// <summary>Keeps of each curve what it has.</summary>
        public void Finish()
        {
            _sets.AddRange(_open.Select(set => (set.Key, (Curve?[])[.. set.Value.Select(ToCurve)])));
            _open = [];
        }

        public bool IsCopyOf(Training other) => _sets.Count == other._sets.Count
            && _sets.Zip(other._sets).All(pair => pair.First.Set == pair.Second.Set && pair.First.Curves.Zip(pair.Second.Curves).All(curves => Equal(curves.First, curves.Second)));

        public PartialRun ToRun(int architecture, string dataset) => new()
        {
            Architecture = architecture,
            Setting = TrainingSetting.Epochs200.Key,
            Dataset = dataset,
            Seed = seed,
            Epochs = Epochs,
            TrainAccuracy = _sets[0].Curves[0],
            TrainLoss = _sets[0].Curves[1],
            TrainTime = _sets[0].Curves[2],
            Sets = [.. _sets.Skip(1).Select(set => new EvaluationCurves(set.Set, set.Curves[0], set.Curves[1], set.Curves[2]))],
        };

        private static bool IsAbsent(double value) => BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(Absent);

        private static bool Equal(Curve? one, Curve? other) => one is null || other is null
            ? one == other
            : one.FirstEpoch == other.FirstEpoch && one.States.SequenceEqual(other.States) && MemoryMarshal.AsBytes(one.Values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.Values.AsSpan()));

        private static Curve? ToCurve(double[]? values)
        {
            if (values is null)
                return null;
            int first = Array.FindIndex(values, value => !IsAbsent(value)), end = Array.FindLastIndex(values, value => !IsAbsent(value)) + 1;
            double[] window = values[first..end];
            return new Curve(first, window, [.. window.Select(value => IsAbsent(value) ? CellState.Absent : CellState.Number)]);
        }
    }
}
