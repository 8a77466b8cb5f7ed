using System.CommandLine;
using System.Diagnostics;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench demo</c>: the main job from end to end, on numbers that need no download.</summary>
internal sealed class DemoCommand : ExampleCommand
{
    private const int Architecture = 11;
    private const double MaxFlops = 50;
    private const int Trainings = 300;
    private const int SearchSeed = 1;

    private readonly Option<bool> _json = CommonArguments.Json();

    public DemoCommand() : base(
        "demo", "Show the main job in a few seconds, on a SYNTHETIC table; it is made once and kept in the cache folder (0.4 GB).",
        "natsbench demo",
        "natsbench demo --json")
    {
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        bool isNew = DemoTable.Ensure(interruption.Token);

        Stopwatch clock = Stopwatch.StartNew();
        using NatsBenchmark bench = NatsBenchmark.Open(DemoTable.Path);
        string architecture = bench.Architecture(Architecture);
        double openSeconds = clock.Elapsed.TotalSeconds;

        clock.Restart();
        Runs runs = bench.Runs(Architecture, Dataset.Cifar100, TrainingSetting.Epochs200);
        double? mean = runs.Mean().Metrics(EvaluationSet.XTest).Accuracy;
        List<(long Seed, double? Accuracy)> seeds = [];
        foreach (long seed in runs.Seeds)
            seeds.Add((seed, runs.ForSeed(seed).Metrics(EvaluationSet.XTest).Accuracy));
        double querySeconds = clock.Elapsed.TotalSeconds;

        clock.Restart();
        BestArchitecture best = bench.FindBest(Dataset.Cifar100, EvaluationSet.XTest, TrainingSetting.Epochs200, maxFlops: MaxFlops)!.Value;
        double bestSeconds = clock.Elapsed.TotalSeconds;

        clock.Restart();
        RandomSearch search = RandomSearch.Run(bench, Dataset.Cifar10, TrainingSetting.Epochs12, Trainings, new Random(SearchSeed));
        double searchSeconds = clock.Elapsed.TotalSeconds;

        Answer answer = new(
            json =>
            {
                json.WriteString("file", DemoTable.Path);
                json.WriteBoolean("made_now", isNew);
                json.WriteStartObject("open");
                json.WriteNumber("architectures", bench.Count);
                json.WriteDouble("seconds", openSeconds);
                json.WriteEndObject();
                json.WriteStartObject("query");
                json.WriteArchitecture(Architecture, architecture);
                json.WriteDouble("mean_test_accuracy", mean);
                json.WriteStartObject("test_accuracy_of_seed");
                foreach ((long seed, double? accuracy) in seeds)
                    json.WriteDouble($"{seed}", accuracy);
                json.WriteEndObject();
                json.WriteDouble("seconds", querySeconds);
                json.WriteEndObject();
                json.WriteStartObject("best");
                json.WriteArchitecture(best.Index, bench.Architecture(best.Index));
                json.WriteDouble("max_flops", MaxFlops);
                json.WriteDouble("test_accuracy", best.Accuracy);
                json.WriteDouble("seconds", bestSeconds);
                json.WriteEndObject();
                json.WriteStartObject("search");
                json.WriteNumber("trainings", Trainings);
                json.WriteDouble("simulated_seconds", search.SimulatedSeconds);
                json.WriteStartArray("improvements");
                foreach (RandomSearch.Improvement step in search.Improvements)
                {
                    json.WriteStartObject();
                    json.WriteNumber("training", step.Training);
                    json.WriteNumber("index", step.Index);
                    json.WriteDouble("clock", step.Clock);
                    json.WriteDouble("accuracy", step.Accuracy);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteDouble("seconds", searchSeconds);
                json.WriteEndObject();
            },
            text =>
            {
                text.Title("natsbench demo: the topology space, numbers made by a model");
                text.Line($"The table {(isNew ? "was made and " : "")}is kept in {DemoTable.Path} ({Display.Bytes(new FileInfo(DemoTable.Path).Length)}).");
                text.Line("");
                text.Line($"1. Open: {Display.Count(bench.Count)} architectures, every run and learning curve, in {Display.Milliseconds(openSeconds)}.");
                text.Line("   The file is mapped, not loaded: processes share its pages.");
                text.Line("");
                text.Line($"2. Query: {architecture} on cifar100 after 200 epochs, in {Display.Milliseconds(querySeconds)}.");
                text.Line($"   Test accuracy: mean {Display.Accuracy(mean)}; {string.Join(", ", seeds.Select(run => $"seed {run.Seed} {Display.Accuracy(run.Accuracy)}"))}.");
                text.Line("");
                text.Line($"3. Best of all with at most {MaxFlops:0} M FLOPs, in {Display.Milliseconds(bestSeconds)}:");
                text.Line($"   {bench.Architecture(best.Index)} (index {best.Index}), test accuracy {Display.Accuracy(best.Accuracy)}.");
                text.Line("");
                text.Line($"4. Random search: {Trainings} trainings of 12 epochs on cifar10, judged by validation accuracy.");
                text.Line($"   Every training is looked up and its time charged to a clock: {Display.Hours(search.SimulatedSeconds)} of training in {Display.Milliseconds(searchSeconds)}.");
                TextTable table = new(
                    TextTable.Number("training"), TextTable.Number("clock"), TextTable.Number("index"), TextTable.Number("best validation accuracy so far"));
                foreach (RandomSearch.Improvement step in search.Improvements)
                    table.Add($"{step.Training}", Display.Hours(step.Clock), $"{step.Index}", Display.Accuracy(step.Accuracy));
                text.Table(table);
                text.Line("Next: natsbench convert ARCHIVE -o FILE.natsb, for measured numbers.");
            });
        return answer.Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }
}
