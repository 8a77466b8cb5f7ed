using System.Collections.Concurrent;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Archives;

/// <summary>Real records against what Python finds in them.</summary>
public sealed class RealRecordTests
{
    private static readonly ConcurrentDictionary<string, ArchitectureRecord[]> Archives = [];

    [Fact]
    public void Topology_11_is_what_python_reads()
    {
        ArchitectureRecord record = Read("NATS-tss-v1_0-3ffb9-simple", 11);
        Assert.Equal("|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|", record.Architecture);
        Assert.Equal(["12", "200"], record.Settings.Select(setting => setting.Setting));
        Assert.Equal(["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"], record.Settings[0].Datasets.Select(dataset => dataset.Dataset));
        Assert.Equal([111, 777], record.Settings[0].Datasets[0].Seeds);
        TrialRecord trial = record.Settings[0].Datasets[0].Trials[1]!;
        Assert.Equal(0.802426, trial.Params);
        Assert.Equal(113.95137, trial.Flops);
        Assert.Equal([0.016163252947623268], trial.Latency!);
        Assert.Equal(26.00399999267578, trial.TrainTop1!.Values[0]);
        Assert.Equal(0.9754698603057861, trial.TrainLoss!.Values[11]);
        Assert.Equal(12.462056795756022, trial.TrainTime!.Values[5]);
        Assert.Equal(36.123999984130859, trial.Evaluations[0].Top1!.Values[2], 6);
        Assert.Equal(4.151251713434855, trial.Evaluations[0].Time!.Values[0]);
        TrialRecord late = record.Settings[1].Datasets[2].Trials[0]!;
        Assert.Equal(["ori-test", "x-valid", "x-test"], late.EvaluationSets);
        Assert.Equal([0, 199, 199], late.Evaluations.Select(set => set.Top1!.FirstEpoch));
        Assert.All(late.Evaluations, set => Assert.Equal(200, set.Time!.Values.Length));
    }

    // Trials, numbers and Checksum, taken with Python's pickle.
    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", 11, 17, 18066, 16233903434269469595ul)]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", 284, 17, 18066, 4757589648011401460ul)]
    [InlineData("NATS-sss-v1_0-50262-simple", 0, 20, 5461, 11758482761105019530ul)]
    [InlineData("NATS-sss-v1_0-50262-simple", 11, 20, 5461, 9686812401774927748ul)]
    [InlineData("quirks-tss", 20, 13, 12256, 14602595681451959888ul)]
    [InlineData("quirks-tss", 21, 15, 14858, 18258970267933526662ul)]
    [InlineData("quirks-tss", 22, 17, 18066, 6256003004159002793ul)]
    [InlineData("quirks-tss", 23, 13, 12256, 6557376446914239232ul)]
    [InlineData("quirks-tss", 24, 17, 18066, 7936540108626446464ul)]
    [InlineData("quirks-tss", 25, 17, 18066, 8449302776849943695ul)]
    [InlineData("quirks-tss", 26, 17, 17670, 6426485884074312037ul)]
    [InlineData("quirks-tss", 27, 5, 636, 7730554379489818119ul)]
    [InlineData("quirks-tss", 28, 17, 18066, 5521653884029429098ul)]
    [InlineData("quirks-tss", 29, 13, 13098, 14773629057963709521ul)]
    [InlineData("quirks-tss", 30, 21, 23034, 14510650472720763908ul)]
    [InlineData("quirks-tss", 31, 17, 17454, 3306200418258101490ul)]
    [InlineData("quirks-tss", 32, 17, 16206, 16732072104261590202ul)]
    [InlineData("quirks-tss", 33, 17, 18065, 12917608867415330532ul)]
    [InlineData("quirks-tss", 34, 17, 18066, 2873874829439718578ul)]
    [InlineData("quirks-tss", 35, 17, 18066, 222726105059968820ul)]
    [InlineData("quirks-sss", 25, 20, 5461, 8730607425847957624ul)]
    [InlineData("quirks-sss", 30, 25, 7112, 3981174249005421277ul)]
    [InlineData("quirks-sss", 33, 20, 5460, 2776147200753816690ul)]
    [InlineData("quirks-sss", 35, 20, 5461, 6182267047299168739ul)]
    public void Every_number_of_a_record_has_its_bits(string archive, int index, int trials, int numbers, ulong checksum)
    {
        ArchitectureRecord record = Read(archive, index);
        TrialRecord[] all = [.. record.Settings.SelectMany(setting => setting.Datasets).SelectMany(dataset => dataset.Trials).OfType<TrialRecord>()];
        Assert.Equal(trials, all.Length);
        Assert.Equal((numbers, checksum), Checksum(all));
    }

    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9", 284)]
    [InlineData("NATS-sss-v1_0-50262", 11)]
    public void A_full_record_holds_weights_beside_the_same_numbers(string archive, int index)
    {
        using var folder = new TemporaryFolder();
        File.Copy(SharedData.Require("data", archive + "-simple", "meta.pickle.pbz2"), folder["meta.pickle.pbz2"]);
        File.Copy(SharedData.Require("data", archive + "-full", $"{index:D6}.pickle.pbz2"), folder[$"{index:D6}.pickle.pbz2"]);
        using ArchiveSource source = ArchiveSource.Open(folder.Path);
        ArchitectureRecord full = Assert.Single(source.ReadRecords(1, TestContext.Current.CancellationToken));
        ArchitectureRecord simple = Read(archive + "-simple", index);
        Assert.Contains(full.Settings.SelectMany(setting => setting.Datasets).SelectMany(dataset => dataset.Trials), trial => trial!.HasWeights);
        Assert.Empty(source.Odd);
        SettingRecord fullSetting = full.Settings.Single(setting => setting.Setting == "12");
        SettingRecord simpleSetting = simple.Settings.Single(setting => setting.Setting == "12");
        Assert.Equal(
            Checksum([.. simpleSetting.Datasets.SelectMany(dataset => dataset.Trials).OfType<TrialRecord>()]),
            Checksum([.. fullSetting.Datasets.SelectMany(dataset => dataset.Trials).OfType<TrialRecord>()]));
    }

    /// <summary>Sums the bits of all numbers, so that the order does not matter.</summary>
    private static (int Numbers, ulong Sum) Checksum(TrialRecord[] trials)
    {
        int numbers = 0;
        ulong sum = 0;
        foreach (TrialRecord trial in trials)
        {
            IEnumerable<Curve?> curves = [trial.TrainTop1, trial.TrainTop5, trial.TrainLoss, trial.TrainTime,
                .. trial.Evaluations.SelectMany(set => new[] { set.Top1, set.Loss, set.Time })];
            foreach (Curve curve in curves.OfType<Curve>())
                for (int epoch = curve.FirstEpoch; epoch < curve.EndEpoch; epoch++)
                    if (curve.TryGetNumber(epoch, out double value))
                    {
                        numbers++;
                        sum += BitConverter.DoubleToUInt64Bits(value) * (ulong)((2 * epoch) + 1);
                    }
            foreach (double value in (double[])[trial.Params!.Value, trial.Flops!.Value, .. trial.Latency ?? []])
                sum += BitConverter.DoubleToUInt64Bits(value);
        }
        return (numbers, sum);
    }

    private static ArchitectureRecord Read(string archive, int index) =>
        Archives.GetOrAdd(archive, ReadAll).Single(record => record.Index == index);

    private static ArchitectureRecord[] ReadAll(string archive)
    {
        using ArchiveSource source = ArchiveSource.Open(SharedData.Require("data", archive));
        return [.. source.ReadRecords(2)];
    }
}
