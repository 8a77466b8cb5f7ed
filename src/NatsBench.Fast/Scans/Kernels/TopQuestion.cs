namespace NatsBench.Fast.Scans.Kernels;

/// <summary>The best of a limited column, as many as there is room for.</summary>
internal readonly ref struct TopQuestion(LimitedColumn column, Span<Candidate> best)
{
    public readonly LimitedColumn Column = column;
    public readonly Span<Candidate> Best = best;
}
