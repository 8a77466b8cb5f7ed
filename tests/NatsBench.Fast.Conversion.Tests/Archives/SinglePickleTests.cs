using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Conversion.Tests.Pickle;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Archives;

public sealed class SinglePickleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, int[], int> FromPython => new()
    {
        { PythonPickles.Archive0, [0, 1, 3], 2 },
        { PythonPickles.Archive1, [0, 1, 3], 2 },
        { PythonPickles.Archive2, [0, 1, 3], 2 },
        { PythonPickles.Archive3, [0, 1, 3], 2 },
        { PythonPickles.Archive4, [0, 1, 3], 2 },
        { PythonPickles.Archive5, [0, 1, 3], 2 },
        { PythonPickles.ArchiveRecordsFirst, [0, 1, 3], 2 },
        { PythonPickles.ArchiveOneSetting, [0, 1, 2, 3], 1 },
        { PythonPickles.ArchiveOneRecord, [3], 2 },
        { PythonPickles.ArchiveNumpyKeys, [0, 1, 3], 2 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(FromPython))]
    public void What_python_saves_is_read_record_by_record(string base64, int[] indexes, int settings)
    {
        using ArchiveSource source = Open(Convert.FromBase64String(base64));
        Assert.Null(source.Architectures);
        ArchitectureRecord[] records = [.. source.ReadRecords(1, TestContext.Current.CancellationToken)];
        Assert.Equal(indexes, records.Select(record => record.Index));
        Assert.All(records, record => Assert.Equal(settings, record.Settings.Count));
        foreach (ArchitectureRecord record in records)
        {
            TrialRecord trial = record.Settings[^1].Datasets[0].Trials[0]!;
            Assert.Equal($"a{record.Index}", record.Architecture);
            Assert.Equal(0.5 + record.Index, trial.Params);
            Assert.Equal([10.0 * record.Index, (10.0 * record.Index) + 1], trial.TrainTop1!.Values);
            Assert.Equal([2.5, 2.5], trial.TrainTime!.Values);
            Assert.Equal([50.0 + record.Index, 51.0 + record.Index], trial.Evaluations[1].Top1!.Values);
        }
        Assert.Equal(["a0", "a1", "a2", "a3", "a4", "a5"], source.Architectures!);
        Assert.Equal(indexes.Length, source.RecordCount);
        Assert.Equal(source.TotalBytes, source.BytesRead);
        Assert.DoesNotContain(source.Odd, finding => !finding.What.Contains("total_archs", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(FromPython))]
    public void Every_record_is_handed_out_before_the_next_is_read(string base64, int[] indexes, int settings)
    {
        byte[] pickle = PickleText.FromBase64(base64);
        var machine = new PickleMachine(new StringTable());
        machine.StartStream(new PickleInput(pickle, pickle.Length, "x"), "arch2infos");
        var keys = new List<int>();
        while (machine.TryReadItem(out PickleValue key, out PickleValue value))
        {
            keys.Add((int)key.AsInt);
            Assert.Equal(settings, value.AsDict.Count);
        }
        Assert.Equal(indexes, keys);
    }

    [Fact]
    public void Records_are_those_of_a_directory()
    {
        int[] indexes = [.. Enumerable.Range(0, 40)];
        TestArchive.WriteDirectory(_folder["part"], indexes);
        using ArchiveSource directory = ArchiveSource.Open(_folder["part"]);
        using ArchiveSource single = Open(TestPickle.DumpCompressed(TestArchive.Whole(indexes)));
        Assert.Equal(DirectoryAndTarTests.Shown(directory), DirectoryAndTarTests.Shown(single));
        Assert.Empty(single.Odd);
    }

    // ninapro and darcyflow on the topology space: NATS-Bench's layout, one setting, one seed, a dataset and a set of their own.
    [Theory]
    [InlineData("ninapro", "NATS-tss-v1_0-daa55.pickle.pbz2")]
    [InlineData("darcyflow", "NATS-tss-v1_0-48858.pickle.pbz2")]
    public void Archives_of_NAS_Bench_360_convert(string dataset, string name)
    {
        PyDict trial = TestArchive.Trial(dataset, 777, epochs: 200);
        trial["eval_names"] = new[] { "ori-test" };
        trial["eval_acc1es"] = new PyDict { { "ori-test@199", -0.25 } };
        trial["eval_losses"] = new PyDict { { "ori-test@199", 1.25 } };
        trial["eval_times"] = new PyDict();
        PyDict whole = TestArchive.Whole(0, 1);
        PyDict records = [];
        foreach (int index in (int[])[0, 1])
        {
            PyDict setting = TestArchive.Setting(index);
            setting["all_results"] = new PyDict { { (dataset, (object)777), trial } };
            setting["dataset_seed"] = new PyDict { { dataset, new[] { 777 } } };
            records.Add(index, new PyDict { { "200", setting } });
        }
        whole["arch2infos"] = records;
        File.WriteAllBytes(_folder[name], TestPickle.DumpCompressed(whole));
        ConversionReport report = ArchiveConverter.Convert(_folder[name], _folder["360.natsb"]);
        Assert.Equal((NameCheck.Mismatch, 2), (report.NameCheck, report.Records)); // these bytes are not the published file's
        using NatsBenchmark bench = NatsBenchmark.Open(_folder["360.natsb"]);
        Assert.Equal([dataset], bench.Datasets.Select(one => one.Name));
        Assert.Equal(-0.25, bench.Runs(1, new Model.Dataset(dataset), Model.TrainingSetting.Epochs200).ForSeed(777).Metrics(Model.EvaluationSet.OriTest).Accuracy);
        Assert.Empty(ArchiveVerifier.Verify(bench, _folder[name]).Differences);
    }

    [Fact]
    public void Many_batches_of_records_pass_by()
    {
        string[] architectures = [.. Enumerable.Range(0, 2345).Select(i => $"{i}")];
        var records = new PyDict();
        for (int i = 0; i < architectures.Length; i++)
            records.Add(i, new PyDict { { "12", new PyDict { { "arch_index", i }, { "arch_str", architectures[i] }, { "all_results", new PyDict() }, { "dataset_seed", new PyDict() } } } });
        using ArchiveSource source = Open(TestPickle.DumpCompressed(new PyDict
        {
            { "arch2infos", records }, { "evaluated_indexes", Enumerable.Range(0, 2344) }, { "meta_archs", architectures },
        }));
        Assert.Equal(Enumerable.Range(0, 2345), source.ReadRecords(1, TestContext.Current.CancellationToken).Select(record => record.Index));
        Assert.Contains("does not name: 1 (2344)", Assert.Single(source.Odd).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_into_an_earlier_record_is_refused_by_name()
    {
        byte[] pickle = PickleText.Bytes(
            Op.Proto, 4, Op.EmptyDict, Op.ShortBinUnicode, 10, "arch2infos", Op.EmptyDict,
            Op.Mark, Op.BinInt1, 0, Op.EmptyList, Op.Memoize, Op.BinInt1, 1, Op.BinGet, 0, Op.SetItems, Op.SetItem, Op.Stop);
        var machine = new PickleMachine(new StringTable());
        machine.StartStream(new PickleInput(pickle, pickle.Length, "x"), "arch2infos");
        // The list is fetched while the first record is still there; it is only then handed out.
        Assert.True(machine.TryReadItem(out _, out _));
        Assert.True(machine.TryReadItem(out _, out _));

        byte[] later = PickleText.Bytes(
            Op.Proto, 4, Op.EmptyDict, Op.ShortBinUnicode, 10, "arch2infos", Op.EmptyDict,
            Op.Mark, Op.BinInt1, 0, Op.EmptyList, Op.Memoize, Op.BinInt1, 1, Op.EmptyList, Op.BinGet, 0, Op.Append, Op.SetItems, Op.SetItem, Op.Stop);
        machine.StartStream(new PickleInput(later, later.Length, "x"), "arch2infos");
        Assert.True(machine.TryReadItem(out _, out _));
        Assert.Contains("part of an earlier record", Assert.Throws<PickleException>(() => machine.TryReadItem(out _, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_another_architecture_is_refused_at_the_end()
    {
        PyDict whole = TestArchive.Whole(1, 2);
        string[] architectures = [.. TestArchive.Architectures];
        architectures[2] = "other";
        whole["meta_archs"] = architectures;
        using ArchiveSource source = Open(TestPickle.DumpCompressed(whole));
        Assert.Contains("arch_str is 'arch-2', but architecture 2 is 'other'",
            Assert.Throws<NatsBenchException>(() => source.ReadRecords(1, TestContext.Current.CancellationToken).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_file_in_place_of_an_archive_is_recognised()
    {
        using ArchiveSource source = Open(TestPickle.DumpCompressed(TestArchive.Record(3)));
        Assert.Contains("give their directory", Assert.Throws<NatsBenchException>(() => source.ReadRecords(1, TestContext.Current.CancellationToken).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_is_refused()
    {
        byte[] whole = TestPickle.DumpCompressed(TestArchive.Whole(1, 2, 3));
        for (int length = 10; length < whole.Length; length += 31)
        {
            using ArchiveSource source = Open(whole[..length]);
            Assert.Throws<DamagedFileException>(() => source.ReadRecords(1, TestContext.Current.CancellationToken).Count());
        }
    }

    [Fact]
    public void The_official_name_is_checked()
    {
        byte[] whole = TestPickle.DumpCompressed(TestArchive.Whole(1));
#pragma warning disable CA5351 // official names carry MD5
        string md5 = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(whole));
#pragma warning restore CA5351
        Assert.Equal(NameCheck.Match, Check($"NATS-tss-v1_0-{md5[..5]}.pickle.pbz2", whole));
        Assert.Equal(NameCheck.Mismatch, Check("NATS-tss-v1_0-00000.pickle.pbz2", whole));
        Assert.Equal(NameCheck.NotApplicable, Check("mine.pickle.pbz2", whole));
    }

    private NameCheck Check(string name, byte[] bytes)
    {
        using ArchiveSource source = Open(bytes, name);
        Assert.Single(source.ReadRecords(1));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), source.GetProvenance().SourceSha256);
        return source.NameCheck;
    }

    private ArchiveSource Open(byte[] bytes, string name = "whole.pickle.pbz2")
    {
        File.WriteAllBytes(_folder[name], bytes);
        return ArchiveSource.Open(_folder[name]);
    }
}
