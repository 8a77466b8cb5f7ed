using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Fronts;

/// <summary>Exact fronts and hypervolumes at reported accuracies, held against their definition.</summary>
public sealed class FrontTableTests(SearchScenes scenes)
{
    [Theory]
    [InlineData("tss sparse collapsed")]
    [InlineData("sss sparse")]
    [InlineData("three objectives")]
    public void The_exact_front_is_that_of_all_that_may_be_proposed(string scene)
    {
        TableOracle oracle = scene != "three objectives" ? scenes[scene] : TableOracle.Bind(
            scenes.Architectures("tss"), Dataset.Cifar10, new OracleOptions { Isomorphs = Isomorphs.Lowest, Quantities = [Quantity.Flops, Quantity.Latency] });
        ReportTable report = oracle.Report(Dataset.Cifar100);
        ExactFront exact = new FrontTable(oracle, oracle.BestRewards(), report).Exact;
        Assert.Equal(
            Enumerable.Range(0, oracle.Quantities.Count).Select(i => oracle.Space.Allowed.ToArray().Max(architecture => oracle.Objectives(architecture)[i])),
            exact.Reference);
        AssertEqual(Naive(BestRewards(oracle)), exact.Reward);
        AssertEqual(Naive(report.Valid.ToArray()), exact.Valid);
        AssertEqual(Naive(report.Test.ToArray()), exact.Test);

        FrontVolume Naive(double[] accuracies)
        {
            double[][] points = [.. oracle.Space.Allowed.ToArray().Select(architecture => Point(oracle, architecture, accuracies))];
            int[] front = NaiveFronts.Front(points);
            return new FrontVolume(front.Length, NaiveFronts.Hypervolume([.. front.Select(place => points[place])], [0, .. exact.Reference]));
        }
    }

    [Fact]
    public void A_front_is_measured_at_the_reported_accuracies_of_its_architectures()
    {
        TableOracle oracle = scenes["sss"];
        ReportTable report = oracle.Report(Dataset.Cifar10);
        FrontTable table = new(oracle, oracle.BestRewards(), report);
        TrialFront front = new(oracle);
        for (int trial = 0; trial < 30; trial++)
        {
            front.Take(oracle.Run("random", Budget.OfEvaluations(1 + 10 * trial), trial), Budget.OfEvaluations(300));
            int[] architectures = front.Architectures.ToArray();
            FrontOutcome measured = table.Measure(front);
            Assert.Equal((architectures.Length, front.Hypervolume(table.Exact.Reference)), (measured.Size, measured.Reward));
            Assert.InRange(measured.Reward, 0, table.Exact.Reward.Hypervolume);
            Assert.Equal(Naive(report.Valid.ToArray()), measured.Valid, 1e-9 * table.Exact.Valid.Hypervolume);
            Assert.Equal(Naive(report.Test.ToArray()), measured.Test, 1e-9 * table.Exact.Test.Hypervolume);

            double Naive(double[] accuracies) => NaiveFronts.Hypervolume(
                [.. architectures.Select(architecture => Point(oracle, architecture, accuracies))], [0, .. table.Exact.Reference]);
        }
    }

    [Fact]
    public void What_was_never_measured_sets_no_reference_and_adds_nothing()
    {
        // Flops are 1 to 3 by the first layer; of the widest ones nothing is known, or no number.
        FormulaOracle oracle = OracleOf(digits => digits[0] switch { 7 => double.NaN, 6 => double.PositiveInfinity, 5 => double.NegativeInfinity, var width => 1 + width / 2.0 });
        double[] accuracies = [.. Enumerable.Range(0, oracle.Space.Count).Select(architecture => 10.0 * (1 + oracle.Space.Digits(architecture)[0]))];
        FrontTable table = new(oracle, accuracies, new ReportTable(Dataset.Cifar10, accuracies, accuracies, oracle.Space.Allowed));
        Assert.Equal([3], table.Exact.Reference);
        // Of widths 0 to 4 each is on the front with all networks of its first layer; the last has the reference's own cost.
        Assert.Equal(new FrontVolume(5 * oracle.Space.Count / 8, 2 * 10 + 1.5 * 10 + 1 * 10 + 0.5 * 10), table.Exact.Valid);
        Assert.Equal(table.Exact.Valid, table.Exact.Reward);
        TrialFront front = new(oracle);
        front.Add(new LogPoint(1, 1, 80, oracle.Space.Resolve([7, 0, 0, 0, 0]), 12, 0, 0, 0));
        Assert.Equal(default, table.Measure(front));
    }

    [Fact]
    public void What_is_maximised_is_the_same_as_its_negative_minimised_with_a_reference_in_its_own_unit()
    {
        double[] accuracies = [.. Enumerable.Range(0, SizeNetwork.Count).Select(architecture => architecture * 7 % 90.0)];
        (FrontTable Table, FrontOutcome Outcome)[] both = [.. new[] { 1, -1 }.Select(sign =>
        {
            Quantity spare = Quantity.Of("spare", "", sign > 0 ? Direction.Maximise : Direction.Minimise, _ => 0);
            FormulaOracle oracle = new(SearchSpace.Size, [12], (digits, _) => digits.Sum(digit => digit)) { Quantities = [spare], Costs = digits => [sign * (20.0 - digits[1] - digits[4])] };
            FrontTable table = new(oracle, accuracies, new ReportTable(Dataset.Cifar10, accuracies, accuracies, oracle.Space.Allowed));
            TrialFront front = new(oracle);
            front.Take(oracle.Run("random", 100), Budget.OfEvaluations(100));
            return (table, table.Measure(front));
        })];
        Assert.Equal([6], both[0].Table.Exact.Reference);
        Assert.Equal([-6], both[1].Table.Exact.Reference);
        Assert.Equal(both[1].Table.Exact.Test, both[0].Table.Exact.Test);
        Assert.Equal(both[1].Outcome, both[0].Outcome);
        Assert.True(both[0].Outcome is { Size: > 1, Reward: > 0, Test: > 0 });
    }

    [Fact]
    public void A_cost_that_is_the_same_for_all_leaves_the_others_as_they_are()
    {
        double[] accuracies = [.. Enumerable.Range(0, SizeNetwork.Count).Select(architecture => architecture % 90.0)];
        ExactFront Of(Func<byte[], double[]> costs, int count)
        {
            FormulaOracle oracle = new(SearchSpace.Size, [12], (_, _) => 1) { Quantities = [.. new[] { Quantity.Flops, Quantity.Params }.Take(count)], Costs = costs };
            return new FrontTable(oracle, accuracies, new ReportTable(Dataset.Cifar10, accuracies, accuracies, oracle.Space.Allowed)).Exact;
        }

        ExactFront one = Of(digits => [digits[1] + digits[4]], 1), two = Of(digits => [digits[1] + digits[4], 0.5], 2);
        Assert.Equal([14, 1.5], two.Reference);
        Assert.Equal((one.Reward, one.Valid, one.Test), (two.Reward, two.Valid, two.Test));
        Assert.True(one.Test.Hypervolume > 0);
    }

    [Fact]
    public void A_cost_that_nobody_has_is_refused()
    {
        FormulaOracle oracle = OracleOf(_ => double.NaN);
        double[] accuracies = new double[oracle.Space.Count];
        Assert.Contains("flops", Assert.Throws<NatsBenchException>(
            () => new FrontTable(oracle, accuracies, new ReportTable(Dataset.Cifar10, accuracies, accuracies, oracle.Space.Allowed))).Message, StringComparison.Ordinal);
    }

    // By many draws instead of as few as tell the seeds apart.
    private static double[] BestRewards(TableOracle oracle)
    {
        double[] rewards = new double[oracle.Space.Count];
        foreach (int architecture in oracle.Space.Allowed)
            rewards[architecture] = Enumerable.Range(0, 60).Max(i => oracle.Evaluate(architecture, oracle.Fidelities.Full, (uint)((i + 0.5) / 60 * uint.MaxValue)).Accuracy);
        return rewards;
    }

    private static FormulaOracle OracleOf(Func<byte[], double> cost) => new(SearchSpace.Size, [12], (_, _) => 1)
    {
        Quantities = [Quantity.Flops],
        Costs = digits => [cost(digits)],
    };

    private static double[] Point(TableOracle oracle, int architecture, double[] accuracies) =>
        [-accuracies[architecture], .. oracle.Objectives(architecture)];

    private static void AssertEqual(FrontVolume expected, FrontVolume actual)
    {
        Assert.Equal(expected.Size, actual.Size);
        Assert.Equal(expected.Hypervolume, actual.Hypervolume, 1e-9 * expected.Hypervolume);
    }
}
