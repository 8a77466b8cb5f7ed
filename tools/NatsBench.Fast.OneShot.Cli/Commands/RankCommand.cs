using System.CommandLine;
using System.Globalization;
using NatsBench.Fast.Cli;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Cli.Parsing;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Scoring;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot rank</c>.</summary>
internal sealed class RankCommand : ExampleCommand
{
    private const int DefaultSample = 1000;

    private readonly Argument<string> _run = CommonArguments.NotEmpty(new Argument<string>("RUN") { Description = "The folder of a run; its last checkpoint is taken." });
    private readonly Option<string> _file = TableOption.One("The column file to compare with.");
    private readonly Option<string> _dataset = CommonArguments.Dataset("The dataset of the table's accuracies. Default: the one searched.");
    private readonly Option<int?> _sample = CommonArguments.Number<int>("--sample", $"How many architectures, drawn without repetition. Default: {DefaultSample}.", least: 2);
    private readonly Option<bool> _all = new("--all") { Description = "All architectures of the table." };
    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "What the draw follows from. Default: 1.", "S", least: 0);
    private readonly Option<int?> _batches = CommonArguments.Number<int>("--batches", "Validation batches that each is scored on, the same for all. Default: all of them.", least: 1);
    private readonly EngineOptions _engine = new();
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON, with every architecture's score, instead of a table.");

    public RankCommand() : base(
        "rank", "Tell how well a supernet ranks architectures: Kendall's and Spearman's correlation of its accuracies with a table's.",
        "natsbench-oneshot rank runs/random-cifar10-777 --file NATS-tss.natsb",
        "natsbench-oneshot rank runs/random-cifar10-777 --file NATS-tss.natsb --all --batches 4 --json")
    {
        _file.Required = true;
        Arguments.Add(_run);
        foreach (Option option in (Option[])[_file, _dataset, _sample, _all, _seed, _batches])
            Options.Add(option);
        _engine.AddTo(this);
        Options.Add(_json);
        CommonArguments.OneOf(_dataset, [.. SearchImages.Datasets.Select(dataset => dataset.Name)]);
        Validators.Add(result =>
        {
            if (result.GetResult(_all) is not null && result.GetResult(_sample) is not null)
                result.AddError("--all or --sample, not both.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetRequiredValue(_run);
        RunPlan plan = RunPlan.Read(folder, out RunOrigin origin);
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        TableColumns table = new(bench, plan.Settings.Space);
        Dataset dataset = parsed.GetValue(_dataset) is { } name ? new Dataset(name) : plan.Dataset;
        int? sample = parsed.GetValue(_all) ? null : parsed.GetValue(_sample) ?? DefaultSample;
        using Interruption interruption = new();
        using SupernetScorer scorer = new(folder, _engine.Images(parsed, plan.Dataset, origin), _engine.Device(parsed, origin), parsed.GetValue(_batches));
        RankCorrelation rank = ProgressDisplay.Run(
            "ranking", "architectures", sample ?? bench.Count,
            (progress, _) => RankCorrelation.Of(scorer, table, dataset, sample, (ulong)(parsed.GetValue(_seed) ?? 1), progress, interruption.Token));
        (_, IReadOnlyList<double> test) = table.On(dataset);
        return new Answer(
            json =>
            {
                json.WriteString("run", folder);
                json.WriteString("algorithm", plan.Settings.Algorithm.OfficialName());
                json.WriteString("dataset", dataset.Name);
                json.WriteNumber("epochs", scorer.Epochs);
                json.WriteNumber("images", scorer.Images);
                json.WriteNumber("architectures", rank.Architectures.Count);
                json.WriteValue("kendall_valid", rank.KendallValid);
                json.WriteValue("kendall_test", rank.KendallTest);
                json.WriteValue("spearman_test", rank.SpearmanTest);
                json.WriteArchitecture(rank.Best, bench.Architecture(rank.Best));
                json.WriteValue("best_test", test[rank.Best]);
                json.WriteStartArray("scores");
                foreach ((int index, double score) in rank.Architectures.Zip(rank.Scores))
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(index);
                    json.WriteNumberValue(score);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            },
            text =>
            {
                text.Title($"{folder}: {plan.Settings.Algorithm.PaperName()} after {scorer.Epochs} epochs ranks {Display.Count(rank.Architectures.Count)} architectures on {Display.Count(scorer.Images)} images");
                TextTable rows = new("correlation with the table", TextTable.Number(dataset.Name));
                rows.Add("Kendall's tau, validation accuracy", Number(rank.KendallValid));
                rows.Add("Kendall's tau, test accuracy", Number(rank.KendallTest));
                rows.Add("Spearman's rho, test accuracy", Number(rank.SpearmanTest));
                text.Table(rows);
                text.Line($"its first: {rank.Best}, {bench.Architecture(rank.Best)}, test {Display.Accuracy(test[rank.Best])}");
            }).Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }

    private static string Number(double value) => double.IsNaN(value) ? "– (constant)" : value.ToString("0.0000", CultureInfo.InvariantCulture);
}
