using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>The accuracies that papers report of every architecture: after the full training, mean over all stored seeds, percent; NaN where absent.</summary>
internal readonly ref struct ReportColumns
{
    private ReportColumns(ReadOnlySpan<double> valid, ReadOnlySpan<double> test)
    {
        Valid = valid;
        Test = test;
    }

    public ReadOnlySpan<double> Valid { get; }

    public ReadOnlySpan<double> Test { get; }

    /// <exception cref="NatsBenchException">The file has no full training on the dataset.</exception>
    public static ReportColumns Read(NatsBenchmark bench, Dataset dataset)
    {
        (Dataset validTrained, EvaluationSet valid) = ReportedSets.Validation(bench.Space, dataset);
        (Dataset testTrained, EvaluationSet test) = ReportedSets.Test(dataset);
        TrainingSetting full = bench.Space.FullTraining();
        return new ReportColumns(bench.Table(validTrained, full).Accuracy(valid), bench.Table(testTrained, full).Accuracy(test));
    }
}
