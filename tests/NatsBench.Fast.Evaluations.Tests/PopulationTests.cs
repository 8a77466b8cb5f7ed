using System.Text.RegularExpressions;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Data;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;
using Parquet;

namespace NatsBench.Fast.Evaluations.Tests;

/// <summary>Trained networks of real records over small data sets.</summary>
public sealed partial class PopulationTests : IDisposable
{
    private const int Architecture = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly WeightArchive _archive = WeightArchive.Open(SharedData.Require("data", "NATS-sss-v1_0-50262-full"));

    public PopulationTests()
    {
        SyntheticImages.WriteImageNet16(_folder["data"], perBatch: 1, test: 10);
        SyntheticImages.WriteCifar10(_folder["data"], perBatch: 5, test: 3);
    }

    public void Dispose() => _folder.Dispose();

    private EvaluationPlan Plan => new()
    {
        Dataset = Dataset.ImageNet16120,
        Images = _folder["data"],
        Setting = TrainingSetting.Epochs12,
        PublishedOnly = false,
        Runner = new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 4, Threads = 1 },
    };

    private string Output => _folder["results.parquet"];

    [Fact]
    public void A_trained_network_scores_what_its_definition_does_and_stands_beside_the_table()
    {
        EvaluationTable table = Run(Plan);
        Assert.Equal(["x-valid", "x-test", "ori-test"], table.Results.Select(result => result.Set.Name));
        ImageStatistics statistics = ImageStatistics.Of(Dataset.ImageNet16120);
        TrainedNetwork trained = CellNetworks.Of(SizeNetwork.Parse("8:8:8:16:32"), statistics.Classes)
            .LoadState(_archive.GetNetParam(Architecture, Dataset.ImageNet16120, seed: 777)[777]);
        foreach (TrainingEvaluation result in table.Results)
        {
            SetScore expected = PlainEvaluation.Of(
                trained, OfficialImages.Read(_folder["data"], Dataset.ImageNet16120, result.Set, publishedOnly: false), statistics);
            Assert.Equal((expected.Images, expected.Top1, expected.Top5), (result.Score.Images, result.Score.Top1, result.Score.Top5));
            Assert.Equal(expected.Loss, result.Score.Loss, 1e-4);
            Assert.Equal(
                (Architecture, "12", "ImageNet16-120", 777L, "8:8:8:16:32", "cpu"),
                (result.Training.Architecture, result.Training.Setting.Key, result.Training.Dataset.Name, result.Training.Seed, result.Architecture, result.Provider));
            // No images of the table's.
            Assert.Null(result.Difference);
        }
        // What the record says after the twelfth epoch.
        Assert.Equal(20.56666667175293, table.Results[^1].Table.Top1);
        Assert.NotNull(table.Results[0].Table.Loss);
        Assert.All(table.Images, set => Assert.All(set.Files, file => Assert.False(file.IsPublished)));
    }

    [Fact]
    public void Kept_normalisations_score_the_same()
    {
        TrainingEvaluation[] folded = [.. Run(Plan).Results], kept = [.. Run(Plan with { FoldBatchNorm = false }).Results];
        Assert.Equal(folded.Select(result => result.Score with { Loss = 0 }), kept.Select(result => result.Score with { Loss = 0 }));
        Assert.All(folded.Zip(kept), pair => Assert.Equal(pair.First.Score.Loss, pair.Second.Score.Loss, 1e-4));
    }

    [Fact]
    public async Task Results_are_written_as_Parquet_once_all_is_done()
    {
        EvaluationTable table = Run(Plan, Output);
        Assert.Equal([Output], Directory.GetFiles(_folder.Path));
        await using ParquetReader reader = await ParquetReader.CreateAsync(File.OpenRead(Output), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["index", "architecture", "hp", "dataset", "seed", "set", "images", "top1_images", "top5_images", "top1", "top5", "loss", "table_top1", "table_loss", "difference",
                "provider"],
            reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal("ImageNet16-120", reader.CustomMetadata["natsbench.dataset"]);
        double[] losses = new double[3], tops = new double[3];
        await reader.RowGroups[0].ReadAsync<double>(reader.Schema.DataFields[11], losses, cancellationToken: TestContext.Current.CancellationToken);
        await reader.RowGroups[0].ReadAsync<double>(reader.Schema.DataFields[9], tops, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(table.Results.Select(result => result.Score.Loss), losses);
        Assert.Equal(table.Results.Select(result => result.Score.Top1Percent), tops);
        Assert.Equal($"{Output}: is there already; choose another name, or remove it to evaluate anew", Refusal(Plan, Output));
    }

    [Fact]
    public void What_was_stopped_goes_on_where_it_was()
    {
        // Architecture 12 has no record: what came before it is kept.
        Assert.Contains("000012.pickle.pbz2: there is no such file", Refusal(Plan, Output, Architecture, 12), StringComparison.Ordinal);
        string journal = $"{Output}.journal";
        string[] lines = File.ReadAllLines(journal);
        Assert.Equal(2, lines.Length);
        // A line that was not finished is dropped, and what was kept is not evaluated again: here it says another loss.
        string altered = Loss().Replace(lines[1], "\"loss\":123.5");
        File.WriteAllText(journal, $"{lines[0]}\n{altered}\n{{\"index\":12,\"res");
        EvaluationTable table = Run(Plan, Output);
        Assert.False(File.Exists(journal));
        Assert.True(File.Exists(Output));
        Assert.Equal(3, table.Results.Count);
        Assert.All(table.Results, result => Assert.Equal(123.5, result.Score.Loss));
    }

    [Fact]
    public void A_journal_of_another_evaluation_is_refused()
    {
        Refusal(Plan, Output, Architecture, 12);
        string message = Refusal(Plan with { Setting = TrainingSetting.Epochs90 }, Output);
        Assert.Equal($"{Output}.journal: what was begun there is another evaluation (hp was 12, now 90); choose another place, or remove it", message);
        File.WriteAllText($"{Output}.journal", "my own notes");
        Assert.Equal($"{Output}.journal: is no journal of evaluations; choose another place", Refusal(Plan, Output));
        File.WriteAllText($"{Output}.journal", "my own\nnotes");
        Assert.Equal($"{Output}.journal: line 1 is none of a journal of evaluations, or altered; choose another place", Refusal(Plan, Output));
        Assert.Equal("my own\nnotes", File.ReadAllText($"{Output}.journal"));
    }

    [Fact]
    public void A_journal_with_any_byte_changed_is_refused_or_read()
    {
        Refusal(Plan, Output, Architecture, 12);
        string journal = $"{Output}.journal";
        byte[] whole = File.ReadAllBytes(journal);
        for (int i = 0; i < whole.Length; i += 3)
        {
            byte[] bytes = [.. whole];
            bytes[i] ^= 0x10;
            File.WriteAllBytes(journal, bytes);
            try
            {
                EvaluationJournal.Open(journal, []).Dispose();
            }
            catch (NatsBenchException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void Trainings_without_weights_are_refused_or_left_out()
    {
        EvaluationPlan full = Plan with { Setting = null };
        Assert.Contains("hp 90, ImageNet16-120: this training's weights were left out of the archive; the record has those of hp 12, cifar10, seed 777;", Refusal(full), StringComparison.Ordinal);
        EvaluationTable table = Run(full with { SkipAbsent = true });
        Assert.Empty(table.Results);
        Assert.Equal([Architecture], table.Skipped);
        Assert.Contains("no seed 5; there are 777, 888, 999", Refusal(Plan with { Seed = 5 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_store_scores_what_its_archive_does_and_has_no_table()
    {
        using (WeightStoreWriter writer = WeightStoreWriter.Open(_folder["weights.natsw"], new Dictionary<string, string>()))
        {
            foreach ((long seed, TensorSet tensors) in _archive.GetNetParam(Architecture, Dataset.ImageNet16120))
                writer.Add(new TrainingKey(Architecture, TrainingSetting.Epochs12, Dataset.ImageNet16120, seed), "8:8:8:16:32", tensors);
            writer.Complete();
        }
        using WeightStore store = WeightStore.Open(_folder["weights.natsw"]);
        TrainedNetworks networks = TrainedNetworks.Of(store);
        Assert.Equal([Architecture], networks.Architectures);
        EvaluationTable table = PopulationEvaluation.Run(networks, networks.Architectures, Plan, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Run(Plan).Results.Select(result => result with { Table = default }), table.Results);
        Assert.ThrowsAny<NatsBenchException>(() => PopulationEvaluation.Run(networks, [Architecture], Plan with { Seed = 5 }, cancellation: TestContext.Current.CancellationToken));
        Assert.ThrowsAny<NatsBenchException>(() => PopulationEvaluation.Run(networks, [12], Plan, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Weights_of_another_architecture_are_refused_by_name()
    {
        using (WeightStoreWriter writer = WeightStoreWriter.Open(_folder["weights.natsw"], new Dictionary<string, string>()))
        {
            writer.Add(
                new TrainingKey(0, TrainingSetting.Epochs12, Dataset.ImageNet16120, 777), "8:8:8:8:8",
                _archive.GetNetParam(Architecture, Dataset.ImageNet16120, seed: 777)[777]);
            writer.Complete();
        }
        using WeightStore store = WeightStore.Open(_folder["weights.natsw"]);
        string message = Assert.ThrowsAny<NatsBenchException>(
            () => PopulationEvaluation.Run(TrainedNetworks.Of(store), [0], Plan, cancellation: TestContext.Current.CancellationToken)).Message;
        Assert.StartsWith(
            $"{_folder["weights.natsw"]}: architecture 0, hp 12, ImageNet16-120, seed 777: the tensors are not those of this network: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_and_files_that_are_not_there_are_refused()
    {
        Assert.Contains("are not measured on 'x-train'", Refusal(Plan with { Sets = [new EvaluationSet("x-train")] }), StringComparison.Ordinal);
        Assert.Contains("not the published file", Refusal(Plan with { PublishedOnly = true }), StringComparison.Ordinal);
        Assert.Contains("there is no such file or folder", Refusal(Plan with { Images = _folder["none"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_where_it_is_stopped_at_once()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => PopulationEvaluation.Run(TrainedNetworks.Of(_archive), [Architecture], Plan, output: Output, cancellation: stop.Token));
        Assert.False(File.Exists(Output));
        Assert.Single(File.ReadAllLines($"{Output}.journal"));
    }

    private EvaluationTable Run(EvaluationPlan plan, string? output = null, params int[] architectures) => PopulationEvaluation.Run(
        TrainedNetworks.Of(_archive), architectures is [] ? [Architecture] : architectures, plan, output: output, cancellation: TestContext.Current.CancellationToken);

    private string Refusal(EvaluationPlan plan, string? output = null, params int[] architectures) =>
        Assert.ThrowsAny<NatsBenchException>(() => Run(plan, output, architectures)).Message;

    [GeneratedRegex("\"loss\":[0-9.]+")]
    private static partial Regex Loss();
}
