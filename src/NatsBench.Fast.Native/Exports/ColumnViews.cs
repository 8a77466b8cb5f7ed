using System.Runtime.InteropServices;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;
using NatsBench.Fast.Views;
using Column = NatsBench.Fast.Native.Handles.Column;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Whole columns: a number of each architecture, straight in decoded memory.</summary>
internal static unsafe class ColumnViews
{
    [UnmanagedCallersOnly(EntryPoint = "nbf_column_open")]
    public static Status Open(nint table, byte* measure, byte* set, int epoch, long seed, nint* column) => Guard.Run(() =>
    {
        nint* place = Memory.Place(column, "column");
        *place = 0;
        using Lease<Table> lease = HandleTable.Take<Table>(table);
        *place = HandleTable.Add(new Column(lease.Resource.Bench, Values(lease.Resource.View, Text.ReadName(measure, "measure"), set, Epochs.Of(epoch), Epochs.Seed(seed))));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_extra_column_open")]
    public static Status OpenExtra(nint bench, byte* name, nint* column) => Guard.Run(() =>
    {
        nint* place = Memory.Place(column, "column");
        *place = 0;
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        *place = HandleTable.Add(Column.CopyOf(lease.Resource, lease.Resource.Benchmark.Extra(Text.ReadName(name, "name")).Values));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_column_from")]
    public static Status From(nint bench, double* values, nuint count, nint* column) => Guard.Run(() =>
    {
        nint* place = Memory.Place(column, "column");
        *place = 0;
        Span<double> given = Memory.Array(values, count, "values");
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        if (given.Length != lease.Resource.Benchmark.Count)
            throw new StatusException(Status.InvalidArgument, $"{given.Length} values, and the space has {lease.Resource.Benchmark.Count} architectures");
        *place = HandleTable.Add(Column.CopyOf(lease.Resource, given));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_column_close")]
    public static Status Close(nint column) => Guard.Run(() => HandleTable.Close<Column>(column));

    [UnmanagedCallersOnly(EntryPoint = "nbf_column_data")]
    public static Status Data(nint column, double** data, nuint* length, nuint* stride) => Guard.Run(() =>
    {
        double** place = (double**)Memory.Place((nint*)data, "data");
        nuint* count = Memory.Place(length, "length");
        using Lease<Column> lease = HandleTable.Take<Column>(column);
        *place = lease.Resource.First;
        *count = (nuint)lease.Resource.Length;
        if (stride is not null)
            *stride = sizeof(double);
    });

    private static ReadOnlySpan<double> Values(TableView view, string measure, byte* set, int? epoch, long? seed)
    {
        switch (measure)
        {
            case "flops": return view.Costs.Flops;
            case "params": return view.Costs.Params;
            case "latency": return view.Costs.Latency;
            case "accuracy": return view.Accuracy(Names.Set(set), epoch, seed);
            case "loss": return view.Loss(Names.Set(set), epoch, seed);
            case "seconds": return view.Seconds(Names.Set(set), epoch, seed);
            case "accuracy-std" when seed is null: return view.AccuracyDeviation(Names.Set(set), epoch);
            case "loss-std" when seed is null: return view.LossDeviation(Names.Set(set), epoch);
            case "accuracy-std" or "loss-std": throw new StatusException(Status.InvalidArgument, "a standard deviation is one over seeds, not of one seed");
            default: throw new StatusException(Status.InvalidArgument, $"no measure '{measure}': accuracy, loss, seconds, accuracy-std, loss-std, flops, params, latency");
        }
    }
}
