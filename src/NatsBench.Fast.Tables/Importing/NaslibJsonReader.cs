using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>What <see cref="NaslibRunsReader"/> reads, as JSON: cell's text or tuple → dataset → table → numbers by epoch, and <c>cost_info</c>.</summary>
internal sealed class NaslibJsonReader : IPartialReader
{
    private const int MostEpochs = 1 << 14;

    public string Format => "naslib-json";

    public string Holds => "one training a cell, under setting 200, in NASLib's layout, whose seed has lost its name; the NATS-Bench archive has the other seeds, sets, times and setting 12";

    public bool Knows(ImportSource source) => source.Start is [(byte)'{', ..] && source.Start.AsSpan(1).TrimStart(" \r\n\t"u8) is [(byte)'"', (byte)'|' or (byte)'(', ..]
        && source.Start.AsSpan().IndexOf("_acc1es"u8) >= 0;

    public void Read(ImportSource source, PartialRuns runs)
    {
        using FileStream json = new(source.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Dictionary<string, List<double>> tables = [];
        Dictionary<string, double> costs = [];
        (string Cell, string Dataset) current = ("", "");
        JsonLeaves.Read(json, source.Path, (IReadOnlyList<string> path, in JsonLeaf leaf) =>
        {
            if (path is not [var cell, var dataset, var table, var place] || leaf.Kind != JsonValueKind.Number)
                throw source.Fault($"'{Printable.Of(string.Join('/', path))}' is no number of a cell/dataset/table/epoch");
            if (!ReferenceEquals(cell, current.Cell) || !ReferenceEquals(dataset, current.Dataset))
            {
                Finish();
                current = (cell, dataset);
            }
            if (table == "cost_info")
                costs[place] = leaf.Number;
            else
                Add(table, place, leaf.Number);
            return true;
        });
        Finish();

        void Add(string table, string place, double value)
        {
            if (!tables.TryGetValue(table, out List<double>? numbers))
                tables.Add(table, numbers = []);
            if (!int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) || epoch != numbers.Count || epoch >= MostEpochs)
                throw source.Fault($"'{Printable.Of(current.Cell)}', {Printable.Of(table)}: epoch '{Printable.Of(place)}' does not follow {numbers.Count - 1}");
            numbers.Add(value);
        }

        void Finish()
        {
            if (current.Cell.Length == 0)
                return;
            Curve accuracy = Of("eval_acc1es") ?? throw source.Fault($"'{Printable.Of(current.Cell)}' on {Printable.Of(current.Dataset)} has no 'eval_acc1es'");
            runs.Add(
                new()
                {
                    Architecture = Cells.Find(current.Cell, source.Path),
                    Setting = TrainingSetting.Epochs200.Key,
                    Dataset = current.Dataset,
                    Seed = 0,
                    Epochs = accuracy.Values.Length,
                    TrainAccuracy = Of("train_acc1es"),
                    TrainLoss = Of("train_losses"),
                    Sets = [new(NaslibRunsReader.SetOf(current.Dataset), accuracy, Of("eval_losses"), null)],
                    Flops = Cost("flops"),
                    Params = Cost("params"),
                    Latency = Cost("latency"),
                },
                source.Path);
            tables = [];
            costs = [];
        }

        Curve? Of(string table) => tables.TryGetValue(table, out List<double>? numbers) ? new Curve(0, [.. numbers]) : null;

        double? Cost(string name) => costs.TryGetValue(name, out double value) ? value : null;
    }
}
