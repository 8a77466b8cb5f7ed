namespace NatsBench.Fast.OneShot.Published;

/// <summary>An accuracy as published: mean and population deviation over three seeds, percent.</summary>
/// <param name="Mean">The mean; NaN where <see cref="FigureStatus.Absent"/>.</param>
/// <param name="Deviation">The deviation; NaN where absent.</param>
/// <param name="Status">How far it is known.</param>
public readonly record struct PublishedFigure(double Mean, double Deviation, FigureStatus Status)
{
    /// <summary>No figure.</summary>
    public static PublishedFigure Absent { get; } = new(double.NaN, double.NaN, FigureStatus.Absent);
}
