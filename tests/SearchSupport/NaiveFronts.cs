namespace NatsBench.Fast.TestSupport;

/// <summary>Fronts and hypervolumes of few points, by their definition. All numbers are to be minimised; whoever lacks one (NaN) is no point.</summary>
internal static class NaiveFronts
{
    /// <summary>The places of the points that no other dominates.</summary>
    public static int[] Front(IReadOnlyList<double[]> points) =>
        [.. Enumerable.Range(0, points.Count).Where(i => !points[i].Any(double.IsNaN) && !points.Any(other => Dominates(other, points[i])))];

    /// <summary>The volume of all cells of the grid through the points and the reference that some point dominates.</summary>
    public static double Hypervolume(IReadOnlyList<double[]> points, double[] reference)
    {
        double[][] inside = [.. points.Where(point => point.Zip(reference).All(pair => pair.First < pair.Second))];
        double[][] edges = [.. Enumerable.Range(0, reference.Length).Select(
            objective => inside.Select(point => point[objective]).Append(reference[objective]).Distinct().Order().ToArray())];
        return Cells([], 1);

        double Cells(double[] corner, double volume)
        {
            if (corner.Length == reference.Length)
                return inside.Any(point => point.Zip(corner).All(pair => pair.First <= pair.Second)) ? volume : 0;
            double[] own = edges[corner.Length];
            return Enumerable.Range(0, own.Length - 1).Sum(i => Cells([.. corner, own[i]], volume * (own[i + 1] - own[i])));
        }
    }

    private static bool Dominates(double[] point, double[] other) =>
        point.Zip(other).All(pair => pair.First <= pair.Second) && point.Zip(other).Any(pair => pair.First < pair.Second);
}
