using System.Runtime.InteropServices;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Trials of the shipped search algorithms.</summary>
internal static unsafe class Searches
{
    private const int MostTrials = 10_000_000;

    [UnmanagedCallersOnly(EntryPoint = "nbf_trials_run")]
    public static Status Run(
        nint bench, byte* algorithm, byte* parameters, byte* dataset, byte* budget, ulong rootSeed, long firstTrial, int count, int workers, int threads,
        int keepPoints, nint* trials) => Guard.Run(() =>
    {
        nint* place = Memory.Place(trials, "trials");
        *place = 0;
        if (firstTrial < 0 || count is < 0 or > MostTrials)
            throw new StatusException(Status.InvalidArgument, $"trials {firstTrial} and {count} of them: the first is 0 or more, and they are 0 to {MostTrials}");
        if (threads is < 0 or > 1024)
            throw new StatusException(Status.InvalidArgument, $"{threads} threads; 0 is one a processor");
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        SearchRun run = new(
            lease.Resource.Benchmark, Text.ReadName(algorithm, "algorithm"), parameters is null ? "" : Text.Read(parameters, "parameters"), Names.Dataset(dataset),
            Text.ReadName(budget, "budget"), rootSeed, workers);
        *place = HandleTable.Add(run.Run(firstTrial, count, threads, keepPoints != 0));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_trials_close")]
    public static Status Close(nint trials) => Guard.Run(() => HandleTable.Close<Trials>(trials));

    [UnmanagedCallersOnly(EntryPoint = "nbf_trials_ends")]
    public static Status Ends(nint trials, NativeTrial* ends, nuint capacity, nuint* count) => Guard.Run(() =>
    {
        using Lease<Trials> lease = HandleTable.Take<Trials>(trials);
        Copy(lease.Resource.Ends, Memory.Array(ends, capacity, "ends"), count);
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_trials_points")]
    public static Status Points(nint trials, NativePoint* points, nuint capacity, nuint* count) => Guard.Run(() =>
    {
        using Lease<Trials> lease = HandleTable.Take<Trials>(trials);
        Copy(lease.Resource.Points, Memory.Array(points, capacity, "points"), count);
    });

    // A room of none only asks how many there are.
    private static void Copy<T>(ReadOnlySpan<T> from, Span<T> room, nuint* count)
    {
        *Memory.Place(count, "count") = (nuint)from.Length;
        if (room.Length == 0)
            return;
        if (room.Length < from.Length)
            throw new StatusException(Status.BufferTooSmall, $"{from.Length} rows, and room for {room.Length}");
        from.CopyTo(room);
    }
}
