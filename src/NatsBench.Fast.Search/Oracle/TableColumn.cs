using System.Globalization;
using System.Text.RegularExpressions;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>A column of a table as its name says it: <c>[HP/]SET-MEASURE[@EPOCH][#SEED]</c>.</summary>
/// <param name="Setting">The setting; null for that of the longest training.</param>
/// <param name="Set">The set, by its own name or a short one.</param>
/// <param name="Measure">One of the five words.</param>
/// <param name="Epoch">0-based; null for the last.</param>
/// <param name="Seed">A stored seed; null for what is made of all.</param>
internal sealed partial record TableColumn(string? Setting, string Set, string Measure, int? Epoch, long? Seed)
{
    private const string Accuracy = "accuracy";
    private const string AccuracyDeviation = "accuracy-std";
    private const string LossDeviation = "loss-std";
    private const string Seconds = "all-time";

    /// <summary>What such names look like.</summary>
    public const string Pattern = "^(?:([A-Za-z0-9]+)/)?([A-Za-z][A-Za-z0-9_-]*?)-(accuracy|loss|all-time|accuracy-std|loss-std)(?:@(0|[1-9][0-9]{0,8}))?(?:#(0|[1-9][0-9]{0,17}))?$";

    public Direction Direction => Measure == Accuracy ? Direction.Maximise : Direction.Minimise;

    public string Unit => Measure is Accuracy or AccuracyDeviation ? "%" : Measure == Seconds ? "s" : "";

    /// <summary>Reads a name; null for anything else.</summary>
    public static TableColumn? Parse(string name)
    {
        Match match = Name().Match(name);
        // $ would let a last line break pass; one seed has no deviation.
        if (!match.Success || match.Length < name.Length || (match.Groups[5].Success && match.Groups[3].Value is AccuracyDeviation or LossDeviation))
            return null;
        return new TableColumn(
            match.Groups[1].Success ? match.Groups[1].Value : null, match.Groups[2].Value, match.Groups[3].Value,
            match.Groups[4].Success ? int.Parse(match.Groups[4].ValueSpan, CultureInfo.InvariantCulture) : null,
            match.Groups[5].Success ? long.Parse(match.Groups[5].ValueSpan, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The column in the order of architectures; NaN where it is absent.</summary>
    /// <exception cref="NatsBenchException">No record has it.</exception>
    public ReadOnlySpan<double> Read(NatsBenchmark bench, Dataset dataset, TrainingSetting longest)
    {
        (Dataset trained, EvaluationSet set) = ReportedSets.Of(bench.Space, dataset, Set);
        TableView table = bench.Table(trained, Setting is null ? longest : new TrainingSetting(Setting));
        return Measure switch
        {
            Accuracy => table.Accuracy(set, Epoch, Seed),
            AccuracyDeviation => table.AccuracyDeviation(set, Epoch),
            LossDeviation => table.LossDeviation(set, Epoch),
            Seconds => table.Seconds(set, Epoch, Seed),
            _ => table.Loss(set, Epoch, Seed),
        };
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
