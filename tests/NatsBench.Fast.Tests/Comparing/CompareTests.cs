using NatsBench.Fast.Attaching;
using NatsBench.Fast.Comparing;
using NatsBench.Fast.Extracting;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tests.Comparing;

/// <summary>Two files compared: equal numbers, others, those of one file alone, and where the largest difference is.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_equals_itself()
    {
        SampleRecords.Write(_folder["a.natsb"], SampleRecords.Fixed);
        IReadOnlyList<ColumnDifference> columns = Compare("a.natsb", "a.natsb");
        Assert.All(columns, column => Assert.Equal((0, 0, 0, ""), (column.Different, column.OnlyInFirst, column.OnlyInSecond, column.Where)));
        Assert.Contains(columns, column => column.Column == "12/cifar10-valid/x-valid/Top1" && column.Equal > 0);
    }

    [Fact]
    public void What_differs_is_told_with_its_place()
    {
        SampleRecords.Write(_folder["a.natsb"], SampleRecords.Fixed);
        ExtraAttachment.Attach(_folder["a.natsb"], SampleExtras.Two);
        double[] other = [7, 23.5, 1, 4.25, 1e-300, -0.0, double.NaN, 26];
        ExtraAttachment.Attach(_folder["a.natsb"], [SampleExtras.Latency with { Values = other }], _folder["b.natsb"], replace: true);
        ColumnDifference latency = Assert.Single(Compare("a.natsb", "b.natsb"), column => column.Different + column.OnlyInFirst + column.OnlyInSecond > 0);
        Assert.Equal(new ColumnDifference("help.pixel2.latency", Equal: 4, Different: 2, OnlyInFirst: 0, OnlyInSecond: 1, Largest: 1, "architecture 7"), latency);
    }

    [Fact]
    public void Trials_are_put_to_one_another_by_architecture_and_seed()
    {
        SampleRecords.Write(_folder["a.natsb"], SampleRecords.Fixed);
        using (NatsBenchWriter writer = NatsBenchWriter.Create(_folder["b.natsb"]))
        {
            // Other records, in another order.
            writer.Add(SampleRecords.Fixed[1]);
            writer.Add(SampleRecords.Fixed[0]);
            writer.Complete(SampleRecords.Architectures, SampleRecords.Provenance);
        }
        IReadOnlyList<ColumnDifference> columns = Compare("a.natsb", "b.natsb");
        Assert.All(columns, column => Assert.Equal((0, 0), (column.Different, column.OnlyInSecond)));
        Assert.Equal((2, 1), Of("90/cifar100/Flops"));
        Assert.Equal((0, 1), Of("90/ninapro/Flops"));
        Assert.Equal((3, 0), Of("12/cifar10-valid/Flops"));

        (long, long) Of(string name) => columns.Single(column => column.Column == name) is var found ? (found.Equal, found.OnlyInFirst) : default;
    }

    [Fact]
    public void A_part_differs_in_what_was_left_out_alone()
    {
        SampleRecords.Write(_folder["a.natsb"], SampleRecords.Measured);
        BenchmarkExtraction.Extract(_folder["a.natsb"], _folder["b.natsb"], new ExtractionOptions { Datasets = [Dataset.Cifar10Valid] });
        foreach (ColumnDifference column in Compare("a.natsb", "b.natsb"))
            Assert.Equal(column.Column.StartsWith("12/cifar10-valid/", StringComparison.Ordinal), column is { OnlyInFirst: 0, Different: 0 });
    }

    [Fact]
    public void Files_of_other_architectures_are_refused()
    {
        SampleRecords.Write(_folder["a.natsb"], SampleRecords.Fixed);
        using (NatsBenchWriter writer = NatsBenchWriter.Create(_folder["b.natsb"]))
        {
            writer.Add(new ArchitectureRecord(0, "8:8:8:8:8", []));
            writer.Complete(["8:8:8:8:8"], SampleRecords.Provenance);
        }
        Assert.Contains("are of other architectures, 8 and 1", Assert.Throws<NatsBenchException>(() => Compare("a.natsb", "b.natsb")).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<ColumnDifference> Compare(string first, string second)
    {
        using NatsBenchmark one = NatsBenchmark.Open(_folder[first]), other = NatsBenchmark.Open(_folder[second]);
        return one.Compare(other, cancellation: TestContext.Current.CancellationToken);
    }
}
