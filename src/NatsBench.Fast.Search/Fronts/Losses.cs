using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Fronts;

/// <summary>Architectures as points whose every number is to be minimised: the accuracy and whatever is maximised with its sign turned.</summary>
internal static class Losses
{
    /// <summary>How many numbers a point has.</summary>
    public static int Count(IOracle oracle) => 1 + oracle.Quantities.Count;

    /// <summary>Writes the point of an architecture. What is no finite number was never measured, and becomes NaN.</summary>
    /// <returns>False where the point lacks a number, and so is on no front.</returns>
    public static bool Write(IOracle oracle, int architecture, double accuracy, Span<double> point)
    {
        point[0] = -accuracy;
        oracle.Objectives(architecture).CopyTo(point[1..]);
        for (int i = 1; i < point.Length; i++)
            point[i] = oracle.Quantities[i - 1].Loss(point[i]);
        bool isWhole = true;
        foreach (ref double loss in point)
            if (!double.IsFinite(loss))
                (loss, isWhole) = (double.NaN, false);
        return isWhole;
    }
}
