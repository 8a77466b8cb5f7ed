using System.Globalization;
using NatsBench.Fast.Reports.Paper.Reported;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>Reported figures beside ours, with what explains each difference.</summary>
internal static class Comparison
{
    /// <summary>Trials that published means are of.</summary>
    private const int PublishedTrials = 500;

    // Three standard errors: one in 370 by chance.
    private const double ManyErrors = 3;

    /// <summary>Ours beside a figure: a value, its deviation and the standard error of the value where it is a mean over trials; or why there is none.</summary>
    public readonly record struct Own(double? Value, double? Deviation = null, double? Error = null, string Lack = "");

    public static IReadOnlyList<ResultColumn> Columns { get; } =
    [
        Paper.Columns.Header("row", "what"), Paper.Columns.Header("column", "of"), Number("reported", "reported"), Paper.Columns.Text("status", "status"), Number("ours", "ours"),
        Number("difference", "difference"), Paper.Columns.Text("explanation", "what explains it"), Paper.Columns.Text("source", "source of the reported figure"),
    ];

    public static IReadOnlyList<ResultCell> Row(PaperTable table, ReportedFigure figure, Own own)
    {
        double? difference = own.Value - figure.Value;
        return
        [
            ResultCell.Of(figure.Row), ResultCell.Of(figure.Column),
            ResultCell.Of(figure.Value) with { Deviation = figure.Deviation }, ResultCell.Of(figure.Mark),
            own.Value is { } value ? ResultCell.Of(value) with { Deviation = own.Deviation, Error = own.Error } : ResultCell.Missing(own.Lack),
            figure.Status == FigureStatus.Unconfirmed ? ResultCell.Missing("unconfirmed: nothing is held against it")
                : difference is { } number ? ResultCell.Of(number) : ResultCell.Missing(own.Lack),
            ResultCell.Of(Explain(table, figure, own)), ResultCell.Of(figure.Source),
        ];
    }

    private static string Explain(PaperTable table, ReportedFigure figure, Own own)
    {
        if (own.Value is not { } value)
            return "no figure of ours";
        if (figure.Status == FigureStatus.Unconfirmed)
            return "unconfirmed: no reference";
        string dispute = figure.Status == FigureStatus.Disputed ? "sources disagree about the reported figure; " : "";
        double difference = value - figure.Value;
        if (Math.Abs(difference) <= 0.5000001 * Math.Pow(10, -figure.Decimals))
            return $"{dispute}none: equal to the digits printed";
        if (table.Synthetic.Length > 0)
            return $"{dispute}a model made this table, and its numbers are not the published ones";
        string cause = figure.Cause.Length > 0 ? figure.Cause : "not known: the file is of another version of the archive, or the source rounds otherwise";
        if (own.Error is not { } error || figure.Deviation is not { } deviation)
            return dispute + cause;
        double errors = Math.Abs(difference) / Math.Sqrt((error * error) + (deviation * deviation / PublishedTrials));
        string size = errors.ToString("0.0", CultureInfo.InvariantCulture);
        return dispute + (errors <= ManyErrors ? $"chance: {size} standard errors of both" : $"more than chance ({size} standard errors); {cause}");
    }

    private static ResultColumn Number(string key, string name) => new(key, name) { Decimals = 2 };
}
