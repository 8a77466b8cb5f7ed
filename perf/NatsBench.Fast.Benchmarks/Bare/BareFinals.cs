using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// The limits of final metrics: loss and accuracy of validation and test by bare pointers, nothing checked. Which layout is faster hangs on
/// the caches: a column each needs no arithmetic for its addresses, a row an architecture touches one cache line instead of four.
/// </summary>
internal sealed unsafe class BareFinals
{
    private readonly double* _validLoss, _validAccuracy, _testLoss, _testAccuracy, _rows;
    private readonly int _count;

    public BareFinals(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        MoreInfo[] infos = [.. Enumerable.Range(0, bench.Count).Select(index => bench.Runs(index, dataset, setting).Mean().MoreInfo())];
        _count = infos.Length;
        _validLoss = BareMemory.Of<double>([.. infos.Select(info => info.Validation!.Value.Loss!.Value)]);
        _validAccuracy = BareMemory.Of<double>([.. infos.Select(info => info.Validation!.Value.Accuracy!.Value)]);
        _testLoss = BareMemory.Of<double>([.. infos.Select(info => info.Test!.Value.Loss!.Value)]);
        _testAccuracy = BareMemory.Of<double>([.. infos.Select(info => info.Test!.Value.Accuracy!.Value)]);
        _rows = BareMemory.Of<double>([.. Enumerable.Range(0, _count).SelectMany(i =>
            (double[])[_validLoss[i], _validAccuracy[i], _testLoss[i], _testAccuracy[i]])]);
    }

    public double Columns(SplitMix64 random, int queries)
    {
        double sum = 0;
        int count = _count;
        double* validLoss = _validLoss, validAccuracy = _validAccuracy, testLoss = _testLoss, testAccuracy = _testAccuracy;
        for (int i = 0; i < queries; i++)
        {
            int architecture = random.NextIndex(count);
            sum += validLoss[architecture] + validAccuracy[architecture] + testLoss[architecture] + testAccuracy[architecture];
        }
        return sum;
    }

    public double Rows(SplitMix64 random, int queries)
    {
        double sum = 0;
        int count = _count;
        double* rows = _rows;
        for (int i = 0; i < queries; i++)
        {
            double* row = rows + 4 * (nint)random.NextIndex(count);
            sum += row[0] + row[1] + row[2] + row[3];
        }
        return sum;
    }
}
