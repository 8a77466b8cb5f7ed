using NatsBench.Fast.Model;

namespace NatsBench.Fast.Reports.Paper.Reported;

/// <summary>The cells that the README of NATS-Bench lists as found by weight-sharing methods, by index, one a seed.</summary>
internal static class WeightSharingFinals
{
    public static IReadOnlyList<(string Method, Dataset Dataset, IReadOnlyList<int> Cells)> All { get; } =
    [
        ("DARTS, first order", Dataset.Cifar10, [1835, 1835, 1835]),
        ("DARTS, second order", Dataset.Cifar10, [1835, 1835, 1835]),
        ("GDAS", Dataset.Cifar10, [3928, 138, 6168]),
        ("DARTS, first order", Dataset.Cifar100, [3521, 3521, 12830]),
        ("DARTS, second order", Dataset.Cifar100, [12669, 561, 2057]),
        ("GDAS", Dataset.Cifar100, [12218, 3203, 12940]),
        ("DARTS, first order", Dataset.ImageNet16120, [12686, 12686, 4771]),
        ("DARTS, second order", Dataset.ImageNet16120, [1728]),
        ("GDAS", Dataset.ImageNet16120, [6960, 6960, 6960]),
    ];
}
