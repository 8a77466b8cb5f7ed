using System.Runtime.InteropServices;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Running;

/// <summary>The kept log points of consecutive trials, as columns, trial by trial.</summary>
/// <param name="oracle">Tells seeds and further objectives.</param>
public sealed class TraceColumns(IOracle oracle)
{
    /// <summary>The trial's number.</summary>
    public List<int> Trial { get; } = [];

    /// <summary>Which evaluation of the trial, from 0.</summary>
    public List<int> Step { get; } = [];

    /// <summary>The architecture that was trained.</summary>
    public List<int> Architecture { get; } = [];

    /// <summary>The stored seed that answered; null where means answer.</summary>
    public List<long?> Seed { get; } = [];

    /// <summary>For how many epochs it was trained.</summary>
    public List<int> Epochs { get; } = [];

    /// <summary>Seconds charged.</summary>
    public List<double> Cost { get; } = [];

    /// <summary>Simulated seconds since the trial began, when the training ended.</summary>
    public List<double> Clock { get; } = [];

    /// <summary>The worker.</summary>
    public List<int> Worker { get; } = [];

    /// <summary>Validation accuracy in percent.</summary>
    public List<double> Reward { get; } = [];

    /// <summary>The best architecture so far.</summary>
    public List<int> Incumbent { get; } = [];

    /// <summary>The further objectives of the study, each a column; NaN where one was never measured.</summary>
    public IReadOnlyList<List<double>> Objectives { get; } = [.. oracle.Quantities.Select(_ => new List<double>())];

    /// <summary>Whether the log point is of the trial's front; empty where the study has no objectives.</summary>
    public List<bool> Front { get; } = [];

    /// <summary>The hypervolume by then, at the rewards (<see cref="Search.Fronts.TrialFront"/>); empty where the study has no objectives.</summary>
    public List<double> Hypervolume { get; } = [];

    /// <summary>What no hypervolume at the rewards surpasses, in each row the same; empty where the study has no objectives.</summary>
    public List<double> ExactHypervolume { get; } = [];

    /// <summary>Takes log points of a trial.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="steps">The places of those that are kept, ascending.</param>
    /// <param name="points">All its log points.</param>
    public void Add(int trial, ReadOnlySpan<int> steps, ReadOnlySpan<LogPoint> points)
    {
        int count = steps.Length;
        Extend(Trial, count).Fill(trial);
        steps.CopyTo(Extend(Step, count));
        Span<int> architectures = Extend(Architecture, count), epochs = Extend(Epochs, count), workers = Extend(Worker, count);
        Span<int> incumbents = Extend(Incumbent, count);
        Span<long?> seeds = Extend(Seed, count);
        Span<double> costs = Extend(Cost, count), clocks = Extend(Clock, count), rewards = Extend(Reward, count);
        for (int i = 0; i < count; i++)
        {
            ref readonly LogPoint point = ref points[steps[i]];
            architectures[i] = point.Architecture;
            epochs[i] = point.Epochs;
            costs[i] = point.Cost;
            clocks[i] = point.Clock;
            workers[i] = point.Worker;
            rewards[i] = point.Reward;
            incumbents[i] = point.Incumbent;
            seeds[i] = oracle.Seed(point.Architecture, point.Epochs, point.Draw);
        }
        for (int objective = 0; objective < Objectives.Count; objective++)
        {
            Span<double> values = Extend(Objectives[objective], count);
            for (int i = 0; i < count; i++)
                values[i] = oracle.Objectives(architectures[i])[objective];
        }
    }

    /// <summary>Forgets all rows and keeps their room.</summary>
    internal void Clear()
    {
        foreach (List<int> column in new[] { Trial, Step, Architecture, Epochs, Worker, Incumbent })
            column.Clear();
        foreach (List<double> column in (List<double>[])[Cost, Clock, Reward, .. Objectives, Hypervolume, ExactHypervolume])
            column.Clear();
        Seed.Clear();
        Front.Clear();
    }

    private static Span<T> Extend<T>(List<T> column, int count)
    {
        CollectionsMarshal.SetCount(column, column.Count + count);
        return CollectionsMarshal.AsSpan(column)[^count..];
    }
}
