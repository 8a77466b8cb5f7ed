using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>HW-NAS-Bench's metrics of an architecture: one image at a time, lower is better but for the intensity.</summary>
internal static class HwNasLayout
{
    /// <summary>The product of the others, which its library computes and calls an average: no number of its own.</summary>
    public const string Product = "average_hw_metric";

    private static readonly (string Metric, string Device, string Quantity, string Unit, Direction Direction, ExtraKind Kind)[] Metrics =
    [
        ("edgegpu_latency", "NVIDIA Jetson TX2", "latency", "ms", Direction.Minimise, ExtraKind.Measured),
        ("edgegpu_energy", "NVIDIA Jetson TX2", "energy", "mJ", Direction.Minimise, ExtraKind.Measured),
        ("raspi4_latency", "Raspberry Pi 4", "latency", "ms", Direction.Minimise, ExtraKind.Measured),
        ("edgetpu_latency", "Edge TPU", "latency", "ms", Direction.Minimise, ExtraKind.Measured),
        ("pixel3_latency", "Pixel 3", "latency", "ms", Direction.Minimise, ExtraKind.Measured),
        ("eyeriss_latency", "Eyeriss", "latency", "ms", Direction.Minimise, ExtraKind.Predicted),
        ("eyeriss_energy", "Eyeriss", "energy", "mJ", Direction.Minimise, ExtraKind.Predicted),
        ("eyeriss_arithmetic_intensity", "Eyeriss", "arithmetic_intensity", "ops/byte", Direction.Maximise, ExtraKind.Predicted),
        ("fpga_latency", "FPGA", "latency", "ms", Direction.Minimise, ExtraKind.Predicted),
        ("fpga_energy", "FPGA", "energy", "mJ", Direction.Minimise, ExtraKind.Predicted),
    ];

    /// <summary>The column of a metric: <c>hwnas.eyeriss.latency</c> of CIFAR-10, <c>hwnas.cifar100.eyeriss.latency</c> of others.</summary>
    /// <exception cref="NatsBenchException">The layout has no such metric.</exception>
    public static SourceColumn Column(SourceFile file, string dataset, string metric, string note)
    {
        if (Array.Find(Metrics, one => one.Metric == metric) is not { Metric: not null } known)
            throw file.Fault($"has a metric '{Printable.Of(metric)}' that HW-NAS-Bench has not; there are {string.Join(", ", Metrics.Select(one => one.Metric))}");
        string device = metric[..metric.IndexOf('_', StringComparison.Ordinal)];
        return new(new ExtraDescription
        {
            Name = $"hwnas.{(dataset == Dataset.Cifar10.Name ? "" : $"{ColumnWords.Part(dataset)}.")}{device}.{known.Quantity}",
            Quantity = known.Quantity,
            Unit = known.Unit,
            Direction = known.Direction,
            Dataset = dataset,
            Device = known.Device,
            Kind = known.Kind,
            SourceName = file.Name,
            Licence = "MIT",
            Note = note,
        })
        { IsOfHardware = true };
    }
}
