using System.Globalization;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>The settings of an algorithm whose hyper-parameters were swept, on one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Settings">Its settings, the best first.</param>
/// <param name="Parameters">The hyper-parameters that differ.</param>
/// <param name="ArePaired">Whether the trials of all settings pair, and so were resampled together.</param>
/// <param name="Best">The two best, compared; its <see cref="PairComparison.TrialsNeeded"/> tell them apart.</param>
public sealed record Sweep(
    ComparedTask Task, string Algorithm, IReadOnlyList<SweepSetting> Settings, IReadOnlyList<SweepParameter> Parameters, bool ArePaired, PairComparison Best)
{
    /// <summary>The sweeps of a task: of each algorithm that has several settings, with several trials each.</summary>
    /// <param name="task">The task, compared.</param>
    /// <param name="options">How it was compared.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static IReadOnlyList<Sweep> Of(TaskComparison task, CompareOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(options);
        return [.. task.Algorithms.Select((result, place) => (result, place)).GroupBy(one => one.result.Entry.Algorithm)
            .Where(group => group.Select(one => one.result.Entry.Parameters).Distinct().Count() > 1 && group.All(one => one.result.Values.Count > 1))
            .Select(group => Of(task, [.. group], options, cancellation))];
    }

    private static Sweep Of(TaskComparison task, (AlgorithmResult Result, int Place)[] settings, CompareOptions options, CancellationToken cancellation)
    {
        double sign = options.Metric.IsMinimised() ? -1 : 1;
        bool arePaired = settings.Skip(1).All(other => Pairing.Of(settings[0].Result.Entry, other.Result.Entry).IsPaired);
        double[] shares = WinnerShares.Of(
            [.. settings.Select(one => one.Result.Values.Select(value => sign * value).ToArray())], arePaired, options.Seed, options.Resamples, cancellation);
        Dictionary<string, string>[] parameters = [.. settings.Select(one => Parsed(one.Result.Entry.Parameters))];
        string[] varied = [.. parameters.SelectMany(own => own.Keys).Distinct().Where(name => parameters.Select(own => own.GetValueOrDefault(name, "")).Distinct().Count() > 1)];
        SweepSetting[] ordered = [.. settings.Select((one, i) => new SweepSetting(
                string.Join(", ", varied.Select(name => $"{name}={parameters[i].GetValueOrDefault(name, "")}")), one.Place, one.Result.Summary.Mean, shares[i]))
            .OrderByDescending(setting => sign * setting.Mean)];
        (int first, int second) = (int.Min(ordered[0].Algorithm, ordered[1].Algorithm), int.Max(ordered[0].Algorithm, ordered[1].Algorithm));
        return new Sweep(
            task.Task, settings[0].Result.Entry.Algorithm, ordered, [.. varied.Select(name => Parameter(name, settings, parameters, options, cancellation))], arePaired,
            task.Pairs.First(pair => pair.First == first && pair.Second == second));
    }

    private static SweepParameter Parameter(
        string name, (AlgorithmResult Result, int Place)[] settings, Dictionary<string, string>[] parameters, CompareOptions options, CancellationToken cancellation)
    {
        SweepPoint[] points = [.. settings.Select((one, i) => (one.Result, Value: parameters[i].GetValueOrDefault(name, ""))).GroupBy(one => one.Value, one => one.Result).Select(group =>
        {
            Bootstrap mean = Bootstrap.Of([.. group.Select(result => result.Values.ToArray())], new Mean(), options.Seed, options.Resamples, cancellation);
            double? number = double.TryParse(group.Key, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
            return new SweepPoint(group.Key, number, group.Count(), mean.Estimate, MaybeInterval.Of(() => mean.Percentile(Comparison.Confidence)));
        })];
        return new SweepParameter(name, points.All(point => point.Number is not null) ? [.. points.OrderBy(point => point.Number)] : points);
    }

    private static Dictionary<string, string> Parsed(string parameters)
    {
        Dictionary<string, string> values = [];
        foreach (string part in parameters.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', 2);
            values[sides[0]] = sides.Length == 2 ? sides[1] : "";
        }
        return values;
    }
}
