using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Fronts;

/// <summary>Which log points are the front of a trial.</summary>
public sealed class TrialFrontTests(SearchScenes scenes)
{
    // The first layer's width is the only cost; networks of the widest were never measured.
    private static readonly FormulaOracle Oracle = new(SearchSpace.Size, [1, 12], (digits, _) => digits.Sum(digit => digit))
    {
        Quantities = [Quantity.Flops],
        Costs = digits => [digits[0] == 7 ? double.NaN : digits[0]],
    };

    public static TheoryData<string, string, int, double> Trials { get; } =
    [
        .. from scene in (string[])["tss", "tss sparse collapsed", "sss"]
           from algorithm in (string[])["nsga2", "random", "bohb", "asha", "local-search"]
           from workers in (int[])[1, 7]
           from seconds in (double[])[0.25, 40, 200]
           select (scene, algorithm, workers, seconds),
    ];

    [Theory, MemberData(nameof(Trials))]
    public void It_is_what_no_other_of_the_longest_trainings_in_time_dominates(string scene, string algorithm, int workers, double trainings)
    {
        TableOracle oracle = scenes[scene];
        double seconds = oracle.Evaluate(oracle.Space.Allowed[0], oracle.Fidelities.Full, 0).Cost * trainings;
        TrialFront front = new(oracle);
        foreach (Budget budget in (Budget[])[Budget.OfSeconds(seconds), Budget.OfEvaluations((int)trainings + 1)])
            for (long trial = 0; trial < 3; trial++)
            {
                LogPoint[] points = oracle.Run(algorithm, budget, trial, workers);
                LogPoint[] inTime = budget.Evaluations is { } evaluations
                    ? points[..int.Min(evaluations, points.Length)]
                    : points.Where(point => point.Clock <= seconds).DefaultIfEmpty(points[0]).ToArray();
                LogPoint[] longest = [.. inTime.Where(point => point.Epochs == inTime.Max(other => other.Epochs))];
                double[][] losses = [.. longest.Select(point => new[] { -point.Reward }.Concat(oracle.Objectives(point.Architecture).ToArray()).ToArray())];
                int[] naive = NaiveFronts.Front(losses);
                front.Take(points, budget);
                int[] steps = [.. naive.Select(place => Array.IndexOf(points, longest[place])).DistinctBy(step => points[step].Architecture)];
                Assert.Equal(steps, front.Steps.ToArray());
                Assert.Equal(steps.Select(step => points[step].Architecture), front.Architectures.ToArray());
                double[] reference = [.. losses[0].Skip(1).Select(cost => cost + 1)];
                double volume = NaiveFronts.Hypervolume([.. naive.Select(place => losses[place])], [0, .. reference]);
                Assert.Equal(volume, front.Hypervolume(reference), 1e-9 * volume);
            }
    }

    [Fact]
    public void Shorter_trainings_late_ones_dominated_repeated_and_unmeasured_ones_are_not_on_it()
    {
        LogPoint[] points =
        [
            Point(1, reward: 90, epochs: 1, 0, 0), // shorter
            Point(2, reward: 50, epochs: 12, 1, 1),
            Point(3, reward: 50, epochs: 12, 1, 2), // another of the same numbers
            Point(4, reward: 50, epochs: 12, 1, 1), // the same again
            Point(5, reward: 40, epochs: 12, 0, 1),
            Point(6, reward: 40, epochs: 12, 1, 3), // dominated
            Point(7, reward: 99, epochs: 12, 7, 0), // never measured
            Point(8, reward: 60, epochs: 12, 2, 0), // at the very budget
            Point(9, reward: 99, epochs: 12, 0, 0), // late
        ];
        Assert.Equal([1, 2, 4, 7], Steps(points, Budget.OfSeconds(8)));
        Assert.Equal([1, 2, 4, 7], Steps(points, Budget.OfEvaluations(8)));
        Assert.Equal([8], Steps(points, Budget.OfEvaluations(100)));
        Assert.Equal([0], Steps(points, Budget.OfSeconds(0.5)));
        Assert.Equal([], Steps(points[6..7], Budget.OfSeconds(8)));
    }

    [Fact]
    public void It_grows_and_begins_anew_when_a_longer_training_comes()
    {
        TrialFront front = new(Oracle);
        // Hypervolumes beyond accuracy 0 and a cost of 4: 50 · 3, with 60 · 2 beside it, then with 55 · 4; at last 1 · 1.
        (LogPoint Point, bool Changes, double Hypervolume)[] steps =
        [
            (Point(1, reward: 50, epochs: 1, 1, 0), true, 150),
            (Point(2, reward: 40, epochs: 1, 1, 1), false, 150),
            (Point(3, reward: 60, epochs: 1, 2, 0), true, 170),
            (Point(4, reward: 55, epochs: 1, 0, 0), true, 230),
            (Point(5, reward: 1, epochs: 12, 3, 0), true, 1),
            (Point(6, reward: 99, epochs: 1, 0, 0), false, 1),
        ];
        foreach ((LogPoint point, bool changes, double hypervolume) in steps)
        {
            Assert.Equal(changes, front.Add(point));
            Assert.Equal(hypervolume, front.Hypervolume([4]));
        }
        Assert.Equal([4], front.Steps.ToArray());
        front.Clear();
        Assert.Equal((0, 0.0), (front.Steps.Length, front.Hypervolume([4])));
        Assert.True(front.Add(Point(1, reward: 1, epochs: 1, 0, 0)));
        Assert.Equal([0], front.Steps.ToArray());
    }

    private static int[] Steps(LogPoint[] points, Budget budget)
    {
        TrialFront front = new(Oracle);
        front.Take(points, budget);
        return front.Steps.ToArray();
    }

    private static LogPoint Point(double clock, double reward, int epochs, byte first, byte second)
    {
        int architecture = Oracle.Space.Resolve([first, second, 0, 0, 0]);
        return new LogPoint(clock, Cost: 1, reward, architecture, epochs, Draw: 0, Worker: 0, Incumbent: architecture);
    }
}
