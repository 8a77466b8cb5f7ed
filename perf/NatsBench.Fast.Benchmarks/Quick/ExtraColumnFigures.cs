using System.Diagnostics;
using System.Runtime.InteropServices;
using K4os.Compression.LZ4;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>What 27 columns of devices cost: to attach, in the file, when it is opened, in memory, and in a search with several objectives.</summary>
internal sealed class ExtraColumnFigures
{
    private const int Devices = 27;
    private const string Name = "bench.device0.latency";

    private readonly Lazy<ExtraNumbers[]> _columns = new(Make);
    private readonly string _plain = BenchmarkFiles.Table(SearchSpace.Topology);
    private readonly string _attached = BenchmarkFiles.Scratch("tss-devices.natsb");

    /// <summary>What is measured, each by itself.</summary>
    public IEnumerable<Measurement> Once() =>
    [
        new($"attach.tss.{Devices}", Attach),
        new($"attach.tss.{Devices}.bytes", Bytes),
        new("open.tss.attached", Open),
        new("resident.tss.attached", () => Result.Beside(
            "resident.tss.attached", SearchSession.Megabytes(Attached()), "MB", SearchSession.Megabytes(_plain))),
        new("evaluation.tss.nsga2.attached", Search),
    ];

    // Into a copy, and flushed to the disk, as the command does.
    private Result Attach()
    {
        _ = _columns.Value;
        double seconds = double.PositiveInfinity;
        for (int round = 0; round < 5; round++)
        {
            long start = Stopwatch.GetTimestamp();
            ExtraAttachment.Attach(_plain, _columns.Value, _attached);
            seconds = double.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return new Result($"attach.tss.{Devices}", seconds, "s");
    }

    // What the file grew by, beside the same numbers compressed as they are.
    private Result Bytes()
    {
        long added = new FileInfo(Attached()).Length - new FileInfo(_plain).Length;
        long limit = _columns.Value.Sum(column =>
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(column.Values.Span);
            return (long)LZ4Codec.Encode(bytes, new byte[LZ4Codec.MaximumOutputSize(bytes.Length)]);
        });
        return Result.Beside($"attach.tss.{Devices}.bytes", added / 1e3, "kB", limit / 1e3);
    }

    private Result Open()
    {
        string attached = Attached();
        double ours = double.PositiveInfinity, limit = ours;
        for (int round = 0; round < 400; round++)
            if (round % 2 == 0)
                ours = double.Min(ours, Ask(attached));
            else
                limit = double.Min(limit, Ask(_plain));
        return Result.Beside("open.tss.attached", ours, "ms", limit);

        static double Ask(string path)
        {
            long start = Stopwatch.GetTimestamp();
            using NatsBenchmark bench = NatsBenchmark.Open(path);
            Answers.Require(bench.Runs(1234, Dataset.Cifar100, TrainingSetting.Epochs200).Mean().Metrics(EvaluationSet.XTest).Accuracy > 0, "a file with extra columns");
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    // NSGA-II over accuracy and the first column, which is a copy of the FLOPs, beside the same over accuracy and FLOPs: the same searches.
    private Result Search()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(Attached());
        TrialRunner ours = Runner(Quantity.Named(Name)), limit = Runner(Quantity.Flops);
        double best = double.PositiveInfinity, least = best;
        // In turns, each first as often as the other: who comes second finds the same trials in the caches.
        for (int round = 0; round < 40; round++)
        {
            double first = Time(round % 2 == 0 ? ours : limit, round / 2), second = Time(round % 2 == 0 ? limit : ours, round / 2);
            best = double.Min(best, round % 2 == 0 ? first : second);
            least = double.Min(least, round % 2 == 0 ? second : first);
        }
        return Result.Beside("evaluation.tss.nsga2.attached", best, "ns/evaluation", least);

        TrialRunner Runner(Quantity objective) => new(BoundStudy.Bind(
            StudyPresets.Get("nats-bench") with { Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("nsga2"))], Datasets = [Dataset.Cifar10], Objectives = [objective] }, bench)
            .Experiments[0].Experiment);

        static double Time(TrialRunner runner, int round)
        {
            TrialEnd[] ends = new TrialEnd[64];
            long evaluations = 0, start = Stopwatch.GetTimestamp();
            runner.Run(round * ends.Length, ends);
            foreach (TrialEnd end in ends)
                evaluations += end.Outcome.LogPoints;
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / evaluations;
        }
    }

    private string Attached()
    {
        if (!File.Exists(_attached))
            ExtraAttachment.Attach(_plain, _columns.Value, _attached);
        return _attached;
    }

    // A copy of the FLOPs, and then as measured latencies are: a trend of the cost, noise of some percent, nothing for cells that pass nothing on; every third in whole milliseconds, as of phones.
    private static ExtraNumbers[] Make()
    {
        TopologyCell[] cells = [.. TopologyOrder.Codes().Select(TopologyCell.FromCode)];
        ExtraNumbers[] columns = new ExtraNumbers[Devices];
        for (int device = 0; device < columns.Length; device++)
        {
            SplitMix64 random = new((ulong)device);
            double[] values = new double[cells.Length];
            for (int i = 0; i < cells.Length; i++)
            {
                double cost = NetworkCost.Of(cells[i], classes: 10, imageSide: 32).MultiplyAddsInMillions;
                double latency = (1 + device) * (1 + (cost / 20)) * (1 + (0.05 * random.NextUInt32() / uint.MaxValue));
                values[i] = device == 0 ? cost : !cells[i].IsReachable ? double.NaN : device % 3 == 1 ? double.Round(latency) : latency;
            }
            columns[device] = new(
                new ExtraDescription { Name = $"bench.device{device}.latency", Quantity = "latency", Unit = "ms", Direction = Direction.Minimise, Kind = ExtraKind.Synthetic, SourceName = "benchmarks" }, values);
        }
        return columns;
    }
}
