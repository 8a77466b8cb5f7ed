using System.Diagnostics;
using System.Globalization;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>Scores many architectures, each class of isomorphic cells once, on all workers at once.</summary>
public static class ScoreSweep
{
    /// <summary>Scores them.</summary>
    /// <param name="plan">What, and how.</param>
    /// <param name="architectures">Their indices; one that comes twice has one score.</param>
    /// <param name="journal">A file that keeps what is scored, so that it can go on another time; null for none.</param>
    /// <param name="progress">Told how many classes are there, at first those that the file had.</param>
    /// <param name="cancellation">Stops it between networks.</param>
    /// <exception cref="NatsBenchException">The images, the provider, a network, or the file is refused.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the file keeps what was scored.</exception>
    public static ScoreTable Run(
        NaswotPlan plan, IReadOnlyList<int> architectures, string? journal = null, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(architectures);
        Naswot naswot = new(plan);
        SpaceArchitectures space = new(plan.Space);
        CellClasses classes = new(space);
        int[] wanted = [.. architectures.Distinct()], representatives = [.. Representatives(wanted, classes)];

        // The first network tells who computes, before a file is begun.
        (string device, ExecutionProvider provider) = Computer(naswot, representatives is [var one, ..] ? one : 0);
        using ScoreJournal? file = journal is null ? null : ScoreJournal.Open(journal, space, Conditions(plan, device, provider));
        Dictionary<int, double?> scores = [];
        foreach (int index in representatives)
            if (file is not null && file.Found.TryGetValue(index, out double? known))
                scores[index] = known;
        int[] missing = [.. representatives.Where(index => !scores.ContainsKey(index))];
        progress?.Report(scores.Count);

        long start = Stopwatch.GetTimestamp();
        Lock adding = new();
        Population.Run(missing, plan.Workers, index =>
        {
            double found = naswot.Score(index);
            double? score = double.IsFinite(found) ? found : null;
            lock (adding)
            {
                file?.Add(index, space[index], score);
                scores[index] = score;
                progress?.Report(scores.Count);
            }
        }, cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new ScoreTable(
            plan, device, provider, [.. wanted.Select(index => new ArchitectureScore(index, space[index], classes[index], scores[classes[index]]))],
            missing.Length, seconds);
    }

    /// <summary>The networks that are run for some architectures: one for each class of isomorphic cells.</summary>
    /// <param name="architectures">Their indices.</param>
    /// <param name="classes">The classes of the space.</param>
    public static IEnumerable<int> Representatives(IEnumerable<int> architectures, CellClasses classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return architectures.Select(index => classes[index]).Distinct();
    }

    private static (string Device, ExecutionProvider Provider) Computer(Naswot naswot, int index)
    {
        using INetworkRunner runner = naswot.Load(index);
        return (runner.Device, runner.Used);
    }

    // Counts near a threshold fall one way or the other by the processor's vectors, so scores of two devices are not mixed.
    private static List<(string Name, string Value)> Conditions(NaswotPlan plan, string device, ExecutionProvider provider) =>
    [
        ("score", "naswot"),
        ("space", plan.Space.ShortName()),
        ("dataset", plan.Dataset.Name),
        ("seed", plan.Seed.ToString(CultureInfo.InvariantCulture)),
        ("images", plan.Images.Source),
        ("digest", plan.Images.Digest),
        ("device", device),
        ("provider", provider.Name()),
        ("onnx_runtime", NetworkRunner.RuntimeVersion),
    ];
}
