using System.Globalization;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Reports.Paper.Reported;

/// <summary>The paper's tables of accuracies as other papers reprint them (not read from the paper itself), and what is remembered of the rest.</summary>
internal static class ReportedTables
{
    public const string Chain = "the published 500 trials start from a chain of seeds of which some 351 are distinct; ours are independent";

    private const string Both = "EvoPrompting (arXiv 2302.14838, table 4) and NASWOT (arXiv 2006.04647, table 2b), which quote the paper";
    private const string EvoPrompting = "EvoPrompting (arXiv 2302.14838, table 4), which quotes the paper";
    private const string Naswot = "NASWOT (arXiv 2006.04647, table 2b), which quotes the paper";
    private const string Older = "NASWOT (arXiv 2006.04647, table 2a), which quotes NAS-Bench-201";
    private const string Memory = "memory of the paper's table; no source found";
    private const string Audit = "a third party's audit of the data; whether the paper prints it is not known";
    private const string Scan = "HPOBench's docstring and a third party's exhaustive scan";

    /// <summary>The columns of the paper's tables.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["cifar10 valid", "cifar10 test", "cifar100 valid", "cifar100 test", "ImageNet16-120 valid", "ImageNet16-120 test"];

    /// <summary>All figures, by space and row.</summary>
    public static IReadOnlyList<ReportedFigure> All { get; } =
    [
        .. Row(SearchSpace.Size, "rea", Both, FigureStatus.Confirmed, "90.37±.20 93.22±.16 70.23±.50 70.11±.61 45.30±.69 -"),
        .. Row(SearchSpace.Size, "rea", EvoPrompting, FigureStatus.Disputed, "- - - - - 45.94±.92"),
        .. Row(SearchSpace.Size, "rea", Naswot, FigureStatus.Disputed, "- - - - - 45.54±.92"),
        .. Row(SearchSpace.Size, "reinforce", Both, FigureStatus.Confirmed, "90.25±.23 93.16±.21 69.84±.59 69.96±.57 45.06±.77 -"),
        .. Row(SearchSpace.Size, "reinforce", EvoPrompting, FigureStatus.Disputed, "- - - - - 45.71±.93"),
        .. Row(SearchSpace.Size, "reinforce", Naswot, FigureStatus.Disputed, "- - - - - 45.24±1.18"),
        .. Row(SearchSpace.Size, "random", Both, FigureStatus.Confirmed, "90.10±.26 93.03±.25 69.57±.57 69.72±.61 45.01±.74 45.42±.86"),
        .. Row(SearchSpace.Size, "bohb", Both, FigureStatus.Confirmed, "90.07±.28 93.01±.24 69.75±.60 69.90±.60 45.11±.69 45.56±.81"),
        .. Row(SearchSpace.Size, "largest", Audit, FigureStatus.Confirmed, "- 93.40 - - - -"),
        .. Row(SearchSpace.Size, "largest", "inferred from EvoPrompting's row of channel-wise interpolation, whose deviation is 0", FigureStatus.Unconfirmed, "90.71 - 70.30 70.72 44.73 47.17"),
        .. Row(SearchSpace.Size, "channel-wise interpolation", EvoPrompting, FigureStatus.Confirmed, "90.71±.00 93.40±.00 70.30±.00 70.72±.00 44.73±.00 47.17±.00"),
        .. Row(SearchSpace.Size, "masking + Gumbel-Softmax", EvoPrompting, FigureStatus.Confirmed, "90.41±.10 93.14±.13 70.30±.00 70.72±.00 45.71±.39 46.38±.27"),
        .. Row(SearchSpace.Size, "masking + sampling", EvoPrompting, FigureStatus.Confirmed, "89.73±.37 92.78±.30 69.67±.22 70.11±.33 44.70±.60 45.11±.76"),
        .. Row(SearchSpace.Size, "best by test", Audit, FigureStatus.Confirmed, "- 93.65 - - - -"),
        .. Row(SearchSpace.Size, "best by test", Memory, FigureStatus.Unconfirmed, "- - - 71.34 - 47.40"),
        .. Row(SearchSpace.Topology, "rea", Memory, FigureStatus.Unconfirmed, "91.25±.31 94.02±.31 72.28±.95 72.23±.84 45.71±.77 45.77±.80"),
        .. Row(SearchSpace.Topology, "reinforce", Memory, FigureStatus.Unconfirmed, "91.12±.25 93.90±.26 71.80±.94 71.86±.89 45.37±.74 45.64±.78"),
        .. Row(SearchSpace.Topology, "random", Memory, FigureStatus.Unconfirmed, "91.07±.26 93.86±.23 71.46±.97 71.55±.97 45.03±.91 45.28±.97"),
        .. Row(SearchSpace.Topology, "bohb", Memory, FigureStatus.Unconfirmed, "91.17±.27 93.94±.28 72.04±.93 72.00±.86 45.55±.79 45.70±.86"),
        .. Row(SearchSpace.Topology, "best by test", Scan, FigureStatus.Confirmed, "91.61 94.37 73.49 73.51 46.38 47.31"),
        .. Row(SearchSpace.Topology, "ResNet", "tables about NAS-Bench-201 alone", FigureStatus.Confirmed, "90.83 93.97 70.42 70.86 44.53 43.63").Select(figure => figure with
        {
            Cause = "that is NAS-Bench-201, whose trials are not those of NATS-Bench",
        }),
        .. Row(SearchSpace.Topology, "largest", "the official notebook", FigureStatus.Confirmed, "- 93.76 70.71 71.11 40.78 41.44"),
    ];

    /// <summary>The same for NAS-Bench-201's protocol: searched on cifar10 for 12,000 s, reported on all three.</summary>
    public static IReadOnlyList<ReportedFigure> OlderProtocol { get; } =
    [
        .. from figure in (ReportedFigure[])
           [
               .. Row(SearchSpace.Topology, "rea", Older, FigureStatus.Confirmed, "91.19±.31 93.92±.30 71.81±1.12 71.84±.99 45.15±.89 45.54±1.03"),
               .. Row(SearchSpace.Topology, "random", Older, FigureStatus.Confirmed, "90.93±.36 93.70±.36 70.93±1.09 71.04±1.07 44.45±1.10 44.57±1.25"),
               .. Row(SearchSpace.Topology, "reinforce", Older, FigureStatus.Confirmed, "91.09±.37 93.85±.37 71.61±1.12 71.71±1.09 45.05±1.02 45.24±1.18"),
               .. Row(SearchSpace.Topology, "bohb", Older, FigureStatus.Confirmed, "90.82±.53 93.61±.52 70.74±1.29 70.85±1.28 44.26±1.36 44.42±1.49"),
           ]
           select figure with { Cause = "that is NAS-Bench-201's table, whose trials are not those of NATS-Bench, and another clock" },
    ];

    // Numbers of a row as they are printed, with their deviations; - where the source has none.
    private static IEnumerable<ReportedFigure> Row(SearchSpace space, string row, string source, FigureStatus status, string printed) =>
        from cell in printed.Split(' ').Zip(Columns)
        where cell.First != "-"
        let parts = cell.First.Split('±')
        select new ReportedFigure(
            space, row, cell.Second, Number(parts[0]), parts.Length > 1 ? Number(parts[1]) : null, parts[0].Split('.')[1].Length, status, source)
        {
            Cause = parts.Length > 1 ? Chain : "",
        };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
