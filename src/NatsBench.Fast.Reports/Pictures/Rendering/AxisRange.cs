namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>From where to where an axis goes, in the places of the drawing library: logarithms where the axis has them.</summary>
internal readonly record struct AxisRange(double Least, double Greatest)
{
    private const double Room = 0.04;

    /// <summary>The range that shows some values.</summary>
    public static AxisRange Of(PictureAxis axis, IEnumerable<double> values)
    {
        if (axis.Names is { } names)
            return new(-0.6, names.Count - 0.4);
        (double least, double greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
            if (Place(axis, value) is var place && double.IsFinite(place))
                (least, greatest) = (double.Min(least, place), double.Max(greatest, place));
        if (least > greatest)
            (least, greatest) = (0, 1);
        double room = greatest > least ? Room * (greatest - least) : double.Max(Math.Abs(least) * Room, 1e-3);
        (least, greatest) = (Given(axis.Least) ?? (least - room), Given(axis.Greatest) ?? (greatest + room));
        return least < greatest ? new(least, greatest) : new(least, least + 1);

        double? Given(double? value) => value is { } given && Place(axis, given) is var place && double.IsFinite(place) ? place : null;
    }

    /// <summary>Where a value lies; not finite where it cannot be drawn.</summary>
    public static double Place(PictureAxis axis, double value) => axis.IsLogarithmic ? value > 0 ? Math.Log10(value) : double.NaN : value;
}
