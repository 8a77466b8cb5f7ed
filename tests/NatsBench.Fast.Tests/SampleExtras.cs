using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tests;

/// <summary>Extra columns for <see cref="SampleRecords"/>.</summary>
internal static class SampleExtras
{
    public static ExtraNumbers Latency { get; } = new(
        new ExtraDescription
        {
            Name = "help.pixel2.latency",
            Quantity = "latency",
            Unit = "ms",
            Direction = Direction.Minimise,
            Device = "Pixel 2",
            Kind = ExtraKind.Measured,
            SourceName = "pixel2.pt",
            SourceSha256 = new string('b', 64),
            Licence = "MIT",
        },
        new[] { 7, 23.5, double.NaN, 4, 1e-300, -0.0, double.NaN, 25 });

    public static ExtraNumbers Score { get; } = new(
        new ExtraDescription
        {
            Name = "zc.cifar10.nwot",
            Quantity = "nwot",
            Direction = Direction.Maximise,
            Dataset = "cifar10",
            Kind = ExtraKind.Derived,
            SourceName = "zc.json",
            Note = "one batch of 128 images",
        },
        new[] { 1.0, 2, 3, 4, 5, 6, 7, 8 });

    public static IReadOnlyList<ExtraNumbers> Two { get; } = [Latency, Score];
}
