using NatsBench.Fast.Model;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Fronts;

/// <summary>
/// The front of columns by their directions and its hypervolume. The reference point is that of searches: 0 for what is maximised in percent, else
/// the worst among all, and 1 more where all are equal. Immutable, thread-safe.
/// </summary>
/// <param name="Architectures">The architectures of the front by index, the best in the first objective first, of equal ones the lower index first.</param>
/// <param name="Reference">The reference point, each in its objective's unit.</param>
/// <param name="Hypervolume">The volume between reference point and front, in the product of the units.</param>
public sealed record ColumnFront(IReadOnlyList<int> Architectures, IReadOnlyList<double> Reference, double Hypervolume)
{
    /// <summary>The front of some architectures.</summary>
    /// <param name="quantities">The objectives, one or more.</param>
    /// <param name="values">The value of each architecture in each objective; NaN in one for those that do not count.</param>
    /// <param name="all">The same of all, among which the worst is sought.</param>
    /// <param name="reference">Another reference point, each in its objective's unit; null for that of searches.</param>
    /// <exception cref="NatsBenchException">No architecture has a finite number of an objective, or the reference point has too many or too few numbers.</exception>
    public static ColumnFront Of(
        IReadOnlyList<Quantity> quantities, IReadOnlyList<double[]> values, IReadOnlyList<double[]> all, IReadOnlyList<double>? reference = null)
    {
        ArgumentNullException.ThrowIfNull(quantities);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(all);
        if (reference is not null && reference.Count != quantities.Count)
            throw new NatsBenchException($"a reference point of {string.Join(", ", quantities)} has {quantities.Count} numbers, not {reference.Count}");
        double[] point = [.. reference ?? quantities.Select((quantity, i) => Worst(quantity, all[i]))];
        Objectives objectives = Objectives.None;
        for (int i = 0; i < quantities.Count; i++)
            objectives = quantities[i].Direction == Direction.Maximise ? objectives.Maximise(values[i]) : objectives.Minimise(values[i]);
        int[] front = new int[values[0].Length];
        IEnumerable<int> members = front.Take(Scan.ParetoFront(objectives, front));
        return new ColumnFront([.. members.OrderBy(index => quantities[0].Loss(values[0][index]))], point, Scan.Hypervolume(objectives, point));
    }

    private static double Worst(Quantity quantity, double[] column)
    {
        if (quantity is { Direction: Direction.Maximise, Unit: "%" })
            return 0;
        double worst = double.NaN, best = double.NaN;
        foreach (double loss in column.Where(double.IsFinite).Select(quantity.Loss))
            (worst, best) = (double.MaxNumber(worst, loss), double.MinNumber(best, loss));
        return double.IsNaN(worst) ? throw new NatsBenchException($"no architecture has a number of {quantity}") : quantity.Loss(worst == best ? worst + 1 : worst);
    }
}
