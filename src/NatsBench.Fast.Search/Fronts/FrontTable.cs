using NatsBench.Fast.Scans;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Fronts;

/// <summary>
/// Measures fronts by hypervolume, as the search saw them and at the accuracies that are reported of a dataset, against the objectives of the
/// dataset searched on. The reference point is accuracy 0 and the worst of each objective among all architectures that may be proposed. Immutable,
/// thread-safe.
/// </summary>
public sealed class FrontTable
{
    private readonly IOracle _oracle;
    private readonly ReportTable _report;
    private readonly double[] _reference;

    /// <summary>Finds the reference point and the exact fronts.</summary>
    /// <param name="oracle">Tells the architectures that may be proposed, and their objectives.</param>
    /// <param name="rewards">The best reward that each architecture can give (<see cref="TableOracle.BestRewards"/>), percent.</param>
    /// <param name="report">The accuracies that are reported.</param>
    /// <exception cref="NatsBenchException">An objective was measured of no architecture that may be proposed.</exception>
    public FrontTable(IOracle oracle, ReadOnlySpan<double> rewards, ReportTable report)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(report);
        (_oracle, _report) = (oracle, report);
        _reference = ReferenceOf(oracle);
        Exact = new ExactFront([.. _reference.Skip(1).Zip(oracle.Quantities, (loss, quantity) => quantity.Loss(loss))], Whole(rewards), Whole(report.Valid), Whole(report.Test));
    }

    /// <summary>The fronts of all architectures that may be proposed.</summary>
    public ExactFront Exact { get; }

    /// <summary>Measures the front of a trial.</summary>
    /// <param name="front">The front.</param>
    public FrontOutcome Measure(TrialFront front)
    {
        ArgumentNullException.ThrowIfNull(front);
        return new FrontOutcome(
            front.Steps.Length, front.Hypervolume(Exact.Reference), Hypervolume(front.Architectures, _report.Valid),
            Hypervolume(front.Architectures, _report.Test));
    }

    private static double[] ReferenceOf(IOracle oracle)
    {
        double[] reference = new double[Losses.Count(oracle)], least = new double[reference.Length], point = new double[reference.Length];
        Array.Fill(reference, double.NaN);
        Array.Fill(least, double.NaN);
        (reference[0], least[0]) = (0, -1);
        foreach (int architecture in oracle.Space.Allowed)
        {
            Losses.Write(oracle, architecture, 0, point);
            for (int i = 1; i < point.Length; i++)
                (least[i], reference[i]) = (double.MinNumber(least[i], point[i]), double.MaxNumber(reference[i], point[i]));
        }
        // What is the same for all would leave nothing to dominate; so it counts once.
        for (int i = 1; i < reference.Length; i++)
            reference[i] += reference[i] == least[i] ? 1 : 0;
        int unknown = Array.FindIndex(reference, double.IsNaN);
        return unknown < 0 ? reference : throw new NatsBenchException(
            $"no architecture that may be proposed has a number of the objective {oracle.Quantities[unknown - 1]}; leave it out");
    }

    private FrontVolume Whole(ReadOnlySpan<double> accuracies)
    {
        ReadOnlySpan<int> all = _oracle.Space.Allowed;
        return new FrontVolume(
            Scan.ParetoFront(Points(all, accuracies), _reference.Length, new int[all.Length]), Hypervolume(all, accuracies));
    }

    private double Hypervolume(ReadOnlySpan<int> architectures, ReadOnlySpan<double> accuracies) =>
        Scan.Hypervolume(Points(architectures, accuracies), _reference);

    private double[] Points(ReadOnlySpan<int> architectures, ReadOnlySpan<double> accuracies)
    {
        double[] points = new double[architectures.Length * _reference.Length];
        for (int i = 0; i < architectures.Length; i++)
            Losses.Write(_oracle, architectures[i], accuracies[architectures[i]], points.AsSpan(i * _reference.Length, _reference.Length));
        return points;
    }
}
