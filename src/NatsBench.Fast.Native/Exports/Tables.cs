using System.Runtime.InteropServices;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Native.Exports;

/// <summary>One dataset under one setting: seeds, metrics, costs and curves of architectures.</summary>
internal static unsafe class Tables
{
    [UnmanagedCallersOnly(EntryPoint = "nbf_table_open")]
    public static Status Open(nint bench, byte* dataset, byte* setting, nint* table) => Guard.Run(() =>
    {
        nint* place = Memory.Place(table, "table");
        *place = 0;
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        *place = HandleTable.Add(new Table(lease.Resource, Names.Dataset(dataset), Names.Setting(setting)));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_table_close")]
    public static Status Close(nint table) => Guard.Run(() => HandleTable.Close<Table>(table));

    [UnmanagedCallersOnly(EntryPoint = "nbf_seeds")]
    public static Status Seeds(nint table, int architecture, long* seeds, nuint capacity, nuint* count)
    {
        try
        {
            Span<long> room = Memory.Array(seeds, capacity, "seeds");
            nuint* place = Memory.Place(count, "count");
            using Lease<Table> lease = HandleTable.Take<Table>(table);
            ReadOnlySpan<long> own = lease.Resource.Runs(architecture).Seeds;
            *place = (nuint)own.Length;
            if (room.Length < own.Length)
                throw new StatusException(Status.BufferTooSmall, $"{own.Length} seeds, and room for {room.Length}");
            own.CopyTo(room);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_seed_lists")]
    public static Status SeedLists(nint table, long* seeds, nuint capacity, int* counts, nuint architectures, nuint* total) => Guard.Run(() =>
    {
        Span<long> room = Memory.Array(seeds, capacity, "seeds");
        Span<int> places = Memory.Array(counts, architectures, "counts");
        nuint* place = Memory.Place(total, "total");
        using Lease<Table> lease = HandleTable.Take<Table>(table);
        TableView view = lease.Resource.View;
        if (places.Length != view.Count)
            throw new StatusException(Status.InvalidArgument, $"counts of {places.Length} architectures, and the space has {view.Count}");
        int sum = 0;
        for (int architecture = 0; architecture < places.Length; architecture++)
            sum += places[architecture] = view.Seeds(architecture).Length;
        *place = (nuint)sum;
        if (room.Length < sum)
            throw new StatusException(Status.BufferTooSmall, $"{sum} seeds, and room for {room.Length}");
        for (int architecture = 0; architecture < places.Length; architecture++)
        {
            view.Seeds(architecture).CopyTo(room);
            room = room[places[architecture]..];
        }
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_metrics")]
    public static Status Metrics(nint table, int architecture, byte* set, int epoch, long seed, NativeMetrics* metrics)
    {
        try
        {
            NativeMetrics* place = Memory.Place(metrics, "metrics");
            using Lease<Table> lease = HandleTable.Take<Table>(table);
            *place = NativeMetrics.Of(Chosen(lease.Resource, architecture, seed).Metrics(Names.Set(set), Epochs.Of(epoch)));
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_more_info")]
    public static Status MoreInfo(nint table, int architecture, int epoch, long seed, NativeMoreInfo* info)
    {
        try
        {
            NativeMoreInfo* place = Memory.Place(info, "info");
            using Lease<Table> lease = HandleTable.Take<Table>(table);
            *place = NativeMoreInfo.Of(Chosen(lease.Resource, architecture, seed).MoreInfo(Epochs.Of(epoch)));
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_more_infos")]
    public static Status MoreInfos(nint table, int first, nuint count, int epoch, long seed, NativeMoreInfo* infos) => Guard.Run(() =>
    {
        Span<NativeMoreInfo> places = Memory.Array(infos, count, "infos");
        using Lease<Table> lease = HandleTable.Take<Table>(table);
        int all = lease.Resource.View.Count;
        if (first < 0 || places.Length > all - first)
            throw new StatusException(Status.InvalidArgument, $"architectures {first} to {first + (long)places.Length - 1} are not all within 0 to {all - 1}");
        places.Clear();
        for (int i = 0; i < places.Length; i++)
            // Most that are absent are seen here; a refusal takes as long as ten answers.
            if (lease.Resource.View.Seeds(first + i) is { Length: > 0 } seeds && (seed == Epochs.Mean || seeds.Contains(seed)))
                try
                {
                    places[i] = NativeMoreInfo.Of(Chosen(lease.Resource, first + i, seed).MoreInfo(Epochs.Of(epoch)));
                }
                catch (RefusedException)
                {
                    // Absent, which its zeros say; asked for alone it says why.
                }
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_cost")]
    public static Status Cost(nint table, int architecture, NativeCost* cost)
    {
        try
        {
            NativeCost* place = Memory.Place(cost, "cost");
            using Lease<Table> lease = HandleTable.Take<Table>(table);
            ArchitectureCost own = lease.Resource.View.Costs[architecture];
            *place = new NativeCost { Flops = own.Flops, Params = own.Params, Latency = own.Latency };
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_curve")]
    public static Status Curve(nint table, int architecture, long seed, byte* set, int quantity, double* values, nuint capacity, nuint* count, int* firstEpoch)
    {
        try
        {
            Span<double> room = Memory.Array(values, capacity, "values");
            nuint* place = Memory.Place(count, "count");
            using Lease<Table> lease = HandleTable.Take<Table>(table);
            CurveView curves = lease.Resource.View.Curves(Names.Set(set), Quantity(quantity));
            int run = lease.Resource.Runs(architecture).Seeds.IndexOf(seed);
            if (run < 0)
                throw new RefusedException(Refusal.ValueError, $"architecture {architecture}: no run of seed {seed}");
            LearningCurve curve = curves[architecture, run];
            *place = (nuint)curve.Values.Length;
            if (firstEpoch is not null)
                *firstEpoch = curve.FirstEpoch;
            if (room.Length < curve.Values.Length)
                throw new StatusException(Status.BufferTooSmall, $"{curve.Values.Length} epochs, and room for {room.Length}");
            curve.Values.CopyTo(room);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_finals")]
    public static Status Finals(nint table, int* architectures, nuint count, NativeFinal* finals)
    {
        try
        {
            Span<int> asked = Memory.Array(architectures, count, "architectures");
            Span<NativeFinal> room = Memory.Array(finals, count, "finals");
            using Lease<Table> lease = HandleTable.Take<Table>(table);
            FinalView view = lease.Resource.View.Finals;
            for (int i = 0; i < asked.Length; i++)
            {
                ref readonly FinalMetrics own = ref view[asked[i]];
                room[i] = new NativeFinal
                {
                    ValidationLoss = own.ValidationLoss,
                    ValidationAccuracy = own.ValidationAccuracy,
                    TestLoss = own.TestLoss,
                    TestAccuracy = own.TestAccuracy,
                };
            }
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    private static SelectedRuns Chosen(Table table, int architecture, long seed)
    {
        Runs runs = table.Runs(architecture);
        return Epochs.Seed(seed) is { } one ? runs.ForSeed(one) : runs.Mean();
    }

    private static CurveQuantity Quantity(int quantity) => quantity switch
    {
        0 => CurveQuantity.Accuracy,
        1 => CurveQuantity.Top5Accuracy,
        2 => CurveQuantity.Loss,
        3 => CurveQuantity.Seconds,
        _ => throw new StatusException(Status.InvalidArgument, $"no quantity {quantity} of curves: 0 accuracy, 1 top-5 accuracy, 2 loss, 3 seconds"),
    };
}
