using NatsBench.Fast.Model;

namespace NatsBench.Fast.Reports.Paper.Reported;

/// <summary>A figure that somebody printed about a table.</summary>
/// <param name="Space">The space.</param>
/// <param name="Row">What it is about: an algorithm, an architecture, a statistic.</param>
/// <param name="Column">Of what: a dataset with a set, or words.</param>
/// <param name="Value">The figure, in percent where it is an accuracy.</param>
/// <param name="Deviation">The standard deviation printed beside it; null for none.</param>
/// <param name="Decimals">How many digits after the point are printed.</param>
/// <param name="Status">How sure it is.</param>
/// <param name="Source">Who prints it.</param>
public sealed record ReportedFigure(
    SearchSpace Space, string Row, string Column, double Value, double? Deviation, int Decimals, FigureStatus Status, string Source)
{
    /// <summary>The mark of its status.</summary>
    public string Mark => Status switch
    {
        FigureStatus.Confirmed => "[C]",
        FigureStatus.Disputed => "[X]",
        _ => "[U]",
    };

    /// <summary>Why a measured table may give something else, beside chance; empty where nothing is known.</summary>
    public string Cause { get; init; } = "";
}
