using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>
/// The runs behind the paper's weight-sharing figures: nine algorithms, three datasets, three seeds, each a task of its own. Task t is algorithm t / 9 in the order
/// of <see cref="OneShotAlgorithms.All"/>, dataset t / 3 mod 3, seed t mod 3.
/// </summary>
/// <param name="Task">The number of the task, from 0.</param>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Seed">The seed.</param>
public sealed record OneShotPreset(int Task, OneShotAlgorithm Algorithm, Dataset Dataset, long Seed)
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "nats-bench-oneshot";

    /// <summary>The paper's seeds.</summary>
    public static IReadOnlyList<long> Seeds { get; } = [777, 888, 999];

    /// <summary>All tasks, in order.</summary>
    public static IReadOnlyList<OneShotPreset> All { get; } =
    [
        .. OneShotAlgorithms.All.SelectMany(algorithm => SearchImages.Datasets.SelectMany(dataset => Seeds.Select(seed => (algorithm, dataset, seed))))
            .Select((task, number) => new OneShotPreset(number, task.algorithm, task.dataset, task.seed)),
    ];

    /// <summary>The name of the task's folder, such as <c>darts-v1-cifar10-777</c>.</summary>
    public string Folder => string.Create(CultureInfo.InvariantCulture, $"{Algorithm.OfficialName()}-{Dataset}-{Seed}");

    /// <summary>What the task's search is told: the paper's settings.</summary>
    public SearchSettings Settings => SearchSettings.Paper(Algorithm, Dataset) with { Seed = Seed };
}
