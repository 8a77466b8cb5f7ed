using NatsBench.Fast.Data;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Evaluations;

/// <summary>Evaluates trained networks of an archive or a store, one architecture after the other; no more than one record is in memory.</summary>
public static class PopulationEvaluation
{
    /// <summary>Evaluates architectures.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="architectures">Their indices; one that comes twice is evaluated once.</param>
    /// <param name="plan">Which trainings, which images, and how.</param>
    /// <param name="table">The table to compare with; null for the numbers of an archive's own records.</param>
    /// <param name="output">
    /// A Parquet file to write when all is done; null for none. Until then what is done is kept in <c>output.journal</c>, from which another call of the
    /// same plan goes on.
    /// </param>
    /// <param name="progress">Told the share that is done, at first what the journal had.</param>
    /// <param name="cancellation">Stops it between batches; the journal keeps whole architectures.</param>
    /// <exception cref="DamagedFileException">A record or a file of images is not whole.</exception>
    /// <exception cref="NatsBenchException">
    /// There are no such weights or images, the table is of other architectures, the provider is refused, or a file is there already.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static EvaluationTable Run(
        TrainedNetworks networks, IReadOnlyList<int> architectures, EvaluationPlan plan, NatsBenchmark? table = null, string? output = null,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentNullException.ThrowIfNull(plan);
        if (output is not null && Path.Exists(output))
            throw new NatsBenchException($"{output}: is there already; choose another name, or remove it to evaluate anew");
        int[] wanted = [.. architectures.Distinct()];
        EvaluationSet[] names = [.. plan.Sets.Count > 0 ? plan.Sets.Distinct() : OfficialImages.Sets(plan.Dataset)];
        (EvaluationSet Name, ImageSet Images)[] sets =
            [.. names.Select(name => (name, OfficialImages.Read(plan.Images, plan.Dataset, name, plan.PublishedOnly)))];
        foreach ((EvaluationSet name, ImageSet images) in sets)
            if (images.Count == 0)
                throw new NatsBenchException($"{plan.Images}: has no image of {plan.Dataset}'s {name}; its official split takes images that are not there");

        List<(string Name, string Value)> conditions = Conditions(networks, plan, table, sets);
        Dictionary<int, TrainingEvaluation[]> done = [];
        using (EvaluationJournal? journal = output is null ? null : EvaluationJournal.Open(JournalOf(output), conditions))
        {
            foreach ((int index, TrainingEvaluation[] results) in journal?.Results ?? new Dictionary<int, TrainingEvaluation[]>())
                done[index] = results;
            int count = wanted.Count(done.ContainsKey);
            progress?.Report((double)count / wanted.Length);
            foreach (int index in wanted.Where(index => !done.ContainsKey(index)))
            {
                int before = count++;
                done[index] = Evaluate(networks, index, plan, table, sets, new Share(progress, before, wanted.Length), cancellation);
                journal?.Add(index, done[index]);
                progress?.Report((double)count / wanted.Length);
            }
        }
        TrainingEvaluation[] all = [.. done.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value)];
        if (output is not null)
        {
            EvaluationFile.Write(output, all, conditions);
            File.Delete(JournalOf(output));
        }
        return new EvaluationTable(all, [.. done.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key).Order()],
            [.. sets.Select(set => (set.Name, set.Images.Files))]);
    }

    private static string JournalOf(string output) => $"{output}.journal";

    // What results depend on, beside the architecture.
    private static List<(string Name, string Value)> Conditions(
        TrainedNetworks networks, EvaluationPlan plan, NatsBenchmark? table, (EvaluationSet Name, ImageSet Images)[] sets) =>
    [
        ("networks", networks.Name),
        ("table", table is null ? "none beside" : Path.GetFileName(table.Path)),
        ("dataset", plan.Dataset.Name),
        ("hp", plan.Setting?.Key ?? "full"),
        ("seed", plan.Seed is { } seed ? $"{seed}" : "all"),
        ("sets", string.Join(' ', sets.Select(set => set.Name))),
        ("images", string.Join(' ', sets.SelectMany(set => set.Images.Files).Select(file => file.Md5).Distinct())),
        ("provider", plan.Runner.Provider.Name()),
        ("batch_norm", plan.FoldBatchNorm ? "folded" : "kept"),
        ("onnx_runtime", NetworkRunner.RuntimeVersion),
    ];

    private static TrainingEvaluation[] Evaluate(
        TrainedNetworks stored, int index, EvaluationPlan plan, NatsBenchmark? table, (EvaluationSet Name, ImageSet Images)[] sets, IProgress<double> progress,
        CancellationToken cancellation)
    {
        TrainedNetworks.Networks networks = stored.Get(index);
        TrainingSetting setting = plan.Setting ?? (TopologyCell.TryParse(networks.Architecture, out _) ? TrainingSetting.Epochs200 : TrainingSetting.Epochs90);
        TrainingKey[] trainings = [.. networks.Trainings.Where(
            training => training.Setting == setting && training.Dataset == plan.Dataset && (plan.Seed is not { } seed || training.Seed == seed)).Order()];
        if (trainings.Length == 0 && !plan.SkipAbsent)
            stored.Require(index, plan.Dataset, plan.Seed, setting);
        ArchitectureRecord? numbers = table is null ? networks.Numbers : Compared(table, index, networks.Architecture);
        ImageStatistics statistics = ImageStatistics.Of(plan.Dataset);
        NetworkGraph network = CellNetworks.Of(networks.Architecture, statistics.Classes);
        List<TrainingEvaluation> results = [];
        for (int i = 0; i < trainings.Length; i++)
        {
            string name = $"{networks.Source}: {trainings[i]}";
            TrainedNetwork trained = Load(network, networks.Read(trainings[i]), name);
            byte[] model = OnnxExport.ToArray(trained, new OnnxOptions { ImageSide = statistics.Side, FoldBatchNorm = plan.FoldBatchNorm });
            using INetworkRunner runner = NetworkRunner.Load(model, plan.Runner with { Name = name });
            for (int j = 0; j < sets.Length; j++)
            {
                SetScore score = NetworkEvaluation.Run(
                    runner, sets[j].Images, statistics, name, new Share(progress, i * sets.Length + j, trainings.Length * sets.Length), cancellation);
                results.Add(new TrainingEvaluation(
                    trainings[i], networks.Architecture, sets[j].Name, score,
                    numbers is null ? default : TableScore.Of(numbers, trainings[i], sets[j].Name), runner.Used.Name()));
            }
        }
        return [.. results];
    }

    private static ArchitectureRecord Compared(NatsBenchmark table, int index, string architecture)
    {
        ArchitectureRecord record = table.Record(index);
        return record.Architecture == architecture ? record : throw new NatsBenchException(
            $"{table.Path}: architecture {index} is '{record.Architecture}', with the weights '{architecture}'; give the table that was made from the same archive");
    }

    private static TrainedNetwork Load(NetworkGraph network, TensorSet tensors, string name)
    {
        try
        {
            return network.LoadState(tensors);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{name}: {e.Message}", e);
        }
    }

    // A part of several equal ones.
    private sealed class Share(IProgress<double>? whole, int before, int parts) : IProgress<double>
    {
        public void Report(double value) => whole?.Report((before + value) / parts);
    }
}
