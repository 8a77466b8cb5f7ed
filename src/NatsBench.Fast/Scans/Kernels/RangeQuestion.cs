namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Which values lie between bounds; whether the bitmap already holds a selection that is to be narrowed.</summary>
internal readonly ref struct RangeQuestion(ReadOnlySpan<double> values, double minimum, double maximum, Span<ulong> bitmap, bool narrow)
{
    public readonly ReadOnlySpan<double> Values = values;
    public readonly double Minimum = minimum;
    public readonly double Maximum = maximum;
    public readonly Span<ulong> Bitmap = bitmap;
    public readonly bool Narrow = narrow;
}
