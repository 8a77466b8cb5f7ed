using CsCheck;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Extracting;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Extracting;

/// <summary>Parts of a file: what is kept has the same bits, what is left out is absent or refused.</summary>
public sealed class BenchmarkExtractionTests : IDisposable
{
    private static readonly Dataset Cifar10Valid = Dataset.Cifar10Valid;

    private readonly TemporaryFolder _folder = new();

    private string Source => _folder["a.natsb"];

    private string Target => _folder["b.natsb"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_of_a_file_is_that_file_again()
    {
        foreach (ArchitectureRecord[] records in (ArchitectureRecord[][])[SampleRecords.Fixed, SampleRecords.Measured])
        {
            SampleRecords.Write(Source, records);
            BenchmarkExtraction.Extract(Source, Target, new ExtractionOptions());
            Assert.Equal(File.ReadAllBytes(Source), File.ReadAllBytes(Target));
        }
        ExtraAttachment.Attach(Source, SampleExtras.Two);
        BenchmarkExtraction.Extract(Source, Source, new ExtractionOptions());
        BenchmarkExtraction.Extract(Source, Target, new ExtractionOptions());
        Assert.Equal(File.ReadAllBytes(Source), File.ReadAllBytes(Target));
    }

    [Fact]
    public void Records_of_some_architectures_are_those_of_the_whole() => SampleRecords.Arbitrary.Sample(records =>
    {
        string source = _folder[$"{Guid.NewGuid()}.natsb"], target = _folder[$"{Guid.NewGuid()}.natsb"];
        SampleRecords.Write(source, records);
        int[] kept = [.. records.Where((_, place) => place % 2 == 0).Select(record => record.Index)];
        BenchmarkExtraction.Extract(source, target, new ExtractionOptions { Architectures = kept });
        using NatsBenchmark bench = NatsBenchmark.Open(target);
        bench.Check(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(kept.Order(), bench.RecordedArchitectures);
        Assert.Equal(SampleRecords.Architectures.Length, bench.Count);
        foreach (ArchitectureRecord record in records)
            if (kept.Contains(record.Index))
                Assert.Equal(RecordText.Of(record), RecordText.Of(bench.Record(record.Index)));
            else
                Assert.Throws<RefusedException>(() => bench.Record(record.Index));
    }, iter: 100);

    [Fact]
    public void Records_of_some_datasets_and_settings_are_what_is_left_of_the_whole() => SampleRecords.Arbitrary.Sample(records =>
    {
        string source = _folder[$"{Guid.NewGuid()}.natsb"], target = _folder[$"{Guid.NewGuid()}.natsb"];
        SampleRecords.Write(source, records);
        using NatsBenchmark whole = NatsBenchmark.Open(source);
        if (whole.Datasets.Count == 0)
            return;
        Dataset dataset = whole.Datasets[^1];
        TrainingSetting setting = whole.Settings[0];
        BenchmarkExtraction.Extract(source, target, new ExtractionOptions { Datasets = [dataset], Settings = [setting] });
        using NatsBenchmark bench = NatsBenchmark.Open(target);
        bench.Check(cancellation: TestContext.Current.CancellationToken);
        foreach (ArchitectureRecord record in records)
            Assert.Equal(RecordText.Of(Left(record, setting.Key, dataset.Name)), RecordText.Of(bench.Record(record.Index)));
    }, iter: 100);

    [Fact]
    public void Without_curves_the_last_numbers_remain_and_a_curve_is_refused()
    {
        SampleRecords.Write(Source, SampleRecords.Fixed);
        BenchmarkExtraction.Extract(Source, Target, new ExtractionOptions { WithoutCurves = true });
        using NatsBenchmark whole = NatsBenchmark.Open(Source), final = NatsBenchmark.Open(Target);
        final.Check(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(TableContents.FinalOnly, final.Contents);
        Assert.Equal(whole.Provenance, final.Provenance);
        TrainingSetting setting = new("12");
        Assert.Equal(
            whole.Runs(1, Cifar10Valid, setting).Mean().Metrics(EvaluationSet.XValid), final.Runs(1, Cifar10Valid, setting).Mean().Metrics(EvaluationSet.XValid));
        Assert.Contains("ask the file that it was extracted from", Assert.Throws<NatsBenchException>(
            () => final.Runs(1, Cifar10Valid, setting).Mean().Metrics(EvaluationSet.XValid, epoch: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("whole record", Assert.Throws<NatsBenchException>(() => final.Record(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_has_not_is_refused_and_nothing_is_written()
    {
        SampleRecords.Write(Source, SampleRecords.Fixed);
        Refused("has no dataset 'cifar10-vaild'; there are cifar10-valid, cifar10", new ExtractionOptions { Datasets = [new("cifar10-vaild")] });
        Refused("has no setting '200'", new ExtractionOptions { Settings = [new("200")] });
        Refused("has no record of architecture 2", new ExtractionOptions { Architectures = [1, 2] });
        Refused("has no record of architecture 8", new ExtractionOptions { Architectures = [8] });
        byte[] damaged = File.ReadAllBytes(Source);
        damaged[70] ^= 1;
        File.WriteAllBytes(Source, damaged);
        Assert.Throws<DamagedFileException>(() => BenchmarkExtraction.Extract(Source, Target, new ExtractionOptions()));
        Assert.Equal([Source], Directory.GetFileSystemEntries(_folder.Path));

        void Refused(string why, ExtractionOptions options) =>
            Assert.Contains(why, Assert.Throws<NatsBenchException>(() => BenchmarkExtraction.Extract(Source, Target, options)).Message, StringComparison.Ordinal);
    }

    private static ArchitectureRecord Left(ArchitectureRecord record, string setting, string dataset) => record with
    {
        Settings = [.. record.Settings.Where(one => one.Setting == setting)
            .Select(one => one with { Datasets = [.. one.Datasets.Where(two => two.Dataset == dataset)] })
            .Where(one => one.Datasets.Count > 0 || record.Settings.Any(two => two.Setting == one.Setting && two.Datasets.Count == 0))],
    };
}
