using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Fronts;

/// <summary>Architectures as points whose every number is to be minimised: the accuracy with its sign turned, then the costs.</summary>
internal static class Losses
{
    /// <summary>How many numbers a point has.</summary>
    public static int Count(IOracle oracle) => 1 + oracle.Quantities.Count;

    /// <summary>Writes the point of an architecture. What is no finite number was never measured: whoever lacks one is on no front.</summary>
    public static void Write(IOracle oracle, int architecture, double accuracy, Span<double> point)
    {
        point[0] = -accuracy;
        oracle.Objectives(architecture).CopyTo(point[1..]);
        foreach (ref double loss in point)
            if (!double.IsFinite(loss))
                loss = double.NaN;
    }
}
