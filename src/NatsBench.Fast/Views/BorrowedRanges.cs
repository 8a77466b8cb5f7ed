using NatsBench.Fast.Internals;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>Where the runs of all architectures lie, for one pass over them: what a view needs once should not stay in memory.</summary>
internal static class BorrowedRanges
{
    /// <summary>As <see cref="TrialRange.All"/>.</summary>
    /// <exception cref="DamagedFileException">The column is not what was written.</exception>
    public static NativeBuffer<TrialRange> Of(NatsBenchFile file, TrialTable table)
    {
        NativeBuffer<TrialRange> ranges = new(file.RowOfArchitecture.Length);
        try
        {
            TrialRange.Fill(file, table, ranges.Span);
            return ranges;
        }
        catch
        {
            ranges.Dispose();
            throw;
        }
    }
}
