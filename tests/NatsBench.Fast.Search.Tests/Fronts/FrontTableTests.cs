using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Fronts;

/// <summary>Exact fronts and hypervolumes at reported accuracies, held against their definition.</summary>
public sealed class FrontTableTests(SearchScenes scenes)
{
    [Theory]
    [InlineData("tss sparse collapsed")]
    [InlineData("sss")]
    [InlineData("sss sparse")]
    public void The_exact_front_is_that_of_all_that_may_be_proposed(string scene)
    {
        TableOracle oracle = scenes[scene];
        ReportTable report = oracle.Report(Dataset.Cifar100);
        ExactFront exact = new FrontTable(oracle, report).Exact;
        Assert.Equal(
            Enumerable.Range(0, oracle.Quantities.Count).Select(i => oracle.Space.Allowed.ToArray().Max(architecture => oracle.Objectives(architecture)[i])),
            exact.Reference);
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
        FrontTable table = new(oracle, report);
        Random random = new(1);
        for (int count = 0; count < 30; count++)
        {
            int[] architectures = [.. Enumerable.Range(0, count).Select(_ => random.Next(oracle.Space.Count)).Distinct()];
            FrontOutcome measured = table.Measure(architectures);
            Assert.Equal(architectures.Length, measured.Size);
            Assert.Equal(Naive(report.Valid.ToArray()), measured.Valid, 1e-9 * table.Exact.Valid.Hypervolume);
            Assert.Equal(Naive(report.Test.ToArray()), measured.Test, 1e-9 * table.Exact.Test.Hypervolume);

            double Naive(double[] accuracies) => NaiveFronts.Hypervolume(
                [.. architectures.Select(architecture => Point(oracle, architecture, accuracies))], [0, .. table.Exact.Reference]);
        }
        FrontOutcome all = table.Measure(oracle.Space.Allowed);
        Assert.Equal((table.Exact.Valid.Hypervolume, table.Exact.Test.Hypervolume), (all.Valid, all.Test));
    }

    [Fact]
    public void What_was_never_measured_sets_no_reference_and_adds_nothing()
    {
        // Flops are 1 to 3 by the first layer; of the widest ones nothing is known, or no number.
        FormulaOracle oracle = OracleOf(digits => digits[0] switch { 7 => double.NaN, 6 => double.PositiveInfinity, 5 => double.NegativeInfinity, var width => 1 + width / 2.0 });
        double[] accuracies = [.. Enumerable.Range(0, oracle.Space.Count).Select(architecture => 10.0 * (1 + oracle.Space.Digits(architecture)[0]))];
        FrontTable table = new(oracle, new ReportTable(Dataset.Cifar10, accuracies, accuracies, oracle.Space.Allowed));
        Assert.Equal([3], table.Exact.Reference);
        // Of widths 0 to 4 each is on the front with all networks of its first layer; the last has the reference's own cost.
        Assert.Equal(new FrontVolume(5 * oracle.Space.Count / 8, 2 * 10 + 1.5 * 10 + 1 * 10 + 0.5 * 10), table.Exact.Valid);
        Assert.Equal(new FrontOutcome(1, 0, 0), table.Measure([oracle.Space.Resolve([7, 0, 0, 0, 0])]));
    }

    [Fact]
    public void A_cost_that_nobody_has_is_refused()
    {
        FormulaOracle oracle = OracleOf(_ => double.NaN);
        double[] accuracies = new double[oracle.Space.Count];
        Assert.Contains("Flops", Assert.Throws<NatsBenchException>(
            () => new FrontTable(oracle, new ReportTable(Dataset.Cifar10, accuracies, accuracies, oracle.Space.Allowed))).Message, StringComparison.Ordinal);
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
