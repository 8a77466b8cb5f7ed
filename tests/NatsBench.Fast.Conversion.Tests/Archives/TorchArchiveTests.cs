using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using CsCheck;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Archives;

/// <summary>NAS-Bench-201's own archives, saved by PyTorch in both of its forms; <c>make_torch.py</c> writes the fixtures, and says the formulas.</summary>
public sealed class TorchArchiveTests : IDisposable
{
    private const string First = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms => new("legacy", "zip");

    [Theory, MemberData(nameof(Forms))]
    public void The_file_of_version_1_1_is_read_record_by_record(string form)
    {
        using ArchiveSource source = ArchiveSource.Open(Fixture($"v1_1-{form}.pth"));
        ArchitectureRecord[] records = [.. source.ReadRecords(2, TestContext.Current.CancellationToken)];
        Assert.Equal([0, 1, 2, 5], records.Select(record => record.Index));
        Assert.Equal(8, source.Architectures!.Count);
        Assert.Equal(First, source.Architectures[0]);
        Assert.DoesNotContain(source.Odd, finding => !finding.What.Contains("is a number, kept as a text", StringComparison.Ordinal));
        foreach (ArchitectureRecord record in records)
        {
            Assert.Equal(["12", "200"], record.Settings.Select(setting => setting.Setting));
            Assert.Equal(["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"], record.Settings[1].Datasets.Select(dataset => dataset.Dataset));
            Assert.Equal(((long[])[777, 888, 999])[..(1 + (record.Index % 3))], record.Settings[1].Datasets[2].Seeds);
            Assert.Equal([111, 777], record.Settings[0].Datasets[0].Seeds);
            Assert.Equal([111], record.Settings[0].Datasets[1].Seeds);
            TrialRecord trial = record.Settings[1].Datasets[2].Trials[0]!;
            Assert.Equal((6, 0.25 + record.Index, 40.5 + record.Index), (trial.Epochs, trial.Params, trial.Flops));
            Assert.Equal(Enumerable.Range(0, 6).Select(epoch => 10.0 + record.Index + (epoch * 0.5)), trial.TrainTop1!.Values);
            Assert.Equal(Enumerable.Range(0, 6).Select(epoch => 2.0 - (epoch / 6.0) + (record.Index / 7.0)), trial.TrainLoss!.Values);
            Assert.Equal([0.0125, 0.0126], trial.Latency!);
            Assert.Equal(["ori-test", "x-valid", "x-test"], trial.EvaluationSets);
            Assert.Equal(Enumerable.Range(0, 6).Select(epoch => 50.0 + record.Index + (epoch * 0.25) + (777 / 1e4)), trial.Evaluations[0].Top1!.Values);
            Assert.Equal((5, 50.125 + record.Index), (trial.Evaluations[1].Top1!.FirstEpoch, trial.Evaluations[1].Top1!.Values[0]));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Times_that_version_1_0_lacks_stay_absent(string form)
    {
        using ArchiveSource source = ArchiveSource.Open(Fixture($"v1_0-{form}.pth"));
        ArchitectureRecord[] records = [.. source.ReadRecords(1, TestContext.Current.CancellationToken)];
        Assert.Equal([0, 1, 3], records.Select(record => record.Index));
        foreach (ArchitectureRecord record in records)
        {
            Assert.Equal(["cifar10-valid"], record.Settings[0].Datasets.Select(dataset => dataset.Dataset));
            TrialRecord trial = record.Settings[1].Datasets[0].Trials[0]!;
            Assert.Null(trial.TrainTop5);
            Assert.Equal(record.Index % 2 == 0, trial.TrainTime is not null);
            Assert.Equal(record.Index % 2 == 0, trial.Latency is not null);
            Assert.All(trial.Evaluations, set => Assert.Equal(record.Index % 2 == 0, set.Time is not null));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_file_converts_and_says_where_it_is_from(string form)
    {
        string file = Fixture($"v1_0-{form}.pth"), output = _folder["nb201.natsb"];
        ConversionReport report = ArchiveConverter.Convert(file, output);
        Assert.Equal("nas-bench-201-file", report.Provenance.SourceKind);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), report.Provenance.SourceSha256);
        Assert.Contains(report.Absent, finding => finding.What == "training time: None");
        using NatsBenchmark bench = NatsBenchmark.Open(output);
        Assert.Equal("nas-bench-201-file", bench.Provenance.SourceKind);
        Assert.Empty(ArchiveVerifier.Verify(bench, file).Differences);
        Assert.Equal(2, bench.Runs(bench.IndexOf(First), Model.Dataset.Cifar10Valid, Model.TrainingSetting.Epochs200).Cost().Latency is null ? 0 : 2);
        Assert.Null(bench.Runs(1, Model.Dataset.Cifar10Valid, Model.TrainingSetting.Epochs200).Cost().Latency);
    }

    [Theory, MemberData(nameof(Forms))]
    public void The_archive_of_cells_is_read_from_a_folder_and_from_a_tar(string form)
    {
        string cells = Directory.CreateDirectory(_folder["NAS-Bench-201-v1_1-archive"]).FullName;
        File.Copy(Fixture($"simple-{form}.pth"), Path.Combine(cells, "000004-SIMPLE.pth"));
        TarFile.CreateFromDirectory(cells, _folder["cells.tar"], includeBaseDirectory: true);
        File.Copy(Fixture($"full-{form}.pth"), Path.Combine(cells, "000004-FULL.pth"));
        using ArchiveSource full = ArchiveSource.Open(cells), tar = ArchiveSource.Open(_folder["cells.tar"]);
        Assert.Equal(("nas-bench-201-directory", "nas-bench-201-tar"), (full.Kind, tar.Kind));
        Assert.Equal(15_625, full.Architectures!.Count);
        Assert.Equal(First, full.Architectures[0]);
        ArchitectureRecord one = Assert.Single(full.ReadRecords(2, TestContext.Current.CancellationToken));
        ArchitectureRecord other = Assert.Single(tar.ReadRecords(1, TestContext.Current.CancellationToken));
        Assert.Equal(one.Settings[1].Datasets[3].Trials[1]!.Evaluations[0].Loss!.Values, other.Settings[1].Datasets[3].Trials[1]!.Evaluations[0].Loss!.Values);
        Assert.All(one.Settings, setting => Assert.All(setting.Datasets, dataset => Assert.All(dataset.Trials, trial => Assert.True(trial!.HasWeights))));
        Assert.Contains("opens the FULL one", Assert.Single(full.Odd, finding => finding.What.Contains("two names", StringComparison.Ordinal)).What, StringComparison.Ordinal);
        Assert.Equal(64, full.GetProvenance().SourceSha256.Length);
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_cell_under_the_name_of_another_is_refused(string form)
    {
        string cells = Directory.CreateDirectory(_folder["cells"]).FullName;
        File.Copy(Fixture($"simple-{form}.pth"), Path.Combine(cells, "000005-FULL.pth"));
        Assert.Contains("arch_index is 4, but the record's place in the archive is 5", Refusal(cells), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Forms))]
    public void Other_files_of_PyTorch_are_told(string form)
    {
        Assert.Contains("no dict with 'arch2infos'", Refusal(Fixture($"other-{form}.pth")), StringComparison.Ordinal);
        Assert.Contains("'less' is missing", Refusal(Fixture($"half-{form}.pth")), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_file_cut_short_is_refused_wherever_it_ends(string form)
    {
        foreach (string name in (string[])["v1_0", "full"])
        {
            byte[] whole = File.ReadAllBytes(Fixture($"{name}-{form}.pth"));
            for (int length = 1; length < whole.Length; length += 97)
                Assert.ThrowsAny<NatsBenchException>(() => ReadCell(whole[..length]));
            Assert.ThrowsAny<NatsBenchException>(() => ReadCell(whole[..^1]));
            if (form == "legacy")
                Assert.ThrowsAny<NatsBenchException>(() => ReadCell([.. whole, 0]));
            ReadCell(whole);
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_changed_file_is_read_or_refused(string form)
    {
        byte[] whole = File.ReadAllBytes(Fixture($"full-{form}.pth"));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 3].Sample(changes =>
        {
            byte[] changed = [.. whole];
            foreach ((int place, byte value) in changes)
                changed[place] = value;
            try
            {
                ReadCell(changed);
            }
            catch (NatsBenchException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }, iter: 2000);
    }

    [Fact]
    public void A_compressed_pickle_in_a_zip_is_none_of_PyTorch()
    {
        using (ZipArchive zip = ZipFile.Open(_folder["bomb.pth"], ZipArchiveMode.Create))
        using (Stream entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.SmallestSize).Open())
            entry.Write(new byte[1 << 20]);
        Assert.Contains("is compressed, which PyTorch never does", Refusal(_folder["bomb.pth"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_in_the_form_of_large_files_is_read_the_same()
    {
        byte[] zip = File.ReadAllBytes(Fixture("full-zip.pth")), large = InLargeForm(zip);
        ZipMember small = ZipMember.Find(new MemoryStream(zip), "data.pkl")!.Value;
        Assert.Equal(small, ZipMember.Find(new MemoryStream(large), "data.pkl"));
        Assert.Equal(small, ZipMember.Find(new MemoryStream([.. zip[..^2], 5, 0, .. "PK\x05\x06!"u8]), "data.pkl"));
        ReadCell(large);
        for (int length = zip.Length - 100; length < large.Length; length++)
            Assert.Throws<InvalidDataException>(() => ZipMember.Find(new MemoryStream(large[..length]), "data.pkl"));
    }

    [Fact]
    public void The_directory_of_a_zip_is_read_as_the_library_of_zips_does()
    {
        foreach (string fixture in (string[])["simple", "full", "v1_0", "v1_1", "other", "half"])
        {
            byte[] bytes = File.ReadAllBytes(Fixture($"{fixture}-zip.pth"));
            using ZipArchive zip = new(new MemoryStream(bytes), ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in zip.Entries.DistinctBy(entry => entry.Name))
            {
                ZipMember member = ZipMember.Find(new MemoryStream(bytes), entry.Name)!.Value;
                Assert.Equal((entry.FullName, entry.Length, entry.Crc32, true), (member.Path, member.Length, member.Crc32, member.IsStored));
                byte[] plain = new byte[entry.Length];
                using Stream stream = entry.Open();
                stream.ReadExactly(plain);
                Assert.Equal(plain, bytes.AsSpan((int)member.Start, (int)member.Length).ToArray());
            }
            Assert.Null(ZipMember.Find(new MemoryStream(bytes), "data"));
        }
    }

    [Fact]
    public void An_encrypted_zip_and_a_part_of_one_are_told()
    {
        byte[] zip = File.ReadAllBytes(Fixture("full-zip.pth"));
        int end = zip.AsSpan().LastIndexOf("PK\x05\x06"u8), entry = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(end + 16));
        byte[] locked = [.. zip], part = [.. zip];
        locked[entry + 8] |= 1;
        part[end + 4] = 1;
        Assert.Equal("file: a damaged zip (its members are encrypted); download it again", Assert.Throws<DamagedFileException>(() => ReadCell(locked)).Message);
        Assert.Equal("file: a damaged zip (it is one part of several); download it again", Assert.Throws<DamagedFileException>(() => ReadCell(part)).Message);
    }

    [Fact]
    public void A_pickle_that_would_run_something_is_refused_by_name()
    {
        byte[] whole = File.ReadAllBytes(Fixture("full-legacy.pth"));
        byte[] name = "torch._utils\n_rebuild_tensor_v2\n"u8.ToArray();
        int at = whole.AsSpan().IndexOf(name);
        "posix\nsystem_______________v2\n"u8.CopyTo(whole.AsSpan(at));
        Assert.Contains("'posix.system_______________v2' is not on the list of data types; nothing was run", Assert.Throws<PickleException>(() => ReadCell(whole)).Message, StringComparison.Ordinal);
    }

    // The numbers of the first entry and of the directory in 64 bits each, which zips of 4 GB have: APPNOTE 4.3.14 to 4.5.3.
    private static byte[] InLargeForm(byte[] zip)
    {
        ReadOnlySpan<byte> end = zip.AsSpan(zip.AsSpan().LastIndexOf("PK\x05\x06"u8));
        ulong entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        int start = BinaryPrimitives.ReadInt32LittleEndian(end[16..]), bytes = BinaryPrimitives.ReadInt32LittleEndian(end[12..]);
        byte[] entry = zip[start..(start + 46)];
        int name = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(28));
        using MemoryStream made = new();
        using BinaryWriter writer = new(made);
        byte[] numbers = [.. new byte[] { 9, 9, 2, 0, 0, 0, 1, 0, 24, 0 }, .. Wide(entry, 24), .. Wide(entry, 20), .. Wide(entry, 42)];
        entry.AsSpan(20, 8).Fill(0xFF);
        entry.AsSpan(42, 4).Fill(0xFF);
        entry[30] += (byte)numbers.Length;
        writer.Write(zip[..start]);
        writer.Write(entry);
        writer.Write(zip.AsSpan(start + 46, name));
        writer.Write(numbers);
        writer.Write(zip.AsSpan(start + 46 + name, bytes - 46 - name));
        long directory = made.Position;
        writer.Write(0x0606_4B50);
        writer.Write(44L);
        writer.Write([45, 0, 45, 0, .. new byte[8]]);
        writer.Write(entries);
        writer.Write(entries);
        writer.Write(directory - start);
        writer.Write((long)start);
        writer.Write(0x0706_4B50);
        writer.Write(0);
        writer.Write(directory);
        writer.Write(1);
        writer.Write(0x0605_4B50);
        writer.Write(0);
        writer.Write([.. Enumerable.Repeat((byte)0xFF, 12), 0, 0]);
        return made.ToArray();

        static byte[] Wide(byte[] entry, int at) => [.. entry[at..(at + 4)], 0, 0, 0, 0];
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static void ReadCell(byte[] bytes)
    {
        PickleMachine machine = new(new StringTable(), PickleScope.TorchFile);
        using TorchFile torch = new(new MemoryStream(bytes), "file", machine);
        PickleValue value = machine.Read(torch.Input);
        torch.Finish();
        if (value.Kind == PickleKind.Dict && value.AsDict.Count == 2)
            new RecordReader(RecordLayout.NasBench201).Read(value, 4, null, "file", []);
    }

    private static string Refusal(string path) => Assert.ThrowsAny<NatsBenchException>(() =>
    {
        using ArchiveSource source = ArchiveSource.Open(path);
        foreach (ArchitectureRecord _ in source.ReadRecords(1))
        {
        }
    }).Message;
}
