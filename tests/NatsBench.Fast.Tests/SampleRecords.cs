using CsCheck;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tests;

/// <summary>Records of a small made-up archive, fixed ones and arbitrary ones.</summary>
internal static class SampleRecords
{
    public static readonly string[] Architectures =
        ["8:8:8:8:8", "8:8:8:8:16", "8:8:8:8:24", "8:8:8:8:32", "8:8:8:8:40", "8:8:8:8:48", "8:8:8:8:56", "8:8:8:8:64"];

    public static readonly Provenance Provenance = new()
    {
        SourceName = "sample",
        SourceKind = "simple-directory",
        SourceBytes = 123,
        SourceSha256 = new string('a', 64),
        Tool = "tests",
    };

    /// <summary>Three records with what real ones have: two settings, ragged seeds, an absent set, NaN, None.</summary>
    public static ArchitectureRecord[] Fixed { get; } =
    [
        Record(1, [("12", [("cifar10-valid", [777, 888]), ("cifar10", [777])])]),
        Record(3, [("12", [("cifar10-valid", [888])]), ("90", [("cifar100", [999, 777])])]),
        Record(6, [("90", [("cifar100", [777]), ("ninapro", [1])])]),
    ];

    /// <summary>A record of every architecture, with nothing out of the ordinary.</summary>
    public static ArchitectureRecord[] Ordinary { get; } =
        [.. Enumerable.Range(0, Architectures.Length).Select(index => Record(index, [("12", [("cifar10-valid", [777, 888]), ("cifar10", [777])])]))];

    /// <summary>The architectures of <see cref="Fixed"/> with curves long enough, and numbers as training codes make them, that every encoding is used.</summary>
    public static ArchitectureRecord[] Measured { get; } =
    [
        .. Fixed.Select(record => new ArchitectureRecord(record.Index, record.Architecture, [.. record.Settings.Select(setting => new SettingRecord(
            setting.Setting,
            [.. setting.Datasets.Select(dataset => new DatasetRecord(dataset.Dataset, dataset.Seeds, [.. dataset.Seeds.Select(seed => Measure(record.Index, dataset.Dataset, seed))]))],
            setting.WeightsCleared))])),
    ];

    public static void Write(string path, IEnumerable<ArchitectureRecord> records, int blockCells = 16, int threads = 2)
    {
        using NatsBenchWriter writer = NatsBenchWriter.Create(path, threads, blockCells);
        foreach (ArchitectureRecord record in records)
            writer.Add(record);
        writer.Complete(Architectures, Provenance);
    }

    private static Gen<double> GenNumber { get; } = Gen.OneOf(
        Gen.Double, Gen.Const(double.NaN), Gen.Const(BitConverter.UInt64BitsToDouble(0x7FF8_0000_DEAD_BEEF)),
        Gen.Const(-0.0), Gen.Const(double.PositiveInfinity), Gen.Const(12.5));

    private static Gen<Curve?> GenCurve { get; } = Gen.Select(Gen.Int[0, 5], GenNumber.Array[0, 6], Gen.Int[0, 3]).SelectMany(
        (first, values, kind) => Gen.Int[0, 9].Array[values.Length].Select(draws => kind == 0 ? null : Trim(new Curve(
            first, values, kind == 1 ? null : [.. draws.Select(draw => draw < 6 ? CellState.Number : draw < 8 ? CellState.Absent : CellState.None)]))));

    private static Gen<TrialRecord?> GenTrial { get; } =
        from epochs in Gen.Int[0, 8]
        from top1 in GenCurve
        from top5 in GenCurve
        from loss in GenCurve
        from time in GenCurve
        from numbers in GenNumber.Array[2]
        from latency in GenNumber.Array[0, 3]
        from sets in Gen.Shuffle(new[] { "x-valid", "x-test", "ori-test" })
        from setCount in Gen.Int[0, 3]
        from setCurves in GenCurve.Array[9]
        from flags in Gen.Int[0, 15]
        select flags == 0 ? null : new TrialRecord
        {
            Name = "cifar10",
            SeedText = flags < 12 ? "0777" : "seven",
            Epochs = epochs,
            Flops = numbers[0],
            Params = numbers[1],
            Latency = flags % 2 == 0 ? latency : null,
            Config = [new("channel", 16L), new("arch_str", Architectures[0]), new("rate", numbers[0]), new("wide", true), new("none", null)],
            TrainTop1 = top1 ?? new Curve(0, []),
            TrainTop5 = flags % 3 == 0 ? null : top5 ?? new Curve(0, []),
            TrainLoss = loss ?? new Curve(0, []),
            TrainTime = flags % 5 == 0 ? null : time ?? new Curve(0, []),
            TrainTimeOrder = flags == 7 ? [2, 0, 1] : null,
            EvaluationSets = sets[..setCount],
            Evaluations = [.. sets.Select((set, i) => new EvaluationCurves(set, setCurves[i * 3], setCurves[i * 3 + 1], setCurves[i * 3 + 2]))
                .Where(set => set is not { Top1: null, Loss: null, Time: null })],
            HasWeights = flags == 3,
        };

    private static Gen<IReadOnlyList<SettingRecord>> GenSettings { get; } =
        from settings in Gen.Shuffle(new[] { "12", "90", "200" })
        from settingCount in Gen.Int[0, 3]
        from datasets in Gen.Shuffle(new[] { "cifar10-valid", "cifar10", "ninapro" })
        from datasetCount in Gen.Int[0, 3]
        from seeds in Gen.Shuffle(new long[] { 777, 888, 999, -1, long.MaxValue })
        from trials in GenTrial.Array[0, 4].Array[9]
        from cleared in Gen.Bool
        select (IReadOnlyList<SettingRecord>)[.. settings[..settingCount].Select((setting, s) => new SettingRecord(
            setting,
            [.. datasets[..datasetCount].Select((dataset, d) => new DatasetRecord(dataset, seeds[..trials[s * 3 + d].Length], trials[s * 3 + d]))],
            cleared))];

    /// <summary>Arbitrary records of some of the architectures, in arbitrary order.</summary>
    public static Gen<ArchitectureRecord[]> Arbitrary { get; } =
        Gen.Shuffle(Enumerable.Range(0, Architectures.Length).ToArray()).SelectMany(order =>
            Gen.Int[0, order.Length].SelectMany(count =>
                GenSettings.Array[count].Select(settings =>
                    settings.Select((setting, i) => new ArchitectureRecord(order[i], Architectures[order[i]], setting)).ToArray())));

    /// <summary>Records as official archives have them, in which now and then one thing is out of the ordinary.</summary>
    public static Gen<ArchitectureRecord[]> NearlyPlain { get; } =
        from indices in Gen.Shuffle(Enumerable.Range(0, Architectures.Length).ToArray())
        from count in Gen.Int[0, Architectures.Length]
        from seeds in Gen.Shuffle(new long[] { 777, 888, 999 }).Array[4 * Architectures.Length]
        from seedCounts in Gen.Int[1, 3].Array[seeds.Length]
        from oddities in Gen.Int[0, 60].Array[seeds.Length]
        select (ArchitectureRecord[])[.. indices[..count].Select(index => new ArchitectureRecord(index, Architectures[index],
            [new SettingRecord("12", [.. new[] { "cifar10-valid", "cifar10", "cifar100", "ImageNet16-120" }.Select((dataset, d) =>
            {
                int draw = 4 * index + d;
                long[] own = seeds[draw][..seedCounts[draw]];
                return new DatasetRecord(dataset, own,
                    [.. own.Select((seed, i) => MakeOdd(Trial(index, dataset, seed), i == own.Length - 1 ? oddities[draw] : -1))]);
            })], WeightsCleared: true)]))];

    /// <summary>Records of cifar10-valid and cifar10 whose every number is there, but whose runs differ in length and their epochs in time.</summary>
    public static Gen<ArchitectureRecord[]> Uneven { get; } =
        Gen.Double[1e-3, 1e6].Array[1, 7].Array[4 * Architectures.Length].Select(curves => (ArchitectureRecord[])[.. Architectures.Select((text, index) =>
            new ArchitectureRecord(index, text, [new SettingRecord(
                "12",
                [
                    new DatasetRecord("cifar10-valid", [777, 888, 999], [.. curves[(4 * index)..(4 * index + 3)].Select(UnevenTrial)]),
                    new DatasetRecord("cifar10", [999], [UnevenTrial(curves[4 * index + 3])]),
                ],
                WeightsCleared: true)]))]);

    private static TrialRecord UnevenTrial(double[] values)
    {
        Curve up = new(0, values), down = new(0, [.. values.Reverse()]);
        return new TrialRecord
        {
            Name = "cifar10",
            SeedText = "0777",
            Epochs = values.Length,
            Flops = 1,
            Params = 1,
            Latency = [0.1],
            Config = [],
            TrainTop1 = up,
            TrainTop5 = up,
            TrainLoss = down,
            TrainTime = up,
            EvaluationSets = ["x-valid"],
            Evaluations = [new("x-valid", up, down, down)],
        };
    }

    // One number in 60 names an oddity.
    private static TrialRecord? MakeOdd(TrialRecord trial, int oddity) => oddity switch
    {
        0 => null,
        1 => Changed(trial, trial.Latency, trial.TrainTime, flops: trial.Flops + 1),
        2 => Changed(trial, trial.Latency, trial.TrainTime, flops: trial.Flops + 1e-7),
        3 => Changed(trial, [], trial.TrainTime),
        4 => Changed(trial, null, trial.TrainTime),
        5 => Changed(trial, [-1, double.NaN], trial.TrainTime),
        6 => Changed(trial, trial.Latency, null),
        7 => Changed(trial, trial.Latency, new Curve(0, [1, 2])),
        8 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: []),
        9 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: [trial.Evaluations[1]]),
        10 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: [.. trial.Evaluations.Select(set => set with { Time = null })]),
        11 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: [trial.Evaluations[0] with { Top1 = new Curve(0, [1, 2, double.NaN]) }, trial.Evaluations[1]]),
        12 => Changed(trial, trial.Latency, trial.TrainTime, epochs: 2),
        13 => Changed(trial, trial.Latency, trial.TrainTime, epochs: 0),
        14 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: [trial.Evaluations[0] with { Loss = new Curve(0, [1, 2, 0], [CellState.Number, CellState.Number, CellState.None]) }]),
        15 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: [trial.Evaluations[0] with { Loss = new Curve(0, [0, 1, 2], [CellState.None, CellState.Number, CellState.Number]) }, trial.Evaluations[1]]),
        16 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: [trial.Evaluations[0] with { Time = new Curve(1, [1.1, 1.1]) }, trial.Evaluations[1]]),
        17 => Changed(trial, trial.Latency, trial.TrainTime, evaluations: [trial.Evaluations[0] with { Time = new Curve(0, [0, 1.1, 1.1], [CellState.None, CellState.Number, CellState.Number]) }, trial.Evaluations[1]]),
        _ => trial,
    };

    private static TrialRecord Changed(
        TrialRecord trial, double[]? latency, Curve? trainTime, double? flops = null, int? epochs = null, EvaluationCurves[]? evaluations = null) => new()
        {
            Name = trial.Name,
            SeedText = trial.SeedText,
            Epochs = epochs ?? trial.Epochs,
            Flops = flops ?? trial.Flops,
            Params = trial.Params,
            Latency = latency,
            Config = trial.Config,
            TrainTop1 = trial.TrainTop1,
            TrainTop5 = trial.TrainTop5,
            TrainLoss = trial.TrainLoss,
            TrainTime = trainTime,
            EvaluationSets = trial.EvaluationSets,
            Evaluations = evaluations ?? trial.Evaluations,
        };

    // Absent cells at the ends say nothing: the file keeps the window between.
    private static Curve? Trim(Curve curve)
    {
        int first = curve.FirstEpoch, end = curve.EndEpoch;
        while (first < end && curve.StateAt(first) == CellState.Absent)
            first++;
        while (end > first && curve.StateAt(end - 1) == CellState.Absent)
            end--;
        if (first == end)
            return null;
        CellState[] states = [.. Enumerable.Range(first, end - first).Select(curve.StateAt)];
        return new Curve(first, curve.Values[(first - curve.FirstEpoch)..(end - curve.FirstEpoch)], states);
    }

    private static ArchitectureRecord Record(int index, (string Setting, (string Dataset, long[] Seeds)[] Datasets)[] settings) =>
        new(index, Architectures[index], [.. settings.Select(setting => new SettingRecord(
            setting.Setting,
            [.. setting.Datasets.Select(dataset => new DatasetRecord(
                dataset.Dataset, dataset.Seeds, [.. dataset.Seeds.Select(seed => Trial(index, dataset.Dataset, seed))]))],
            WeightsCleared: true))]);

    private static TrialRecord Trial(int index, string dataset, long seed) => new()
    {
        Name = dataset,
        SeedText = $"{seed:D4}",
        Epochs = 3,
        Flops = 100 + index,
        Params = 1 + index / 8.0,
        Latency = [0.01 + seed / 1e6],
        Config = [new("name", "infer.shape.tiny"), new("channels", Architectures[index]), new("genotype", "g"), new("class_num", 10L)],
        TrainTop1 = Ramp(30 + index, seed),
        TrainTop5 = Ramp(60 + index, seed),
        TrainLoss = new Curve(0, [2.5, double.NaN, 1.5]),
        TrainTime = new Curve(0, [7.7, 7.7, 7.7]),
        EvaluationSets = ["x-valid", "ori-test"],
        Evaluations =
        [
            new("x-valid", Ramp(20 + index, seed), Ramp(3, seed), new Curve(0, [1.1, 1.1, 1.1])),
            new("ori-test", new Curve(2, [25.5 + index]), new Curve(2, [1.25]), new Curve(0, [0.3, 0.3, 0.3])),
        ],
    };

    /// <summary>A trial without its curves on x-valid.</summary>
    public static TrialRecord? WithoutValidation(TrialRecord? trial) => trial is null ? null
        : Changed(trial, trial.Latency, trial.TrainTime, evaluations: [.. trial.Evaluations.Where(set => set.Set != "x-valid")]);

    private static TrialRecord Measure(int index, string dataset, long seed)
    {
        const int Epochs = 80;
        TrialRecord plain = Trial(index, dataset, seed);
        Curve accuracy = new(0, [.. Enumerable.Range(0, Epochs).Select(epoch => new BatchedMean(25_000).Of(9_000 + 100 * epoch + index + seed % 7, (epoch * 31 + seed) % 160))]);
        Curve loss = new(0, [.. Enumerable.Range(0, Epochs).Select(epoch => (3_000_000_000 - 7_654_321L * epoch + seed * index) * Math.ScaleB(1, -16) / 25_000)]);
        Curve time = new(0, [.. Enumerable.Repeat(7.7 + seed / 1e3, Epochs)]);
        return new TrialRecord
        {
            Name = plain.Name,
            SeedText = plain.SeedText,
            Epochs = Epochs,
            Flops = plain.Flops,
            Params = plain.Params,
            Latency = plain.Latency,
            Config = plain.Config,
            TrainTop1 = accuracy,
            TrainTop5 = accuracy,
            TrainLoss = loss,
            TrainTime = time,
            EvaluationSets = plain.EvaluationSets,
            Evaluations = [new("x-valid", accuracy, loss, time), new("ori-test", new Curve(Epochs - 1, [25.5 + index]), new Curve(Epochs - 1, [1.25]), time)],
        };
    }

    /// <summary>A record of architecture 1 with one run on cifar10 under setting 12, whose training took these times.</summary>
    public static ArchitectureRecord WithTrainTimes(double[] seconds) => new(1, Architectures[1],
        [new SettingRecord("12", [new DatasetRecord("cifar10", [777], [new TrialRecord
        {
            Name = "cifar10",
            SeedText = "0777",
            Epochs = seconds.Length,
            Flops = 1,
            Params = 1,
            Latency = null,
            Config = [],
            TrainTop1 = new Curve(0, new double[seconds.Length]),
            TrainTop5 = null,
            TrainLoss = new Curve(0, new double[seconds.Length]),
            TrainTime = new Curve(0, seconds),
            EvaluationSets = [],
            Evaluations = [],
        }])], WeightsCleared: true)]);

    private static Curve Ramp(double start, long seed) => new(0, [start, start + seed / 1000.0, start + seed / 500.0]);
}
