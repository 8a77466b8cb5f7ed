using System.Runtime.InteropServices;
using System.Text;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Architectures: index to text and back.</summary>
internal static unsafe class Architectures
{
    private const int OnStack = 128;

    [UnmanagedCallersOnly(EntryPoint = "nbf_architecture")]
    public static Status Architecture(nint bench, int index, byte* buffer, nuint capacity, nuint* length) => Guard.Run(() =>
    {
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        Text.Write(lease.Resource.Benchmark.Architecture(index), buffer, capacity, length);
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_architectures")]
    public static Status All(nint bench, byte* buffer, nuint capacity, nuint* length) => Guard.Run(() =>
    {
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        NatsBenchmark open = lease.Resource.Benchmark;
        Text.Write(string.Join('\n', Enumerable.Range(0, open.Count).Select(open.Architecture)), buffer, capacity, length);
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_unique_string")]
    public static Status UniqueString(nint bench, int index, byte* buffer, nuint capacity, nuint* length) => Guard.Run(() =>
    {
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        Text.Write(lease.Resource.Benchmark.UniqueString(index), buffer, capacity, length);
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_has_record")]
    public static Status HasRecord(nint bench, int index, int* hasRecord) => Guard.Run(() =>
    {
        int* place = Memory.Place(hasRecord, "has_record");
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        *place = lease.Resource.Benchmark.HasRecord(index) ? 1 : 0;
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_have_records")]
    public static Status HaveRecords(nint bench, byte* haveRecords, nuint count) => Guard.Run(() =>
    {
        Span<byte> places = Memory.Array(haveRecords, count, "have_records");
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        NatsBenchmark open = lease.Resource.Benchmark;
        if (places.Length != open.Count)
            throw new StatusException(Status.InvalidArgument, $"room for {places.Length} architectures, and the space has {open.Count}");
        for (int index = 0; index < places.Length; index++)
            places[index] = open.HasRecord(index) ? (byte)1 : (byte)0;
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_index_of")]
    public static Status IndexOf(nint bench, byte* architecture, int* index)
    {
        try
        {
            int* place = Memory.Place(index, "index");
            *place = -1;
            using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
            return TryFind(lease.Resource.Benchmark, architecture, place) ? Status.Ok
                : throw new StatusException(Status.NotFound, $"no architecture '{Shown(architecture)}' in this space");
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_indices_of")]
    public static Status IndicesOf(nint bench, byte** architectures, nuint count, int* indices)
    {
        try
        {
            Span<nint> texts = Memory.Array((nint*)architectures, count, "architectures");
            Span<int> found = Memory.Array(indices, count, "indices");
            using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
            int unknown = -1;
            for (int i = 0; i < texts.Length; i++)
                fixed (int* place = &found[i])
                {
                    *place = -1;
                    if (!TryFind(lease.Resource.Benchmark, (byte*)texts[i], place) && unknown < 0)
                        unknown = i;
                }
            return unknown < 0 ? Status.Ok : throw new StatusException(
                Status.NotFound, $"number {unknown}: no architecture '{Shown((byte*)texts[unknown])}' in this space");
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    // What is no architecture may be anything, and of any length.
    private static string Shown(byte* architecture) => Text.Read(architecture, "architecture") is var text && text.Length > OnStack ? $"{text[..64]}…" : text;

    private static bool TryFind(NatsBenchmark bench, byte* architecture, int* index)
    {
        ReadOnlySpan<byte> bytes = Text.Bytes(architecture, "architecture");
        if (bytes.Length > OnStack)
            return bench.TryIndexOf(Text.Read(architecture, "architecture"), out *index);
        Span<char> text = stackalloc char[OnStack];
        return Encoding.UTF8.TryGetChars(bytes, text, out int length) && bench.TryIndexOf(text[..length], out *index);
    }
}
