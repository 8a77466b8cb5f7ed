using System.CommandLine;
using NatsBench.Fast.Cli;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.OneShot.Cli.Output;
using NatsBench.Fast.OneShot.Cli.Parsing;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Scoring;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot select</c>.</summary>
internal sealed class SelectCommand : ExampleCommand
{
    private readonly Argument<string> _run = CommonArguments.NotEmpty(new Argument<string>("RUN") { Description = "The folder of a run; its last checkpoint is taken." });
    private readonly Option<string> _algorithm = new("--algorithm", "-a") { Description = "The multi-trial search: rea, random, reinforce, local-search or another of 'natsbench algorithms'. Default: rea.", HelpName = "NAME" };
    private readonly Option<string[]> _set = new("--set") { Description = "A hyper-parameter of it, such as population=20.", HelpName = "NAME=VALUE" };
    private readonly Option<int?> _evaluations = CommonArguments.Number<int>("--evaluations", "How many architectures it may ask for. Default: 500.", least: 1, most: 1_000_000);
    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "What its randomness follows from. Default: 1.", "S", least: 0);
    private readonly Option<int?> _batches = CommonArguments.Number<int>("--batches", "Validation batches that each is scored on, the same for all. Default: all of them.", least: 1);
    private readonly Option<string> _file = TableOption.One("A column file of the space: what it says of the architecture found.");
    private readonly EngineOptions _engine = new();
    private readonly Option<bool> _json = CommonArguments.Json();

    public SelectCommand() : base(
        "select", "Search on a trained supernet's accuracies by any multi-trial algorithm, instead of the run's own choice.",
        "natsbench-oneshot select runs/random-cifar10-777 --file NATS-tss.natsb",
        "natsbench-oneshot select runs/random-cifar10-777 --algorithm rea --set population=50 --evaluations 1000 --batches 2")
    {
        CommonArguments.OneOf(_algorithm, [.. AlgorithmCatalog.All.Select(algorithm => algorithm.Name)]);
        Arguments.Add(_run);
        foreach (Option option in (Option[])[_algorithm, _set, _evaluations, _seed, _batches, _file])
            Options.Add(option);
        _engine.AddTo(this);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetRequiredValue(_run);
        RunPlan plan = RunPlan.Read(folder, out RunOrigin origin);
        AlgorithmDefinition algorithm = AlgorithmCatalog.Get(parsed.GetValue(_algorithm) ?? "rea");
        HyperParameters parameters = HyperParameters.Of(algorithm, Given(parsed.GetValue(_set) ?? []));
        using NatsBenchmark? bench = parsed.GetValue(_file) is { } file ? NatsBenchmark.Open(file) : null;
        TableColumns? table = bench is null ? null : new TableColumns(bench, plan.Settings.Space);
        using Interruption interruption = new();
        using SupernetScorer scorer = new(folder, _engine.Images(parsed, plan.Dataset, origin), _engine.Device(parsed, origin), parsed.GetValue(_batches));
        SupernetOracle oracle = new(scorer);
        TrialRunner runner = new(new Experiment(
            oracle, plan.Dataset, algorithm, parameters, Budget.OfEvaluations(parsed.GetValue(_evaluations) ?? 500), (ulong)(parsed.GetValue(_seed) ?? 1)));
        LogPoint[] points = runner.Run(0, interruption.Token).ToArray();
        string found = oracle.Space.Text(points[^1].Incumbent);
        double score = oracle.Evaluate(points[^1].Incumbent, 1, 0).Accuracy;
        IReadOnlyList<TableAccuracy> accuracies = table?.Of(found) ?? [];
        return new Answer(
            json =>
            {
                json.WriteString("run", folder);
                json.WriteString("algorithm", algorithm.Name);
                json.WriteString("parameters", parameters.Text);
                json.WriteNumber("evaluations", points.Length);
                json.WriteNumber("scored", oracle.Scored);
                json.WriteNumber("images", scorer.Images);
                json.WriteArchitecture(OfficialIndex.Of(found), found);
                json.WriteValue("supernet_accuracy", score);
                TableAccuracies.Write(json, accuracies);
            },
            text =>
            {
                text.Title($"{folder}: {algorithm.Name} on the supernet of {plan.Settings.Algorithm.PaperName()}, {Display.Count(points.Length)} evaluations, {Display.Count(oracle.Scored)} architectures scored on {Display.Count(scorer.Images)} images");
                text.Line($"architecture {OfficialIndex.Of(found)}: {found}, {Display.Accuracy(score)} in the supernet");
                TableAccuracies.Write(text, accuracies);
            }).Write(parsed.GetValue(_json), bench?.Provenance.Synthetic ?? "");
    }

    private static Dictionary<string, string> Given(string[] texts)
    {
        Dictionary<string, string> given = [];
        foreach (string text in texts)
            if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value] || !given.TryAdd(name, value))
                throw new NatsBenchException($"--set: '{text}' is no hyper-parameter with its value, such as population=20, or there twice");
        return given;
    }
}
