using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Comparing;

/// <summary>What a table tells exactly, against plain loops and simulated draws.</summary>
public sealed class TableReferenceTests : IDisposable
{
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("cifar10", "cifar10-valid", "x-valid", "cifar10", "ori-test")]
    [InlineData("cifar100", "cifar100", "x-valid", "cifar100", "x-test")]
    public void The_best_is_that_of_plain_loops(string dataset, string validTrained, string validSet, string testTrained, string testSet)
    {
        TableReference reference = TableReference.Of(new BenchmarkTable(_bench), new Dataset(dataset));
        TrainingSetting full = TrainingSetting.Epochs200;
        double[] valid = _bench.Table(new Dataset(validTrained), full).Accuracy(new EvaluationSet(validSet)).ToArray();
        double[] test = _bench.Table(new Dataset(testTrained), full).Accuracy(new EvaluationSet(testSet)).ToArray();
        int byValid = Array.IndexOf(valid, valid.Max()), byTest = Array.IndexOf(test, test.Max());
        Assert.Equal([(byValid, valid[byValid]), (byTest, test[byTest])], reference.Best.Take(2).Select(best => (best.Architecture, best.Value)));
        (int Architecture, long Seed, double Accuracy)[] trainings = [.. Enumerable.Range(0, test.Length).SelectMany(architecture =>
            _bench.Table(new Dataset(testTrained), full).Seeds(architecture).ToArray()
                .Select(seed => (architecture, seed, _bench.Table(new Dataset(testTrained), full).Accuracy(new EvaluationSet(testSet), seed: seed)[architecture])))];
        Assert.Equal(trainings.Max(training => training.Accuracy), reference.Best[3].Value);
        Assert.Contains(trainings, training => training == (reference.Best[3].Architecture, reference.Best[3].Seed!.Value, reference.Best[3].Value));
        Assert.Equal(test.Average(), reference.Scale.RandomTest, 1e-9);
        Assert.Equal((0, 1), (reference.Scale.Test(reference.Scale.RandomTest), reference.Scale.Test(test.Max())));
        Assert.Equal((0, 1), (reference.Scale.Valid(reference.Scale.RandomValid), reference.Scale.Valid(valid.Max())));
    }

    [Fact]
    public void The_chance_of_one_best_is_that_of_simulated_draws()
    {
        Dataset dataset = Dataset.Cifar100;
        NoiseFloor noise = TableReference.Of(new BenchmarkTable(_bench), dataset).Noise;
        SeedColumns valid = SeedColumns.Valid(_bench, dataset), test = SeedColumns.Test(_bench, dataset);
        double[] means = new BenchmarkTable(_bench).Report(dataset).Test.ToArray();
        // The others never win.
        int[] rivals = [.. Enumerable.Range(0, means.Length).OrderByDescending(architecture => means[architecture]).Take(3000).Order()];
        const int Draws = 4000;
        SplitMix64 random = new(3);
        int same = 0;
        double regret = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            int byValid = Winner(valid), byTest = Winner(test);
            same += byValid == byTest ? 1 : 0;
            regret += means.Max() - means[byValid];
        }
        double error = Math.Sqrt(noise.SameBest * (1 - noise.SameBest) / Draws);
        Assert.InRange((double)same / Draws, noise.SameBest - (4 * error) - 1e-3, noise.SameBest + (4 * error) + 1e-3);
        Assert.InRange(regret / Draws, 0.9 * noise.SelectionRegret, 1.1 * noise.SelectionRegret);
        Assert.Equal(1, WinningChances.Of(valid).Values.Sum(), 1e-12);

        int Winner(SeedColumns columns)
        {
            (int best, double value) = (-1, double.NegativeInfinity);
            foreach (int architecture in rivals)
            {
                double own = columns[architecture][random.NextIndex(columns[architecture].Length)].Accuracy;
                if (own > value)
                    (best, value) = (architecture, own);
            }
            return best;
        }
    }

    [Fact]
    public void The_deviation_between_seeds_is_pooled_over_the_top()
    {
        Dataset dataset = Dataset.Cifar10;
        TableReference reference = TableReference.Of(new BenchmarkTable(_bench), dataset);
        double[] means = new BenchmarkTable(_bench).Report(dataset).Test.ToArray();
        SeedColumns test = SeedColumns.Test(_bench, dataset);
        double[][] several = [.. Enumerable.Range(0, means.Length).OrderByDescending(architecture => means[architecture]).Take(NoiseFloor.Top)
            .Select(architecture => test[architecture].ToArray().Select(training => training.Accuracy).ToArray()).Where(own => own.Length > 1)];
        Assert.NotEmpty(several);
        Assert.Equal(several.Length, reference.Noise.Architectures);
        Assert.Equal(
            Math.Sqrt(several.Average(own => own.Sum(a => Math.Pow(a - own.Average(), 2)) / (own.Length - 1))), reference.Noise.TestDeviation, 1e-12);
    }
}
