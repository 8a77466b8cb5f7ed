using System.Runtime.InteropServices;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Scans of whole columns.</summary>
internal static unsafe class ColumnScans
{
    private const int MostColumns = 64;

    [UnmanagedCallersOnly(EntryPoint = "nbf_top")]
    public static Status Top(nint column, int lowest, NativeLimit* limits, nuint limitCount, nuint wanted, int* indices, double* values, nuint* count) => Guard.Run(() =>
    {
        nuint* place = Memory.Place(count, "count");
        *place = 0;
        Span<int> foundIndices = Memory.Array(indices, wanted, "indices");
        Span<double> foundValues = Memory.Array(values, wanted, "values");
        Span<NativeLimit> within = Memory.Array(limits, limitCount, "limits");
        using ColumnSet columns = new();
        Column scanned = columns.Take(column);
        double[] allowed = Allowed(columns, scanned, within, lowest != 0);
        Candidate[] best = new Candidate[int.Min(foundIndices.Length, allowed.Length)];
        int found = Scan.Top(allowed, best);
        for (int i = 0; i < found; i++)
            (foundIndices[i], foundValues[i]) = (best[i].Index, scanned.Values[best[i].Index]);
        *place = (nuint)found;
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_pareto")]
    public static Status Pareto(nint* columns, int* lowest, nuint columnCount, int* indices, nuint capacity, nuint* count) => Guard.Run(() =>
    {
        nuint* place = Memory.Place(count, "count");
        *place = 0;
        Span<int> room = Memory.Array(indices, capacity, "indices");
        Objectives objectives = Of(Memory.Array(columns, columnCount, "columns"), Memory.Array(lowest, columnCount, "lowest"));
        int[] front = new int[objectives.Candidates];
        int found = Scan.ParetoFront(objectives, front);
        *place = (nuint)found;
        if (room.Length < found)
            throw new StatusException(Status.BufferTooSmall, $"{found} architectures are on the front, and there is room for {room.Length}");
        front.AsSpan(0, found).CopyTo(room);
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_hypervolume")]
    public static Status Hypervolume(nint* columns, int* lowest, double* reference, nuint columnCount, double* volume) => Guard.Run(() =>
    {
        double* place = Memory.Place(volume, "volume");
        Objectives objectives = Of(Memory.Array(columns, columnCount, "columns"), Memory.Array(lowest, columnCount, "lowest"));
        *place = Scan.Hypervolume(objectives, Memory.Array(reference, columnCount, "reference"));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_correlation")]
    public static Status Correlation(nint first, nint second, int kind, double* correlation) => Guard.Run(() =>
    {
        double* place = Memory.Place(correlation, "correlation");
        using ColumnSet columns = new();
        (Column one, Column other) = (columns.Take(first), columns.Take(second));
        *place = kind switch
        {
            0 => Scan.KendallCorrelation(one.Values, other.Values),
            1 => Scan.SpearmanCorrelation(one.Values, other.Values),
            _ => throw new StatusException(Status.InvalidArgument, $"no correlation {kind}: 0 Kendall's tau-b, 1 Spearman's rho"),
        };
    });

    // A copy in which greater is better and what the limits forbid is absent.
    private static double[] Allowed(ColumnSet columns, Column scanned, Span<NativeLimit> limits, bool lowest)
    {
        double[] allowed = scanned.Values.ToArray();
        if (lowest)
            for (int i = 0; i < allowed.Length; i++)
                allowed[i] = -allowed[i];
        foreach (NativeLimit limit in limits)
        {
            if (double.IsNaN(limit.Minimum) || double.IsNaN(limit.Maximum))
                throw new StatusException(Status.InvalidArgument, "a limit is NaN");
            ReadOnlySpan<double> limited = columns.Take(limit.Column).Values;
            for (int i = 0; i < allowed.Length; i++)
                if (!(limited[i] >= limit.Minimum && limited[i] <= limit.Maximum))
                    allowed[i] = double.NaN;
        }
        return allowed;
    }

    private static Objectives Of(Span<nint> handles, Span<int> lowest)
    {
        if (handles.Length is < 1 or > MostColumns)
            throw new StatusException(Status.InvalidArgument, $"{handles.Length} columns; a front has 1 to {MostColumns}");
        using ColumnSet columns = new();
        Objectives objectives = Objectives.None;
        for (int i = 0; i < handles.Length; i++)
        {
            ReadOnlySpan<double> values = columns.Take(handles[i]).Values;
            objectives = lowest[i] != 0 ? objectives.Minimise(values) : objectives.Maximise(values);
        }
        return objectives;
    }
}
