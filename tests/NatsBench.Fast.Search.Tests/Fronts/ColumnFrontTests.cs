using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Tests.Fronts;

/// <summary>Fronts of columns against the definition, and their reference point.</summary>
public sealed class ColumnFrontTests
{
    private static readonly Quantity Score = Quantity.Of("score", "", Direction.Maximise, _ => 0);

    [Fact]
    public void Members_are_those_that_no_other_dominates() =>
        Gen.Int[-1, 6].Select(i => i < 0 ? double.NaN : i).Array[2, 40].Where(values => values.Any(value => value > 0)).Sample(accuracies =>
        {
            double[] flops = [.. accuracies.Select((value, i) => (i * 7 + 3) % 5 + 1.0)];
            ColumnFront front = ColumnFront.Of([Quantity.Named("valid-accuracy"), Quantity.Flops], [accuracies, flops], [accuracies, flops]);
            int[] there = [.. Enumerable.Range(0, flops.Length).Where(i => !double.IsNaN(accuracies[i]))];
            IEnumerable<int> members = there.Where(i => !there.Any(j =>
                accuracies[j] >= accuracies[i] && flops[j] <= flops[i] && (accuracies[j] > accuracies[i] || flops[j] < flops[i])));
            Assert.Equal(members.OrderByDescending(i => accuracies[i]).ThenBy(i => i), front.Architectures);
            double worst = flops.Max() == flops.Min() ? flops.Max() + 1 : flops.Max();
            Assert.Equal([0, worst], front.Reference);
            // All values are whole: the volume is the number of unit squares that a member covers.
            int covered = 0;
            for (int a = 0; a < 6; a++)
                for (int f = 1; f < worst; f++)
                    covered += there.Any(i => accuracies[i] > a && flops[i] <= f) ? 1 : 0;
            Assert.Equal(covered, front.Hypervolume, 1e-9);
        });

    [Fact]
    public void The_reference_point_is_among_all_or_given()
    {
        double[] all = [1, 2, 5], some = [1, 2, double.NaN];
        Assert.Equal([5, 1], ColumnFront.Of([Quantity.Flops, Score], [some, some], [all, all]).Reference);
        Assert.Equal([9, -3], ColumnFront.Of([Quantity.Flops, Score], [some, some], [all, all], [9, -3]).Reference);
        Assert.Throws<NatsBenchException>(() => ColumnFront.Of([Quantity.Flops, Score], [some, some], [all, all], [9]));
        Assert.Throws<NatsBenchException>(() => ColumnFront.Of([Quantity.Flops], [[double.NaN]], [[double.NaN]]));
    }
}
