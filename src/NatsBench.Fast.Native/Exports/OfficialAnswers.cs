using System.Runtime.InteropServices;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;

namespace NatsBench.Fast.Native.Exports;

/// <summary>The official library's calls by name, JSON in and out, as <c>natsbench call</c> answers them.</summary>
internal static unsafe class OfficialAnswers
{
    // A call may draw and may advance the clock, so that it is not made again for a longer buffer.
    [ThreadStatic]
    private static string? LastAnswer;

    [UnmanagedCallersOnly(EntryPoint = "nbf_calls_open")]
    public static Status Open(nint bench, int seed, nint* calls) => Guard.Run(() =>
    {
        nint* place = Memory.Place(calls, "calls");
        *place = 0;
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        *place = HandleTable.Add(new Calls(lease.Resource, seed));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_calls_close")]
    public static Status Close(nint calls) => Guard.Run(() => HandleTable.Close<Calls>(calls));

    [UnmanagedCallersOnly(EntryPoint = "nbf_call")]
    public static Status Call(nint calls, byte* line, nuint* length) => Guard.Run(() =>
    {
        LastAnswer = null;
        nuint* place = Memory.Place(length, "length");
        *place = 0;
        using Lease<Calls> lease = HandleTable.Take<Calls>(calls);
        LastAnswer = lease.Resource.Answer(Text.Read(line, "line"));
        Text.Write(LastAnswer, null, 0, place);
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_answer")]
    public static Status Answer(byte* buffer, nuint capacity, nuint* length) => Guard.Run(() => Text.Write(
        LastAnswer ?? throw new StatusException(Status.InvalidArgument, "this thread has made no call that has an answer"), buffer, capacity, length));
}
