using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench best</c>.</summary>
internal sealed class BestCommand : BenchmarkCommand
{
    private readonly Option<string> _dataset = CommonArguments.Dataset();
    private readonly Option<string> _set = CommonArguments.Set("The set whose accuracy counts: valid, test, train, x-valid, x-test, ori-test or another of the file.");
    private readonly Option<string> _setting = CommonArguments.Setting();
    private readonly Option<double?> _maxFlops = CommonArguments.Number<double>("--max-flops", "Most FLOPs, in millions.", "M");
    private readonly Option<double?> _maxParams = CommonArguments.Number<double>("--max-params", "Most parameters, in millions.", "M");

    public BestCommand() : base(
        "best", "Find the architecture with the highest mean accuracy after the last epoch, under limits.",
        "natsbench best NATS-tss.natsb --dataset cifar10 --set valid",
        "natsbench best NATS-sss.natsb --dataset cifar100 --set test --max-flops 50 --max-params 0.2 --json")
    {
        _dataset.Required = true;
        _set.Required = true;
        foreach (Option option in (Option[])[_dataset, _set, _setting, _maxFlops, _maxParams])
            Options.Add(option);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        (Dataset dataset, EvaluationSet set) = OfficialNames.Remap(
            new Dataset(parsed.GetRequiredValue(_dataset)), new EvaluationSet(parsed.GetRequiredValue(_set)));
        string? key = parsed.GetValue(_setting);
        TrainingSetting setting = Choices.Setting(bench, key);
        double? maxFlops = parsed.GetValue(_maxFlops), maxParams = parsed.GetValue(_maxParams);

        BestArchitecture? best = bench.FindBest(dataset, set, setting, maxFlops, maxParams);
        Found? found = best is { } one ? new Found(one, bench.Architecture(one.Index), bench.Runs(one.Index, dataset, setting).Cost()) : null;
        return new Answer(
            json => WriteJson(json, dataset, set, setting, found),
            text =>
            {
                text.Title($"Best accuracy on {set} of {dataset}, of {Display.Count(bench.RecordCount)} architectures{Limit(maxFlops, "M FLOPs")}{Limit(maxParams, "M parameters")}");
                text.Line($"{Choices.Describe(setting, key)}; mean over seeds; after the last epoch");
                WriteText(text, found);
            });
    }

    private static string Limit(double? limit, string unit) =>
        limit is { } most ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", at most {most} {unit}") : "";

    private static void WriteJson(Utf8JsonWriter json, Dataset dataset, EvaluationSet set, TrainingSetting setting, Found? found)
    {
        json.WriteString("dataset", dataset.Name);
        json.WriteString("set", set.Name);
        json.WriteString("hp", setting.Key);
        if (found is null)
        {
            json.WriteNull("best");
            return;
        }
        json.WriteStartObject("best");
        json.WriteArchitecture(found.Best.Index, found.Architecture);
        json.WriteDouble("accuracy", found.Best.Accuracy);
        json.WriteDouble("flops", found.Cost.Flops);
        json.WriteDouble("params", found.Cost.Params);
        json.WriteEndObject();
    }

    private static void WriteText(TextOutput text, Found? found)
    {
        if (found is null)
        {
            text.Line("none is within the limits");
            return;
        }
        TextTable table = new(
            TextTable.Number("index"), "architecture", TextTable.Number("accuracy"), TextTable.Number("FLOPs"), TextTable.Number("parameters"));
        table.Add(
            $"{found.Best.Index}", found.Architecture, Display.Accuracy(found.Best.Accuracy),
            Display.Millions(found.Cost.Flops), Display.Millions(found.Cost.Params));
        text.Table(table);
    }

    private sealed record Found(BestArchitecture Best, string Architecture, CostInfo Cost);
}
