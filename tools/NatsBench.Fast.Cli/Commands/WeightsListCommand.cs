using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Weights;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench weights list</c>.</summary>
internal sealed class WeightsListCommand : ExampleCommand
{
    private readonly Argument<string> _source = CommonArguments.WeightSource();
    private readonly WeightOptions _weights = new();
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json();

    public WeightsListCommand() : base(
        "list", "List which architectures, settings, datasets and seeds have weights; of an archive every record that is asked for is read.",
        "natsbench weights list NATS-tss-v1_0-3ffb9-full.tar --arch 0-99",
        "natsbench weights list weights.natsw --json")
    {
        Arguments.Add(_source);
        foreach (Option option in (Option[])[.. _weights.All, _threads, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        using WeightSource source = WeightSource.Open(parsed.GetRequiredValue(_source), interruption.Token);
        IReadOnlyList<int> architectures = _weights.Architectures(parsed, source.Architectures, source.Path);
        SortedDictionary<TrainingKey, List<int>> found = Find(source, architectures, _weights.Choice(parsed), parsed.GetValue(_threads) ?? Environment.ProcessorCount, interruption.Token);
        int with = found.Values.SelectMany(indices => indices).Distinct().Count();
        Answer answer = new(
            json => WriteJson(json, source.Path, architectures.Count, with, found),
            text => WriteText(text, source.Path, architectures.Count, with, found))
        {
            Fault = found.Count > 0 ? null : $"{source.Path}: no such weights in {Display.Count(architectures.Count)} records; {WeightArchive.WhichHaveWeights}",
        };
        return answer.Write(parsed.GetValue(_json), synthetic: "");
    }

    // Setting, dataset and seed, as trainings of architecture 0, with the architectures that have them.
    private static SortedDictionary<TrainingKey, List<int>> Find(WeightSource source, IReadOnlyList<int> architectures, WeightChoice choice, int threads, CancellationToken cancellation)
    {
        TrainingKey[][] trainings = new TrainingKey[architectures.Count][];
        int done = 0;
        ProgressDisplay.Run("reading records", progress =>
        {
            Parallel.For(0, architectures.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
            {
                trainings[i] = [.. source.Of(architectures[i]).Trainings.Where(choice.Takes)];
                progress.Report((double)Interlocked.Increment(ref done) / architectures.Count);
            });
            return done;
        });
        SortedDictionary<TrainingKey, List<int>> found = [];
        foreach (TrainingKey training in trainings.SelectMany(all => all))
        {
            if (!found.TryGetValue(training with { Architecture = 0 }, out List<int>? indices))
                found.Add(training with { Architecture = 0 }, indices = []);
            indices.Add(training.Architecture);
        }
        return found;
    }

    private static void WriteJson(Utf8JsonWriter json, string path, int architectures, int with, SortedDictionary<TrainingKey, List<int>> found)
    {
        json.WriteString("source", path);
        json.WriteNumber("architectures", architectures);
        json.WriteNumber("with_weights", with);
        json.WriteStartArray("trainings");
        foreach ((TrainingKey training, List<int> indices) in found)
        {
            json.WriteStartObject();
            json.WriteTraining(training);
            json.WriteStartArray("architectures");
            foreach (int index in indices)
                json.WriteNumberValue(index);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text, string path, int architectures, int with, SortedDictionary<TrainingKey, List<int>> found)
    {
        text.Title($"{path}: weights of {Display.Count(with)} of {Display.Count(architectures)} architectures");
        TextTable table = new("hp", "dataset", TextTable.Number("seed"), TextTable.Number("architectures"), "which");
        foreach ((TrainingKey training, List<int> indices) in found)
            table.Add(training.Setting.Key, training.Dataset.Name, $"{training.Seed}", Display.Count(indices.Count), Display.Indices(indices));
        text.Table(table);
    }
}
