using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Data;
using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench score</c>.</summary>
internal sealed class ScoreCommand : ExampleCommand
{
    private const int MostRows = 20;
    private const string NaswotName = "naswot";

    private readonly TableScoreOptions _table = new();
    private readonly MeasuredSpaceArguments _space;
    private readonly Option<string> _score = new("--score")
    {
        Description = "Which score: naswot (Mellor et al., ICML 2021), log |det K| of a minibatch, the greater the better. Default: naswot.",
        HelpName = "NAME",
    };
    private readonly Option<string> _images = CommonArguments.NotEmpty(new Option<string>("--images")
    {
        Description = "Where the published images of the dataset lie: the batch is drawn from its training images. Default: uniform noise.",
        HelpName = "PLACE",
    });
    private readonly Option<bool> _other = new("--other-images") { Description = "Allow images that are not the published ones, in their formats." };
    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "Of the weights and of the batch. Default: 1.", "S");
    private readonly RunnerArguments _runner = new(
        batch: 128, threads: "How many networks run at once, each on one thread; the scores are the same for any. Default: one a processor.");

    public ScoreCommand() : base(
        "score", "Score networks without training: what fresh weights make of a minibatch. With --file: look architectures up in a table.",
        "natsbench score tss 11 284 1462",
        "natsbench score tss --all --images cifar-10-python.tar.gz -o naswot.jsonl --attach NATS-tss.natsb",
        "natsbench score sss 64:64:64:64:64 --dataset ImageNet16-120 --batch 64 --seed 777 --json",
        "natsbench score genotypes.txt --file NATS-tss.natsb --format latex")
    {
        _space = new MeasuredSpaceArguments(
            "Every architecture of the space, isomorphic cells once; needs -o, for it takes minutes to hours.", "scored", "zc.cifar10.naswot", _table);
        CommonArguments.OneOf(_score, [NaswotName]);
        _space.AddTo(this);
        foreach (Option option in (Option[])[_score, _images, _other, _seed])
            Options.Add(option);
        _runner.AddTo(this);
        _table.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        if (_table.IsAsked(parsed))
            return _table.Run(parsed, _space.First(parsed));
        using Interruption interruption = new();
        RunnerOptions runner = _runner.Read(parsed);
        MeasuredSpace space = _space.Read(parsed);
        long seed = parsed.GetValue(_seed) ?? 1;
        ScoreImages images = parsed.GetValue(_images) is { } place
            ? ScoreImages.Draw(
                OfficialImages.Read(place, space.Dataset, EvaluationSet.Train, publishedOnly: !parsed.GetValue(_other)), space.Dataset, runner.Batch, seed,
                $"{space.Dataset}'s training set")
            : ScoreImages.Noise(space.Dataset, runner.Batch, seed);
        NaswotPlan plan = new(space.Space.Space, space.Dataset, images)
        {
            Seed = seed,
            Provider = runner.Provider,
            Device = runner.Device,
            Workers = runner.Threads,
        };
        int candidates = ScoreSweep.Representatives(space.Architectures, new CellClasses(space.Space)).Count();
        ScoreTable table = ProgressDisplay.Run("scoring", "candidates", candidates, (progress, _) => ScoreSweep.Run(
            plan, space.Architectures, space.Output, progress, interruption.Token));

        string[] correlations = [];
        if (space.Attach is { } attach)
        {
            Failure.Say($"attached: {ScoreColumn.Mount(attach, space.Name ?? ScoreColumn.DefaultName(plan.Dataset), table)}");
            correlations = Correlations(attach, table);
        }
        bool isJson = _table.IsJson(parsed);
        if (isJson)
            foreach (string line in correlations)
                Failure.Say(line);
        Answer answer = new(
            [.. table.Scores.Select(one => (Action<Utf8JsonWriter>)(json => WriteJson(json, table, one)))],
            text => WriteText(text, table, correlations, space.Output));
        return answer.Write(isJson, synthetic: "");
    }

    // A table need not have what scores are held against; the scores are attached all the same.
    private static string[] Correlations(string file, ScoreTable table)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(file);
        try
        {
            return [.. ScoreColumn.Correlate(bench, table).Select(one => string.Create(
                CultureInfo.InvariantCulture,
                $"with {one.Dataset} {one.Set} accuracy of {one.Architectures:N0} architectures: Kendall tau {one.Kendall:0.000}, Spearman rho {one.Spearman:0.000}"))];
        }
        catch (NatsBenchException e)
        {
            return [$"no correlation: {e.Message}"];
        }
    }

    private static void WriteJson(Utf8JsonWriter json, ScoreTable table, ArchitectureScore score)
    {
        json.WriteArchitecture(score.Index, score.Architecture);
        json.WriteNumber("representative", score.Representative);
        json.WriteString("dataset", table.Plan.Dataset.Name);
        json.WriteDouble(NaswotName, score.Score);
        json.WriteNumber("seed", table.Plan.Seed);
        json.WriteString("images", table.Plan.Images.Source);
        json.WriteString("provider", table.Provider.Name());
        json.WriteString("device", table.Device);
    }

    private static void WriteText(TextOutput text, ScoreTable table, string[] correlations, string? output)
    {
        text.Title($"NASWOT: {table.Plan.Dataset}, {table.Plan.Images.Source}; fresh weights of seed {table.Plan.Seed}");
        if (table.Run > 0)
            text.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Run:N0} candidates in {table.Seconds:0.0} s, {table.Run / table.Seconds:0.00} a second: {table.Device}, {table.Provider.Name()}, {table.Plan.Workers} at once"));
        foreach (string line in correlations)
            text.Line(line);
        TextTable rows = new(TextTable.Number("index"), "architecture", TextTable.Number("score"));
        foreach (ArchitectureScore one in table.Scores.Take(MostRows))
            rows.Add($"{one.Index}", one.Architecture, Display.Number(one.Score ?? double.NaN));
        text.Table(rows);
        if (table.Scores.Count > MostRows)
            text.Line($"and {Display.Count(table.Scores.Count - MostRows)} more{(output is null ? " (--json shows all)" : $", in {output}")}");
        if (table.Scores.Count(one => one.Score is null) is > 0 and var count)
            text.Line($"without a score: {Display.Count(count)}, whose kernel is singular");
    }
}
