using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary>What <c>natsbench query</c> shows: one answer in full, or several in one table; as JSON one line each.</summary>
internal static class QueryAnswer
{
    private static readonly TextTable.Column[] Quantities =
        [TextTable.Number("loss"), TextTable.Number("accuracy"), TextTable.Number("time of the epoch"), TextTable.Number("time in all")];

    /// <summary>The answer for some items.</summary>
    /// <param name="items">At least one.</param>
    /// <param name="setting">The training setting in words.</param>
    /// <param name="isLast">Whether the last epoch was meant.</param>
    public static Answer Of(IReadOnlyList<QueryItem> items, string setting, bool isLast) => new(
        [.. items.Select(item => (Action<Utf8JsonWriter>)(json => QueryJson.Write(json, item)))],
        text =>
        {
            if (items.Count > 1 && !items[0].IsCurve)
            {
                WriteTogether(text, items, setting);
                return;
            }
            foreach (QueryItem item in items)
                WriteAlone(text, item, setting, isLast);
        });

    private static void WriteAlone(TextOutput text, QueryItem item, string setting, bool isLast)
    {
        string epochs = item.IsCurve ? $"epochs 0 to {item.Measured[0].Length - 1}" : $"epoch {Epoch(item)}{(isLast ? ", the last" : "")}";
        text.Title($"{item.Architecture} (index {item.Runs.Runs.Architecture}) on {item.Runs.Runs.Dataset}");
        text.Line($"{setting}; {(item.Runs.IsMean ? "mean over seeds" : "seed")} {string.Join(", ", item.Seeds)}; {epochs}");
        if (item.IsCurve)
        {
            text.Table(CurveTable(item));
            return;
        }
        TextTable table = new(item.OfSeeds.Count > 0 ? ["set", "seed", .. Quantities] : ["set", .. Quantities]);
        AddRows(table, item, [], withSeed: item.OfSeeds.Count > 0);
        text.Table(table);
    }

    private static void WriteTogether(TextOutput text, IReadOnlyList<QueryItem> items, string setting)
    {
        int architectures = items.Select(item => item.Runs.Runs.Architecture).Distinct().Count();
        text.Title($"{Display.Count(architectures)} {(architectures == 1 ? "architecture" : "architectures")} on {string.Join(", ", items.Select(item => item.Runs.Runs.Dataset).Distinct())}");
        text.Line($"{setting}; mean: over all seeds");
        TextTable table = new([TextTable.Number("index"), "architecture", "dataset", TextTable.Number("epoch"), "set", "seed", .. Quantities]);
        foreach (QueryItem item in items)
            AddRows(table, item, [$"{item.Runs.Runs.Architecture}", item.Architecture, item.Runs.Runs.Dataset.Name, Epoch(item)], withSeed: true);
        text.Table(table);
    }

    private static void AddRows(TextTable table, QueryItem item, string[] head, bool withSeed)
    {
        for (int set = 0; set < item.Sets.Count; set++)
        {
            Add(item.Runs.Seed is { } chosen ? $"{chosen}" : "mean", item.Measured[set][0]);
            if (item.OfSeeds.Count == 0)
                continue;
            Add("std", SeedSpread.Of(item.OfSeeds[set]));
            for (int seed = 0; seed < item.Seeds.Length; seed++)
                Add($"{item.Seeds[seed]}", item.OfSeeds[set][seed]);

            void Add(string seed, Metrics? metrics) => table.Add([
                .. head, item.Sets[set].Name, .. withSeed ? (string[])[seed] : [],
                Display.Loss(metrics?.Loss), Display.Accuracy(metrics?.Accuracy), Display.Seconds(metrics?.CurrentTime), Display.Seconds(metrics?.TotalTime)]);
        }
    }

    private static TextTable CurveTable(QueryItem item)
    {
        TextTable table = new([
            TextTable.Number("epoch"),
            .. item.Sets.SelectMany(set => (TextTable.Column[])[TextTable.Number($"{set} loss"), TextTable.Number($"{set} accuracy")])]);
        for (int epoch = 0; epoch < item.Measured[0].Length; epoch++)
            table.Add([
                $"{epoch}",
                .. item.Measured.SelectMany(curve => (string[])[Display.Loss(curve[epoch]?.Loss), Display.Accuracy(curve[epoch]?.Accuracy)])]);
        return table;
    }

    private static string Epoch(QueryItem item) => item.FirstEpoch.ToString(CultureInfo.InvariantCulture);
}
