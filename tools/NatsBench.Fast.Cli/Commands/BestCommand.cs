using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Search.Conditions;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench best</c>.</summary>
internal sealed class BestCommand : BenchmarkCommand
{
    private readonly Option<string> _dataset = CommonArguments.Dataset();
    private readonly Option<string> _set = CommonArguments.Set($"The set whose accuracy counts: {CommonArguments.SetNames}.");
    private readonly Option<string> _setting = CommonArguments.Setting();
    private readonly LimitOptions _limits = new();
    private readonly Option<string> _where = ColumnOptions.Where();
    private readonly Option<int?> _top = CommonArguments.Number<int>("--top", "How many, the best first; of equal ones the lower index first. Default: 1.", least: 1);

    public BestCommand() : base(
        "best", "Find the architecture with the highest mean accuracy after the last epoch, under limits.",
        "natsbench best NATS-tss.natsb --dataset cifar10 --set valid",
        "natsbench best NATS-tss.natsb --dataset cifar100 --set test --max-latency 0.02 --top 10",
        "natsbench best NATS-sss.natsb --dataset cifar100 --set test --max-flops 50 --max-params 0.2 --json",
        "natsbench best NATS-tss.natsb --dataset cifar10 --set valid --max help.pixel2.latency=20",
        "natsbench best NATS-tss.natsb --dataset cifar10 --set valid --where 'help.pixel2.latency<30 or params<0.1'")
    {
        _dataset.Required = true;
        _set.Required = true;
        foreach (Option option in (Option[])[_dataset, _set, _setting, .. _limits.All, _where, _top])
            Options.Add(option);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        string? key = parsed.GetValue(_setting);
        TrainingSetting setting = Choices.Setting(bench, key);
        (Dataset dataset, EvaluationSet set) = SetNames.Resolve(bench, setting, parsed.GetRequiredValue(_dataset), parsed.GetRequiredValue(_set));
        IReadOnlyList<Limit> limits = _limits.Read(parsed, []);
        double? maxFlops = Most(limits, Quantity.Flops), maxParams = Most(limits, Quantity.Params), maxLatency = Most(limits, Quantity.Latency);
        List<Bounded> others = [.. limits.Where(limit => !IsCeilingOfCost(limit)).Select(limit => limit.In(bench)).Select(limit =>
            new Bounded(limit, limit.Quantity.Values(bench, dataset, setting)))];

        Condition? where = parsed.GetValue(_where) is { } condition ? ColumnOptions.Parse(condition) : null;
        ConditionOutcome? satisfies = where?.Of(bench, dataset, setting);
        List<BestArchitecture> ranking = [.. bench.Rank(dataset, set, setting, maxFlops, maxParams, maxLatency)
            .Where(best => satisfies?[best.Index] != false && others.TrueForAll(bounded => bounded.Limit.Admits(bounded.Values[best.Index])))];
        int? top = parsed.GetValue(_top);
        List<Found> found = [.. ranking.Take(top ?? 1).Select(best => new Found(
            best, bench.Architecture(best.Index), CostOf(bench, best.Index, dataset, setting),
            [.. others.Where(bounded => !Quantity.Costs.Contains(bounded.Limit.Quantity)).Select(bounded => (bounded.Limit.Quantity, bounded.Values[best.Index]))]))];
        // Equal to the last that is shown, and not shown.
        List<int> ties = [.. ranking.Skip(found.Count).TakeWhile(next => next.Accuracy == found[^1].Best.Accuracy).Select(next => next.Index)];
        List<(string Name, int Count)> unmeasured =
        [
            .. maxLatency is null ? [] : Unmeasured(bench, "latency", bench.Table(dataset, setting).Costs.Latency),
            .. others.SelectMany(bounded => Unmeasured(bench, bounded.Limit.Quantity.Name, bounded.Values)),
        ];
        return new Answer(
            json =>
            {
                json.WriteString("dataset", dataset.Name);
                json.WriteString("set", set.Name);
                json.WriteString("hp", setting.Key);
                if (where is not null)
                    json.WriteString("where", where.Text);
                WriteJson(json, found, isList: top is not null, ties);
            },
            text =>
            {
                text.Title($"Best accuracy on {set} of {dataset}, of {Display.Count(bench.RecordCount)} architectures{Ceiling(maxFlops, "M FLOPs")}{Ceiling(maxParams, "M parameters")}{Ceiling(maxLatency, "s latency")}{string.Concat(others.Select(bounded => $", {bounded.Limit}"))}{(where is null ? "" : $", where {where.Text}")}");
                text.Line($"{Choices.Describe(setting, key)}; mean over seeds; after the last epoch");
                if (satisfies is { Undecided: > 0 })
                    text.Line($"{Display.Count(satisfies.Undecided)} lack a number that would decide, and do not count");
                foreach ((string name, int count) in unmeasured)
                    text.Line($"{Display.Count(count)} have no {name}, and are not within a limit of it");
                WriteText(text, found, ties);
            });
    }

    // A partial file may have no costs at all; of another each is there, or its seeds disagree, which is told.
    private static Cost CostOf(NatsBenchmark bench, int index, Dataset dataset, TrainingSetting setting)
    {
        if (bench.Provenance.Partial.Length == 0)
        {
            CostInfo cost = bench.Runs(index, dataset, setting).Cost();
            return new(Known(cost.Flops), cost.Params, cost.Latency);
        }
        CostView costs = bench.Table(dataset, setting).Costs;
        return new(Known(costs.Flops[index]), Known(costs.Params[index]), Known(costs.Latency[index]));

        static double? Known(double value) => double.IsNaN(value) ? null : value;
    }

    // Those limits are the official ones, to which an unknown cost is no excess.
    private static bool IsCeilingOfCost(Limit limit) => limit.Least is null && Quantity.Costs.Contains(limit.Quantity);

    private static double? Most(IReadOnlyList<Limit> limits, Quantity cost) => limits.FirstOrDefault(limit => IsCeilingOfCost(limit) && limit.Quantity == cost)?.Most;

    private static IEnumerable<(string Name, int Count)> Unmeasured(NatsBenchmark bench, string name, ReadOnlySpan<double> values)
    {
        int count = 0;
        foreach (int index in bench.RecordedArchitectures)
            count += double.IsNaN(values[index]) ? 1 : 0;
        return count > 0 ? [(name, count)] : [];
    }

    private static string Ceiling(double? limit, string unit) =>
        limit is { } most ? string.Create(CultureInfo.InvariantCulture, $", at most {most} {unit}") : "";

    private static void WriteJson(Utf8JsonWriter json, List<Found> found, bool isList, List<int> ties)
    {
        json.WritePropertyName("best");
        if (found.Count == 0)
            json.WriteNullValue();
        else
            WriteJson(json, found[0]);
        if (isList)
        {
            json.WriteStartArray("top");
            foreach (Found one in found)
                WriteJson(json, one);
            json.WriteEndArray();
        }
        json.WriteStartArray("ties");
        foreach (int index in ties)
            json.WriteNumberValue(index);
        json.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter json, Found found)
    {
        json.WriteStartObject();
        json.WriteArchitecture(found.Best.Index, found.Architecture);
        json.WriteDouble("accuracy", found.Best.Accuracy);
        json.WriteDouble("flops", found.Cost.Flops);
        json.WriteDouble("params", found.Cost.Params);
        json.WriteDouble("latency", found.Cost.Latency);
        foreach ((Quantity quantity, double value) in found.Others)
            json.WriteDouble(quantity.Name, value);
        json.WriteEndObject();
    }

    private static void WriteText(TextOutput text, List<Found> found, List<int> ties)
    {
        if (found.Count == 0)
        {
            text.Line("none is within the limits");
            return;
        }
        if (found.Count == 1)
            text.Line($"{found[0].Architecture} (index {found[0].Best.Index})");
        TextTable table = new(
            [.. found.Count == 1 ? [] : (TextTable.Column[])[TextTable.Number("index"), "architecture"],
            TextTable.Number("accuracy"), TextTable.Number("FLOPs"), TextTable.Number("parameters"), TextTable.Number("latency"),
            .. found[0].Others.Select(other => TextTable.Number(other.Quantity.Name))]);
        foreach (Found one in found)
            table.Add(
                [.. found.Count == 1 ? [] : (string[])[$"{one.Best.Index}", one.Architecture],
                Display.Accuracy(one.Best.Accuracy), Display.Millions(one.Cost.Flops), Display.Millions(one.Cost.Params), Display.Milliseconds(one.Cost.Latency),
                .. one.Others.Select(other => $"{Display.Number(other.Value)} {other.Quantity.Unit}".TrimEnd())]);
        text.Table(table);
        if (ties.Count > 0)
            text.Line($"a tie: as accurate {(ties.Count == 1 ? "is" : "are")} {Display.Indices(ties)}");
    }

    private sealed record Bounded(Limit Limit, double[] Values);

    private sealed record Cost(double? Flops, double? Params, double? Latency);

    private sealed record Found(BestArchitecture Best, string Architecture, Cost Cost, IReadOnlyList<(Quantity Quantity, double Value)> Others);
}
