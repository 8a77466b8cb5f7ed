using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>Which fidelities a file can serve.</summary>
internal static class FidelitiesOfFile
{
    /// <summary>The numbers of epochs on an axis, and why there are no others.</summary>
    /// <exception cref="NatsBenchException">The file has no such curve, or no ladder.</exception>
    public static (int[] Epochs, string WhyNotOthers) Of(NatsBenchmark bench, Dataset dataset, FidelityAxis axis)
    {
        if (axis.Setting is not { } setting)
        {
            IReadOnlyList<(int Epochs, TrainingSetting Setting)> rungs = Ladder(bench, dataset);
            int[] epochs = [.. rungs.Select(rung => rung.Epochs)];
            return (epochs, $"the ladder of {bench.Path} has trainings of {string.Join(", ", epochs)} epochs");
        }
        if (bench.Space == SearchSpace.NasBench101 && ModuleEpochs(bench, dataset, setting) is { } two)
            return (two, $"trainings of setting {setting} were measured halfway and at the end, after {string.Join(" and ", two)} epochs; the ladder has one for each setting");
        (int first, int last) = ValidationEpochs(bench, dataset, setting)
            ?? throw new NatsBenchException($"{bench.Path}: no run of {dataset} under setting {setting} has validation accuracies{Partial(bench)}");
        return (
            [.. Enumerable.Range(first, last - first + 1)],
            first == 1
                ? $"the runs of {dataset} under setting {setting} have {last} epochs"
                : $"under setting {setting} {dataset} was validated after epoch {last} alone, and what was measured before contains test images; search on the curve of setting 12 or on the ladder");
    }

    /// <summary>The settings that the file has of a dataset, by their epochs.</summary>
    /// <exception cref="NatsBenchException">There is none.</exception>
    public static IReadOnlyList<(int Epochs, TrainingSetting Setting)> Ladder(NatsBenchmark bench, Dataset dataset)
    {
        List<(int Epochs, TrainingSetting Setting)> rungs = [];
        foreach (TrainingSetting setting in bench.Settings)
            if ((bench.Space == SearchSpace.NasBench101 ? ModuleEpochs(bench, dataset, setting)?[^1] : ValidationEpochs(bench, dataset, setting)?.Last) is { } last)
                rungs.Add((last, setting));
        rungs.Sort((a, b) => a.Epochs != b.Epochs ? a.Epochs.CompareTo(b.Epochs) : string.CompareOrdinal(a.Setting.Key, b.Setting.Key));
        for (int i = 1; i < rungs.Count; i++)
            if (rungs[i].Epochs == rungs[i - 1].Epochs)
                throw new NatsBenchException(string.Create(
                    CultureInfo.InvariantCulture, $"{bench.Path}: settings {rungs[i - 1].Setting} and {rungs[i].Setting} both have {rungs[i].Epochs} epochs, so there is no ladder"));
        return rungs.Count > 0 ? rungs : throw new NatsBenchException($"{bench.Path}: no setting has validation accuracies on {dataset}{Partial(bench)}");
    }

    // Half of the epochs and all: a setting is called by their number.
    private static int[]? ModuleEpochs(NatsBenchmark bench, Dataset dataset, TrainingSetting setting) =>
        bench.Settings.Contains(setting) && bench.Datasets.Contains(dataset) && int.TryParse(setting.Key, NumberStyles.None, CultureInfo.InvariantCulture, out int epochs)
            ? bench.Contents == TableContents.Whole ? [epochs / 2, epochs] : [epochs] : null;

    // The first and the last number of epochs after which validation was measured, by the first architecture that has a run.
    private static (int First, int Last)? ValidationEpochs(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        (Dataset trained, EvaluationSet valid) = ReportedSets.Validation(bench.Space, dataset);
        try
        {
            TableView table = bench.Table(trained, setting);
            CurveView curves = table.Curves(valid, CurveQuantity.Accuracy);
            for (int architecture = 0; architecture < table.Count; architecture++)
                if (table.Seeds(architecture).Length > 0 && curves[architecture, 0] is { Values.Length: > 0 } curve)
                    return (curve.FirstEpoch + 1, curve.FirstEpoch + curve.Values.Length);
        }
        catch (RefusedException)
        {
            // No such table, or no such curve in it.
        }
        return null;
    }

    // Who has what a partial file lacks.
    private static string Partial(NatsBenchmark bench) => bench.Provenance.Partial is { Length: > 0 } partial ? $" (a partial file: {partial})" : "";
}
