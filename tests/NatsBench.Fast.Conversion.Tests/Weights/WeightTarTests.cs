using System.Formats.Tar;
using System.Globalization;
using System.Text;
using NatsBench.Fast.Conversion.Tests.Archives;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Weights;

/// <summary>Weights read from a tar file where they lie, and the index that is kept beside it.</summary>
public sealed class WeightTarTests : IDisposable
{
    private const int HeaderBytes = 512;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void A_record_is_found_by_its_name_first_by_the_headers_then_by_the_index(TarEntryFormat format)
    {
        string tar = Write(format, "deep/er/part/", 3, 7, 12);
        for (int i = 0; i < 2; i++)
        {
            List<double> told = [];
            WeightArchive archive = WeightArchive.Open(tar, new() { Indexing = new Told(told) });
            Assert.Equal([3, 7, 12], archive.Architectures);
            Assert.Equal([7, 0.5f], archive.GetNetParam(7, Dataset.Cifar10)[777]["x"].Floats);
            Assert.Equal([12, 0.5f], archive.GetNetParam(12, Dataset.Cifar10)[777]["x"].Floats);
            Assert.Null(archive.Note);
            Assert.Equal(i == 0, told.Count > 0);
        }
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Names_longer_than_a_header_are_read(TarEntryFormat format) =>
        Assert.Equal([7, 0.5f], WeightArchive.Open(Write(format, $"{new string('d', 180)}/{new string('e', 90)}/", 7)).GetNetParam(7, Dataset.Cifar10)[777]["x"].Floats);

    // The name is looked at and nothing is written, so where it leads does not matter.
    [Fact]
    public void Names_that_lead_elsewhere_are_names_like_any_other() =>
        Assert.Equal([7, 0.5f], WeightArchive.Open(Write(TarEntryFormat.Gnu, "../../", 7)).GetNetParam(7, Dataset.Cifar10)[777]["x"].Floats);

    [Fact]
    public void What_the_tar_lacks_is_said_in_one_line()
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        Refuses("a.tar: no record of architecture 8", () => WeightArchive.Open(tar).GetNetParam(8, Dataset.Cifar10));
        using (var writer = new TarWriter(File.Create(_folder["none.tar"])))
            writer.WriteEntry(tar, "notes.txt");
        Refuses("a tar file without records", () => WeightArchive.Open(_folder["none.tar"]));
    }

    [Fact]
    public void A_simple_archive_says_which_download_has_weights_as_a_tar_too()
    {
        string directory = SharedData.Require("data", "NATS-tss-v1_0-3ffb9-simple"), tar = _folder["NATS-tss-v1_0-3ffb9-simple.tar"];
        TarFile.CreateFromDirectory(directory, tar, includeBaseDirectory: true);
        foreach (string archive in (string[])[directory, tar, Path.Combine(directory, "000284.pickle.pbz2")])
            Refuses("no weights, nor anywhere in the record; the '-full' download of the space has them", () => WeightArchive.Open(archive).GetNetParam(284, Dataset.Cifar10, 111));
    }

    [Fact]
    public void A_real_record_gives_the_same_tensors_from_directory_tar_and_record()
    {
        string directory = SharedData.Require("data", "NATS-tss-v1_0-3ffb9-full"), tar = _folder["full.tar"];
        TarFile.CreateFromDirectory(directory, tar, includeBaseDirectory: true);
        TensorSet expected = WeightArchive.Open(directory).GetNetParam(284, Dataset.Cifar10)[111];
        foreach (string archive in (string[])[tar, Path.Combine(directory, "000284.pickle.pbz2")])
        {
            TensorSet actual = WeightArchive.Open(archive).GetNetParam(284, Dataset.Cifar10)[111];
            Assert.Equal(expected.Tensors.Select(tensor => tensor.ToString()), actual.Tensors.Select(tensor => tensor.ToString()));
            foreach (Tensor tensor in expected.Tensors.Where(tensor => tensor.Type == ElementType.F32))
                Assert.Equal(tensor.Floats, actual[tensor.Name].Floats);
        }
    }

    [Fact]
    public void An_index_of_another_file_is_made_again()
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        _ = WeightArchive.Open(tar);
        byte[] index = File.ReadAllBytes(tar + ".index");
        File.WriteAllBytes(Write(TarEntryFormat.Gnu, "", 3, 5, 7) + ".index", index);
        Assert.Equal([3, 5, 7], WeightArchive.Open(tar).Architectures);
        byte[] right = File.ReadAllBytes(tar + ".index");
        // Written to since, whatever was written.
        File.SetLastWriteTimeUtc(tar, File.GetLastWriteTimeUtc(tar).AddSeconds(1));
        Assert.Equal([3, 5, 7], WeightArchive.Open(tar).Architectures);
        Assert.NotEqual(right, File.ReadAllBytes(tar + ".index"));
    }

    [Fact]
    public void An_index_with_any_wrong_byte_or_cut_anywhere_is_made_again()
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        _ = WeightArchive.Open(tar);
        byte[] whole = File.ReadAllBytes(tar + ".index");
        for (int i = 0; i < whole.Length; i++)
            foreach (byte[] broken in (byte[][])[whole[..i], [.. whole[..i], (byte)(whole[i] ^ (1 << (i % 8))), .. whole[(i + 1)..]]])
            {
                File.WriteAllBytes(tar + ".index", broken);
                Assert.Equal([3, 7], WeightArchive.Open(tar).Architectures);
                Assert.Equal(whole, File.ReadAllBytes(tar + ".index"));
            }
    }

    // With a right checksum: what an enemy can write.
    [Theory]
    [InlineData("000003.pickle.pbz2 512 9223372036854775807 0000000000000000")]
    [InlineData("000003.pickle.pbz2 9223372036854775807 1 0000000000000000")]
    [InlineData("000003.pickle.pbz2 511 1 0000000000000000")]
    [InlineData("000003.pickle.pbz2 -512 1 0000000000000000")]
    [InlineData("000003.pickle.pbz2 512 -1 0000000000000000")]
    [InlineData("../../etc/passwd 512 1 0000000000000000")]
    [InlineData("000003.pickle.pbz2 512 1")]
    [InlineData("000003.pickle.pbz2 512 1 0000000000000000\n3.pickle.pbz2 512 1 0000000000000000")]
    public void A_forged_index_is_made_again(string line)
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        _ = WeightArchive.Open(tar);
        string right = File.ReadAllText(tar + ".index");
        Forge(tar, line);
        Assert.Equal([3, 7], WeightArchive.Open(tar).Architectures);
        Assert.Equal(right, File.ReadAllText(tar + ".index"));
    }

    [Fact]
    public void An_index_that_points_elsewhere_is_refused_where_it_is_used()
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        _ = WeightArchive.Open(tar);
        Forge(tar, "000003.pickle.pbz2 1024 100 0123456789abcdef");
        Refuses("000003.pickle.pbz2: its header is not the one that", () => WeightArchive.Open(tar).GetNetParam(3, Dataset.Cifar10));
    }

    [Fact]
    public void A_tar_that_is_changed_while_it_is_open_is_refused()
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        WeightArchive archive = WeightArchive.Open(tar);
        using (FileStream file = new(tar, FileMode.Append))
            file.WriteByte(0);
        Refuses("was changed while it was open", () => archive.GetNetParam(3, Dataset.Cifar10));
    }

    [Fact]
    public void An_index_that_cannot_be_kept_stays_in_memory_and_that_is_said()
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        Directory.CreateDirectory(tar + ".index");
        WeightArchive archive = WeightArchive.Open(tar);
        Assert.Equal([7, 0.5f], archive.GetNetParam(7, Dataset.Cifar10)[777]["x"].Floats);
        Assert.Contains("the tar file's headers are read anew each time", archive.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tar_that_is_cut_anywhere_is_refused_or_gives_what_is_left()
    {
        byte[] whole = File.ReadAllBytes(Write(TarEntryFormat.Pax, "part/", 3, 7));
        for (int length = 0; length < whole.Length - (2 * HeaderBytes); length += 61)
        {
            string cut = _folder[$"cut{length}.tar"];
            File.WriteAllBytes(cut, whole[..length]);
            if (IsRefused(() => WeightArchive.Open(cut).GetNetParam(3, Dataset.Cifar10)))
                Assert.False(File.Exists(cut + ".index") && length < HeaderBytes);
        }
    }

    [Fact]
    public void Any_wrong_byte_of_the_headers_is_read_or_refused_in_one_line()
    {
        byte[] whole = File.ReadAllBytes(Write(TarEntryFormat.Gnu, $"{new string('d', 120)}/", 3));
        int refused = 0;
        for (int i = 0; i < 4 * HeaderBytes; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_folder["changed.tar"], changed);
            File.Delete(_folder["changed.tar.index"]);
            refused += IsRefused(() => WeightArchive.Open(_folder["changed.tar"]).GetNetParam(3, Dataset.Cifar10)) ? 1 : 0;
        }
        Assert.True(refused > HeaderBytes);
    }

    // Sizes as octal digits, and in base 256 where the first byte says so; the checksum is right.
    [Theory]
    [InlineData('0', "77777777777\0")]
    [InlineData('0', "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData('0', "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData('0', "-0000000001\0")]
    [InlineData('0', "           \0")]
    [InlineData('x', "17777777777\0")]
    [InlineData('x', "77777777777\0")]
    [InlineData('L', "17777777777\0")]
    [InlineData('L', "77777777777\0")]
    [InlineData('K', "17777777777\0")]
    [InlineData('g', "17777777777\0")]
    [InlineData('x', "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData('L', "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData('S', "00000000010\0")]
    public void A_hostile_size_is_refused_in_one_line(char type, string size)
    {
        byte[] tar = File.ReadAllBytes(Write(TarEntryFormat.Gnu, "", 3));
        tar[156] = (byte)type;
        Encoding.Latin1.GetBytes(size).CopyTo(tar, 124);
        Seal(tar);
        File.WriteAllBytes(_folder["hostile.tar"], tar);
        Assert.True(IsRefused(() => WeightArchive.Open(_folder["hostile.tar"]).GetNetParam(3, Dataset.Cifar10)));
    }

    [Fact]
    public void Long_names_that_follow_one_another_without_end_are_refused()
    {
        byte[] header = File.ReadAllBytes(Write(TarEntryFormat.Gnu, "", 3))[..HeaderBytes];
        header[156] = (byte)'L';
        Encoding.ASCII.GetBytes("00000000001\0").CopyTo(header, 124);
        Seal(header);
        byte[] pair = [.. header, (byte)'a', .. new byte[HeaderBytes - 1]];
        File.WriteAllBytes(_folder["loop.tar"], [.. Enumerable.Repeat(pair, 2000).SelectMany(bytes => bytes)]);
        Assert.True(IsRefused(() => WeightArchive.Open(_folder["loop.tar"])));
    }

    [Fact]
    public void Stopping_leaves_no_index()
    {
        string tar = Write(TarEntryFormat.Gnu, "", 3, 7);
        Assert.ThrowsAny<OperationCanceledException>(() => WeightArchive.Open(tar, new() { Cancellation = new CancellationToken(canceled: true) }));
        Assert.False(File.Exists(tar + ".index"));
    }

    [Fact]
    public void The_index_finds_one_record_of_thousands()
    {
        TestArchive.Write(_folder.Path, "000000.pickle.pbz2", Record(0));
        using (var writer = new TarWriter(File.Create(_folder["many.tar"]), TarEntryFormat.Gnu))
            for (int i = 0; i < 15_625; i++)
                writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, string.Create(CultureInfo.InvariantCulture, $"full/{i:D6}.pickle.pbz2"))
                {
                    DataStream = new MemoryStream(i == 15_000 ? TestPickle.DumpCompressed(Record(7)) : [1]),
                });
        Assert.Equal(15_625, WeightArchive.Open(_folder["many.tar"]).Architectures.Count);
        WeightArchive archive = WeightArchive.Open(_folder["many.tar"]);
        Refuses("not a bzip2 file", () => archive.GetNetParam(14_999, Dataset.Cifar10));
        Refuses("arch_index is 7, but the file's name says 15000", () => archive.GetNetParam(15_000, Dataset.Cifar10));
        Assert.InRange(new FileInfo(_folder["many.tar.index"]).Length, 1, 1 << 20);
    }

    private static PyDict Record(int index)
    {
        PyDict trial = TestArchive.Trial("cifar10", 777, epochs: 1);
        trial["net_state_dict"] = new PyDict { { "x", TestTensor.Of(index, 0.5f) } };
        return TestArchive.Record(index, trial);
    }

    private string Write(TarEntryFormat format, string prefix, params int[] indices)
    {
        using (var writer = new TarWriter(File.Create(_folder["a.tar"]), format))
            foreach (int index in indices)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{index:D6}.pickle.pbz2");
                TestArchive.Write(_folder.Path, name, Record(index));
                writer.WriteEntry(_folder[name], prefix + name);
            }
        return _folder["a.tar"];
    }

    private static void Forge(string tar, string line)
    {
        string[] lines = File.ReadAllLines(tar + ".index");
        string text = $"{lines[0]}\n{lines[1]}\n{line}\n";
        File.WriteAllText(tar + ".index", $"{text}{System.IO.Hashing.XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(text)):x16}\n");
    }

    private static void Seal(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        int sum = 0;
        foreach (byte value in header[..HeaderBytes])
            sum += value;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }

    private static void Refuses(string message, Action read)
    {
        NatsBenchException error = Assert.ThrowsAny<NatsBenchException>(read);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static bool IsRefused(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (NatsBenchException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            return true;
        }
    }

    private sealed class Told(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
