using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>The limit of final metrics: loss and accuracy of validation and test from plain arrays by bare pointers, nothing checked.</summary>
internal sealed class BareFinals
{
    private readonly double[] _validLoss, _validAccuracy, _testLoss, _testAccuracy;

    public BareFinals(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        MoreInfo[] infos = [.. Enumerable.Range(0, bench.Count).Select(index => bench.Runs(index, dataset, setting).Mean().MoreInfo())];
        _validLoss = [.. infos.Select(info => info.Validation!.Value.Loss!.Value)];
        _validAccuracy = [.. infos.Select(info => info.Validation!.Value.Accuracy!.Value)];
        _testLoss = [.. infos.Select(info => info.Test!.Value.Loss!.Value)];
        _testAccuracy = [.. infos.Select(info => info.Test!.Value.Accuracy!.Value)];
    }

    public unsafe double Run(SplitMix64 random, int queries)
    {
        double sum = 0;
        fixed (double* validLoss = _validLoss, validAccuracy = _validAccuracy, testLoss = _testLoss, testAccuracy = _testAccuracy)
            for (int i = 0; i < queries; i++)
            {
                int architecture = random.NextIndex(_validLoss.Length);
                sum += validLoss[architecture] + validAccuracy[architecture] + testLoss[architecture] + testAccuracy[architecture];
            }
        return sum;
    }
}
