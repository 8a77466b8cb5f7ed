using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Cli.Weights;
using NatsBench.Fast.Evaluations;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench evaluate</c>.</summary>
internal sealed class EvaluateCommand : ExampleCommand
{
    private const int MostRows = 40;

    private readonly Argument<string> _weights = new("WEIGHTS")
    {
        Description = "Where the weights are: the directory NATS-…-full, a .tar of it, one record such as 000284.pickle.pbz2, or a weight store (.natsw).",
    };

    private readonly Argument<string[]> _architectures = new("ARCHITECTURE")
    {
        Description = "Their indices; - reads them from the standard input, one a line.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Every architecture that is there; those without such weights are left out and counted." };

    private readonly Option<string> _images = CommonArguments.NotEmpty(new Option<string>("--images")
    {
        Description = "Where the published images lie: the folder cifar-10-batches-py, cifar-100-python or ImageNet16, the folder above it, or its .tar.gz.",
        HelpName = "PLACE",
        Required = true,
    });

    private readonly Option<string> _dataset = CommonArguments.Dataset("What the networks were trained on: cifar10-valid, cifar10, cifar100 or ImageNet16-120. Default: cifar10.");
    private readonly Option<string[]> _sets = new("--set") { Description = "The sets: x-valid, x-test, ori-test, or valid, test, valtest; several with commas. Default: all of the dataset.", HelpName = "SETS" };
    private readonly Option<string> _setting = CommonArguments.Setting();
    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "The training with this seed. Default: all that have weights.", "S");

    private readonly Option<string> _table = CommonArguments.NotEmpty(new Option<string>("--table")
    {
        Description = "A column file to compare with. Default: what an archive's records say themselves; a weight store says nothing.",
        HelpName = "FILE.natsb",
    });

    private readonly Option<bool> _other = new("--other-images") { Description = "Allow images that are not the published ones, in their formats." };
    private readonly Option<bool> _noFold = new("--no-fold") { Description = "Keep batch normalisations as steps of their own: slower, and nearest to PyTorch." };

    private readonly Option<string> _output = CommonArguments.NotEmpty(new Option<string>("--output", "-o")
    {
        Description = "A Parquet file of all results. What is done is kept beside it, and the same command goes on from there.",
        HelpName = "FILE.parquet",
    });

    private readonly RunnerArguments _runner = new();
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each training and set, with every digit, instead of tables.");

    public EvaluateCommand() : base(
        "evaluate", "Run trained networks over the real images: accuracies and losses beside the table's.",
        "natsbench evaluate NATS-tss-v1_0-3ffb9-full 284 --images cifar-10-python.tar.gz --hp 12",
        "natsbench evaluate NATS-tss-v1_0-3ffb9-full.tar 11 284 --images data --dataset cifar100 --set x-valid,x-test --table NATS-tss.natsb --json",
        "natsbench evaluate NATS-sss-v1_0-50262-full --all --images data --dataset ImageNet16-120 --set test --provider cuda -o results.parquet")
    {
        CommonArguments.OneOf(_dataset, [Dataset.Cifar10Valid.Name, Dataset.Cifar10.Name, Dataset.Cifar100.Name, Dataset.ImageNet16120.Name]);
        Arguments.Add(_weights);
        Arguments.Add(_architectures);
        foreach (Option option in (Option[])[_all, _images, _dataset, _sets, _setting, _seed, _table, _other, _noFold, _output])
            Options.Add(option);
        _runner.AddTo(this);
        Options.Add(_json);
        _sets.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Split(',').Any(string.IsNullOrWhiteSpace)))
                result.AddError($"{_sets.Name} is empty.");
        });
        Validators.Add(result =>
        {
            if (result.GetResult(_all) is not null == result.GetResult(_architectures) is { Tokens.Count: > 0 })
                result.AddError("Name architectures, or --all for every one.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        Dataset dataset = new(parsed.GetValue(_dataset) ?? Dataset.Cifar10.Name);
        EvaluationPlan plan = new()
        {
            Dataset = dataset,
            Images = parsed.GetRequiredValue(_images),
            Sets = [.. (parsed.GetValue(_sets) ?? []).SelectMany(words => words.Split(',', StringSplitOptions.TrimEntries)).Select(
                word => SetNames.Meant(dataset, word) ?? new EvaluationSet(word))],
            Setting = parsed.GetValue(_setting) is { } key ? new TrainingSetting(key) : null,
            Seed = parsed.GetValue(_seed),
            PublishedOnly = !parsed.GetValue(_other),
            SkipAbsent = parsed.GetValue(_all),
            FoldBatchNorm = !parsed.GetValue(_noFold),
            Runner = _runner.Read(parsed),
        };
        string? output = parsed.GetValue(_output);
        using NatsBenchmark? bench = parsed.GetValue(_table) is { } file ? NatsBenchmark.Open(file) : null;
        string weights = parsed.GetRequiredValue(_weights);
        using WeightStore? store = WeightStore.IsAt(weights) ? WeightStore.Open(weights) : null;
        TrainedNetworks networks = store is null ? TrainedNetworks.Of(WeightSource.OpenArchive(weights, interruption.Token)) : TrainedNetworks.Of(store);
        IReadOnlyList<int> architectures = parsed.GetValue(_all) ? networks.Architectures : Indices(parsed.GetRequiredValue(_architectures));
        EvaluationTable table = ProgressDisplay.Run(
            "evaluating", progress => PopulationEvaluation.Run(networks, architectures, plan, bench, output, progress, interruption.Token));
        Answer answer = new(
            [.. table.Results.Select(result => (Action<Utf8JsonWriter>)(json => WriteJson(json, result, table)))], text => WriteText(text, table, plan, output));
        return answer.Write(parsed.GetValue(_json), bench?.Provenance.Synthetic ?? "");
    }

    private static List<int> Indices(string[] words)
    {
        List<int> indices = [];
        foreach (string word in words.SelectMany(word => word == "-" ? StandardStreams.ReadLines() : [word]))
            indices.Add(Numbers.Read(word, out int index) is null && index >= 0 ? index : throw new NatsBenchException(
                $"'{word}' is no index of an architecture, such as 284; 'natsbench arch' tells it"));
        return indices.Count > 0 ? indices : throw new NatsBenchException("no architecture was named: the standard input was empty");
    }

    private static bool ArePublished(EvaluationTable table, EvaluationSet set) => table.Images.First(images => images.Set == set).Files.All(file => file.IsPublished);

    private static void WriteJson(Utf8JsonWriter json, TrainingEvaluation result, EvaluationTable table)
    {
        json.WriteArchitecture(result.Training.Architecture, result.Architecture);
        json.WriteString("hp", result.Training.Setting.Key);
        json.WriteString("dataset", result.Training.Dataset.Name);
        json.WriteNumber("seed", result.Training.Seed);
        json.WriteString("set", result.Set.Name);
        json.WriteNumber("images", result.Score.Images);
        json.WriteBoolean("published_images", ArePublished(table, result.Set));
        json.WriteNumber("top1_images", result.Score.Top1);
        json.WriteNumber("top5_images", result.Score.Top5);
        json.WriteDouble("top1", result.Score.Top1Percent);
        json.WriteDouble("top5", result.Score.Top5Percent);
        json.WriteDouble("loss", result.Score.Loss);
        json.WriteDouble("table_top1", result.Table.Top1);
        json.WriteDouble("table_loss", result.Table.Loss);
        json.WriteOptional("difference", result.Difference);
        json.WriteString("provider", result.Provider);
    }

    private static void WriteText(TextOutput text, EvaluationTable table, EvaluationPlan plan, string? output)
    {
        text.Title($"{plan.Dataset}: {Display.Count(table.Results.Count)} evaluations{(output is null ? "" : $", in {output}")}");
        if (table.Images.Where(images => !images.Files.All(file => file.IsPublished)).Select(images => images.Set).ToArray() is { Length: > 0 } others)
            text.Line($"not the published images: {string.Join(", ", others)}");
        if (table.Skipped.Count > 0)
            text.Line($"without such weights: {Display.Count(table.Skipped.Count)} architectures ({Display.Indices(table.Skipped)})");
        TextTable rows = new(
            TextTable.Number("index"), "hp", TextTable.Number("seed"), "set", TextTable.Number("images"), TextTable.Number("top-1"), TextTable.Number("table"),
            TextTable.Number("difference"), TextTable.Number("top-5"), TextTable.Number("loss"), TextTable.Number("table"));
        foreach (TrainingEvaluation one in table.Results.Take(MostRows))
            rows.Add(
                $"{one.Training.Architecture}", one.Training.Setting.Key, $"{one.Training.Seed}", one.Set.Name, Display.Count(one.Score.Images), Display.Accuracy(one.Score.Top1Percent),
                Display.Accuracy(one.Table.Top1), one.Difference is { } images ? string.Create(CultureInfo.InvariantCulture, $"{images:+0;-0;0}") : "–",
                Display.Accuracy(one.Score.Top5Percent), Display.Loss(one.Score.Loss), Display.Loss(one.Table.Loss));
        text.Table(rows);
        if (table.Results.Count > MostRows)
            text.Line($"and {Display.Count(table.Results.Count - MostRows)} more ({(output is null ? "--json shows all" : "in the file")})");
        text.Line("difference: images that are right here less those in the table");
    }
}
