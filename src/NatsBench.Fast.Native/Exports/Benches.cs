using System.Runtime.InteropServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Opening a column file, and what it holds.</summary>
internal static unsafe class Benches
{
    [UnmanagedCallersOnly(EntryPoint = "nbf_open")]
    public static Status Open(byte* path, nint* bench) => Guard.Run(() =>
    {
        nint* place = Memory.Place(bench, "bench");
        *place = 0;
        NatsBenchmark open = NatsBenchmark.Open(Text.ReadName(path, "path"));
        try
        {
            open.RequireNats("are no functions of the C interface");
            *place = HandleTable.Add(new Bench(open));
        }
        catch
        {
            open.Dispose();
            throw;
        }
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_close")]
    public static Status Close(nint bench) => Guard.Run(() => HandleTable.Close<Bench>(bench));

    [UnmanagedCallersOnly(EntryPoint = "nbf_describe")]
    public static Status Describe(nint bench, NativeDescription* description) => Guard.Run(() =>
    {
        NativeDescription* place = Memory.Place(description, "description");
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        NatsBenchmark open = lease.Resource.Benchmark;
        *place = new NativeDescription
        {
            Space = open.Space == SearchSpace.Topology ? 0 : 1,
            Architectures = open.Count,
            Records = open.RecordCount,
            Tables = open.Summarize().Tables.Count,
            ExtraColumns = open.Extras.Count,
            IsSynthetic = open.IsSynthetic ? 1 : 0,
            IsSearchOnly = open.Contents == TableContents.SearchOnly ? 1 : 0,
        };
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_describe_json")]
    public static Status DescribeJson(nint bench, byte* buffer, nuint capacity, nuint* length) => Guard.Run(() =>
    {
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        Text.Write(Description.Json(lease.Resource.Benchmark), buffer, capacity, length);
    });
}
