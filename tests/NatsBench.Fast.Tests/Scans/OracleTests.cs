using System.Globalization;
using NatsBench.Fast.Scans;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Scans;

/// <summary>Statistics against those of numpy and scipy (ScanCases.txt, made by scan_cases.py).</summary>
public sealed class OracleTests
{
    // Both sides round sums in orders of their own.
    private const double Tolerance = 1e-13;

    public static TheoryData<string> Cases => [.. File.ReadLines(
        Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Tests", "Scans", "ScanCases.txt"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Answers_are_those_of_numpy_and_scipy(string line)
    {
        string[] parts = line.Split(' ');
        (double[] first, double[] second) = Draw(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
        double[] expected = [.. parts[3..^1].Select(part =>
            BitConverter.UInt64BitsToDouble(ulong.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];

        ColumnSummary summary = Scan.Summarize(first);
        Assert.Equal(int.Parse(parts[2], CultureInfo.InvariantCulture), summary.Count);
        Assert.Equal(expected[0], summary.Minimum);
        Assert.Equal(expected[1], summary.Maximum);
        AssertNear(expected[2], summary.Mean);
        AssertNear(expected[3], summary.Variance);
        AssertNear(expected[4], summary.SampleVariance);
        AssertNear(expected[5], Scan.PercentileRank(first, 50));
        // Tau is a quotient of exact counts on both sides.
        Assert.Equal(expected[6], Scan.KendallCorrelation(first, second));
        AssertNear(expected[7], Scan.SpearmanCorrelation(first, second));

        int[] bins = new int[7];
        (double minimum, double maximum) = parts[0] switch { "tied" => (2, 9), "decimal" => (0.1, 0.8), _ => (10.0, 90.0) };
        int counted = Scan.Histogram(first, minimum, maximum, bins);
        Assert.Equal(bins.Sum(), counted);
        Assert.Equal(parts[^1], string.Join(',', bins));
    }

    private static void AssertNear(double expected, double actual)
    {
        if (double.IsNaN(expected))
            Assert.Equal(expected, actual);
        else
            Assert.Equal(expected, actual, Tolerance * Math.Max(1, Math.Abs(expected)));
    }

    private static (double[] First, double[] Second) Draw(string kind, int length)
    {
        ulong state = 12345 + (ulong)length;
        double[] drawn = new double[2 * length];
        foreach (ref double value in drawn.AsSpan())
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            value = state >> 40;
        }
        double[] first = [.. drawn[..length].Select(value => value / (1 << 24) * 100)];
        double[] second = [.. first.Zip(drawn[length..], (value, other) => value / 2 + other / (1 << 24) * 40)];
        return kind switch
        {
            "tied" => ([.. first.Select(value => Math.Floor(value / 10))], [.. second.Select(value => Math.Floor(value / 4))]),
            "decimal" => ([.. drawn[..length].Select(value => value % 100 / 10)], second),
            "absent" => ([.. first.Zip(drawn, (value, raw) => raw % 5 == 0 ? double.NaN : value)], second),
            _ => (first, second),
        };
    }
}
