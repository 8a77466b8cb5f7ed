using System.Formats.Tar;
using System.IO.Compression;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Archives;

public sealed class DirectoryAndTarTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_part_of_a_directory_is_read_in_ascending_order(int threads)
    {
        string path = _folder["NATS-tss-v1_0-3ffb9-simple"];
        TestArchive.WriteDirectory(path, [.. Enumerable.Range(0, 39).Reverse()]);
        using ArchiveSource source = ArchiveSource.Open(path);
        Assert.Equal("simple-directory", source.Kind);
        Assert.Equal("NATS-tss-v1_0-3ffb9-simple", source.Name);
        Assert.Equal(TestArchive.Architectures, source.Architectures!);
        Assert.Equal(39, source.RecordCount);
        Assert.Equal(Enumerable.Range(0, 39), source.ReadRecords(threads, TestContext.Current.CancellationToken).Select(record => record.Index));
        Assert.Equal(source.TotalBytes, source.BytesRead);
        Assert.Empty(source.Odd);
    }

    // Data folders on clusters are often links to one shared copy.
    [Fact]
    public void Links_to_files_are_read_and_those_to_nothing_are_odd()
    {
        if (OperatingSystem.IsWindows())
            return;
        string path = _folder["part"], links = Directory.CreateDirectory(_folder["links"]).FullName;
        TestArchive.WriteDirectory(path, 3);
        foreach (string file in Directory.EnumerateFiles(path))
            File.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(file)), file);
        File.CreateSymbolicLink(Path.Combine(links, "000005.pickle.pbz2"), Path.Combine(path, "absent"));
        using ArchiveSource source = ArchiveSource.Open(links);
        Assert.Equal([3], source.ReadRecords(1, TestContext.Current.CancellationToken).Select(record => record.Index));
        Assert.Equal(source.TotalBytes, source.BytesRead);
        Assert.Contains("a link that leads to no file", Assert.Single(source.Odd).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tar_with_a_sparse_file_is_refused_in_one_line()
    {
        TestArchive.WriteDirectory(_folder["part"], 3);
        byte[] tar = File.ReadAllBytes(Tar(_folder["part"], TarEntryFormat.Gnu, ""));
        tar[156] = (byte)'S'; // the type of the first entry; its checksum follows
        int sum = tar.AsSpan(0, 512).ToArray().Select((value, i) => i is >= 148 and < 156 ? (int)' ' : value).Sum();
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(tar, 148);
        File.WriteAllBytes(_folder["sparse.tar"], tar);
        NatsBenchException e = Assert.Throws<NatsBenchException>(() => ArchiveSource.Open(_folder["sparse.tar"]));
        Assert.Contains("without --sparse", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_padded_name_wins_and_strangers_are_odd()
    {
        string path = _folder["part"];
        TestArchive.WriteDirectory(path, 3);
        TestArchive.Write(path, "3.pickle.pbz2", TestArchive.Record(7)); // would be refused
        TestArchive.Write(path, "4.pickle.pbz2", TestArchive.Record(4));
        TestArchive.Write(path, "0005.pickle.pbz2", TestArchive.Record(5));
        TestArchive.Write(path, "000040.pickle.pbz2", TestArchive.Record(5));
        File.WriteAllText(Path.Combine(path, "notes.txt"), "hello");
        using ArchiveSource source = ArchiveSource.Open(path);
        Assert.Equal([3, 4], source.ReadRecords(2, TestContext.Current.CancellationToken).Select(record => record.Index));
        Assert.Equal(4, source.Odd.Sum(finding => finding.Count));
    }

    [Fact]
    public void A_missing_meta_file_is_named_with_a_remedy()
    {
        TestArchive.WriteDirectory(_folder["part"], 3);
        File.Delete(Path.Combine(_folder["part"], "meta.pickle.pbz2"));
        string message = Assert.Throws<NatsBenchException>(() => ArchiveSource.Open(_folder["part"])).Message;
        Assert.Contains("meta.pickle.pbz2 is missing", message, StringComparison.Ordinal);
        Assert.Contains("copy it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Architectures_listed_twice_are_refused()
    {
        Directory.CreateDirectory(_folder["part"]);
        TestArchive.Write(_folder["part"], "meta.pickle.pbz2", new PyDict { { "meta_archs", new[] { "a", "b", "a" } } });
        Assert.Contains("architectures 0 and 2 are both 'a'", Assert.Throws<NatsBenchException>(() => ArchiveSource.Open(_folder["part"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_damaged_record_is_the_one_that_is_named()
    {
        TestArchive.WriteDirectory(_folder["part"], [.. Enumerable.Range(0, 20)]);
        foreach (int index in new[] { 5, 6, 15 })
        {
            string file = Path.Combine(_folder["part"], $"{index:D6}.pickle.pbz2");
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^9]);
        }
        using ArchiveSource source = ArchiveSource.Open(_folder["part"]);
        string message = Assert.Throws<DamagedFileException>(() => source.ReadRecords(4, TestContext.Current.CancellationToken).Count()).Message;
        Assert.Contains("000005.pickle.pbz2: not a whole bzip2 stream", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public void A_tar_gives_what_the_directory_gives(TarEntryFormat format)
    {
        TestArchive.WriteDirectory(_folder["part"], 1, 2, 30);
        string tar = Tar(_folder["part"], format, "deep/er/part/");
        using ArchiveSource directory = ArchiveSource.Open(_folder["part"]);
        using ArchiveSource packed = ArchiveSource.Open(tar);
        Assert.Equal("tar", packed.Kind);
        Assert.Equal(Shown(directory), Shown(packed));
        Assert.Equal(new FileInfo(tar).Length, packed.GetProvenance().SourceBytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(tar))), packed.GetProvenance().SourceSha256);
    }

    [Fact]
    public void A_tar_cut_off_is_refused()
    {
        TestArchive.WriteDirectory(_folder["part"], 1, 2);
        byte[] whole = File.ReadAllBytes(Tar(_folder["part"], TarEntryFormat.Pax, ""));
        File.WriteAllBytes(_folder["cut.tar"], whole[..(whole.Length / 3)]);
        Assert.ThrowsAny<NatsBenchException>(() =>
        {
            using ArchiveSource source = ArchiveSource.Open(_folder["cut.tar"]);
            return source.ReadRecords(1, TestContext.Current.CancellationToken).Count();
        });
    }

    [Fact]
    public void Two_archives_in_a_tar_are_refused()
    {
        TestArchive.WriteDirectory(_folder["a"], 1);
        using (var writer = new TarWriter(File.Create(_folder["two.tar"])))
        {
            writer.WriteEntry(Path.Combine(_folder["a"], "meta.pickle.pbz2"), "a/meta.pickle.pbz2");
            writer.WriteEntry(Path.Combine(_folder["a"], "meta.pickle.pbz2"), "b/meta.pickle.pbz2");
        }
        Assert.Contains("one archive at a time", Assert.Throws<NatsBenchException>(() => ArchiveSource.Open(_folder["two.tar"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_refused_with_a_remedy()
    {
        using (var gzip = new GZipStream(File.Create(_folder["x.tar.gz"]), CompressionLevel.Fastest))
            gzip.Write(new byte[1000]);
        Assert.Contains("gunzip", Assert.Throws<NatsBenchException>(() => ArchiveSource.Open(_folder["x.tar.gz"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["x.txt"], "hello");
        Assert.Contains("no archive", Assert.Throws<NatsBenchException>(() => ArchiveSource.Open(_folder["x.txt"])).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<NatsBenchException>(() => ArchiveSource.Open(_folder["nothing"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["empty.tar"], "");
        Assert.ThrowsAny<NatsBenchException>(() => ArchiveSource.Open(_folder["empty.tar"]));
    }

    [Fact]
    public void The_hash_of_a_directory_is_the_one_documented()
    {
        TestArchive.WriteDirectory(_folder["part"], 1);
        File.WriteAllText(Path.Combine(_folder["part"], "notes.txt"), "not used");
        using ArchiveSource source = ArchiveSource.Open(_folder["part"]);
        Assert.Single(source.ReadRecords(1, TestContext.Current.CancellationToken));
        byte[] expected = [.. new[] { "000001.pickle.pbz2", "meta.pickle.pbz2" }.SelectMany(name =>
            (IEnumerable<byte>)[.. System.Text.Encoding.UTF8.GetBytes(name + "\n"), .. System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder["part"], name)))])];
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(expected)), source.GetProvenance().SourceSha256);
    }

    [Fact]
    public void Stopping_early_and_cancelling_leave_no_thread_waiting()
    {
        TestArchive.WriteDirectory(_folder["part"], [.. Enumerable.Range(0, 30)]);
        using ArchiveSource source = ArchiveSource.Open(_folder["part"]);
        Assert.Equal(2, source.ReadRecords(2, TestContext.Current.CancellationToken).Take(2).Count());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => source.ReadRecords(2, cancelled.Token).Count());
    }

    internal static string[] Shown(ArchiveSource source) => [.. source.ReadRecords(2).Select(RecordText.Show)];

    private string Tar(string directory, TarEntryFormat format, string prefix)
    {
        string tar = _folder[$"{format}.tar"];
        using var writer = new TarWriter(File.Create(tar), format);
        foreach (string file in Directory.GetFiles(directory))
            writer.WriteEntry(file, prefix + Path.GetFileName(file));
        return tar;
    }
}
