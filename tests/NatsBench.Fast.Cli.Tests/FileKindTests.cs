using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Sockets;
using System.Text;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>What is given as a file and is none, or one of another kind: told by its content, with a remedy.</summary>
public sealed class FileKindTests : IDisposable
{
    private static readonly byte[] TorchStart = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>First bytes, what they are called, and a word of the remedy.</summary>
    public static TheoryData<string, string, string> Contents => new()
    {
        { "\x1F\u008B\x08", "compressed with gzip", "gunzip" },
        { "\u00FD7zXZ\0", "compressed with xz", "unxz" },
        { "\x28\u00B5\x2F\u00FD", "compressed with Zstandard", "unzstd" },
        { "PK\x03\x04 some file", "a zip archive", "unpack" },
        { "\u0080\x04\u0095 more", "a pickle that is not compressed", "bzip2" },
        { "\uFEFF<!DOCTYPE html><html>", "a web page", "download the file itself" },
        { "\n<html>", "a web page", "download the file itself" },
        { "{\n  \"algorithms\": []\n}", "JSON", "--study" },
        { "version https://git-lfs.github.com/spec/v1\noid sha256:0", "a pointer of Git LFS", "git lfs pull" },
        { "PAR1 and more", "a Parquet file", "column file" },
        { "\u0089NBF\n\x1A\n", "copied as text", "binary" },
        { "\u0089NWS\r\n\x1A\n", "a weight store", "natsbench weights list" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_file_of_another_kind_is_told_by_its_content(string start, string what, string remedy)
    {
        string file = _folder["odd.natsb"];
        File.WriteAllBytes(file, start[0] == '\uFEFF' ? Encoding.UTF8.GetBytes(start) : Encoding.Latin1.GetBytes(start));
        foreach (string line in (string[])[Fails("info", file), Fails("call", file), Fails("search", file), Fails("convert", file, "-o", _folder["out.natsb"])])
        {
            Assert.Contains(file, line, StringComparison.Ordinal);
            Assert.Contains(what, line, StringComparison.Ordinal);
            Assert.Contains(remedy, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_of_PyTorch_is_to_be_converted()
    {
        string file = _folder["odd.pth"];
        foreach (byte[] start in (byte[][])["PK\x03\x04 archive/data.pkl"u8.ToArray(), TorchStart])
        {
            File.WriteAllBytes(file, start);
            foreach (string line in (string[])[Fails("info", file), Fails("call", file), Fails("search", file)])
                Assert.Contains("a file of PyTorch, as the .pth files of NAS-Bench-201 are; run 'natsbench convert'", line, StringComparison.Ordinal);
            Assert.Contains(file, Fails("convert", file, "-o", _folder["out.natsb"]), StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["out.natsb"]));
        }
    }

    [Fact]
    public void An_archive_given_as_a_column_file_is_to_be_converted()
    {
        Assert.Contains("natsbench convert", Fails("info", Archive("tss")), StringComparison.Ordinal);
        Assert.Contains("natsbench convert", Fails("info", Tar("tss", "tss.tar")), StringComparison.Ordinal);
        Assert.Contains("natsbench convert", Fails("info", Path.Combine(Archive("sss"), "meta.pickle.pbz2")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_file_given_as_an_archive_is_converted_already()
    {
        SampleFile.Write(_folder["sample.natsb"]);
        Assert.Contains("converted already", Fails("convert", _folder["sample.natsb"], "-o", _folder["out.natsb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_too_high_names_what_lies_below()
    {
        string archive = Archive("tss");
        Assert.Contains($"give {archive}", Fails("convert", _folder[""], "-o", _folder["out.natsb"]), StringComparison.Ordinal);
        Assert.Contains($"natsbench convert {archive}", Fails("info", _folder[""]), StringComparison.Ordinal);
        SampleFile.Write(_folder["sample.natsb"]);
        Assert.Contains($"such as {_folder["sample.natsb"]}", Fails("info", _folder[""]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_nothing_says_so()
    {
        Assert.Contains("is a folder, not a column file", Fails("info", _folder[""]), StringComparison.Ordinal);
        Assert.Contains("download the archive again", Fails("convert", _folder[""], "-o", _folder["out.natsb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tar_in_bzip2_is_no_single_pickle()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bzip2");
        Shell.Run($"bzip2 '{Tar("tss", "tss.tar")}'").Succeeded();
        Assert.Contains("bunzip2", Fails("convert", _folder["tss.tar.bz2"], "-o", _folder["out.natsb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_refused_at_once()
    {
        Pipe("pipe");
        Assert.Contains("is a named pipe", Fails("info", _folder["pipe"]), StringComparison.Ordinal);
        Assert.Contains("is a named pipe", Fails("call", _folder["pipe"]), StringComparison.Ordinal);
        Assert.Contains("is a named pipe", Fails("convert", _folder["pipe"], "-o", _folder["out.natsb"]), StringComparison.Ordinal);
        Assert.Contains("is a named pipe", Fails("convert", Archive("tss"), "-o", _folder["pipe"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("000011.pickle.pbz2")]
    [InlineData("meta.pickle.pbz2")]
    public void A_pipe_within_an_archive_is_refused_at_once(string name)
    {
        string archive = Archive("tss");
        File.Delete(Path.Combine(archive, name));
        Pipe(Path.Combine("tss", name));
        Assert.Contains($"{name}: is a named pipe", Fails("convert", archive, "-o", _folder["out.natsb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_among_parts_is_refused_at_once()
    {
        Directory.CreateDirectory(_folder["shard"]);
        Pipe(Path.Combine("shard", "part-000000.outcomes.parquet"));
        Natsbench.Run("merge", _folder["shard"], "-o", _folder["whole"]).Failed(exitCode: 1);
        Assert.Contains("is a named pipe", Fails("merge", Path.Combine(_folder["shard"], "part-000000.outcomes.parquet"), "-o", _folder["whole"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/tty")]
    public void A_device_is_refused_by_kind(string device)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds are told on Linux");
        Assert.Contains("is a device", Fails("info", device), StringComparison.Ordinal);
        Assert.Contains("is a device", Fails("convert", device, "-o", _folder["out.natsb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_is_refused_by_kind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds are told on Linux");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["s"]));
        Assert.Contains("is a socket", Fails("info", _folder["s"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_shell_hands_over_as_a_pipe_is_refused_and_a_file_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds are told on Linux");
        SampleFile.Write(_folder["sample.natsb"]);
        Assert.Contains("is a named pipe", Shell.Run($"cat '{_folder["sample.natsb"]}' | natsbench info /dev/stdin").Failed(exitCode: 1), StringComparison.Ordinal);
        Shell.Run($"natsbench info /dev/stdin --json < '{_folder["sample.natsb"]}'").Json();
    }

    private static string Fails(params string[] arguments) => Natsbench.Run(arguments).Failed(exitCode: 1);

    private void Pipe(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds are told on Linux");
        using Process made = Process.Start("mkfifo", [_folder[name]]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    private string Archive(string space)
    {
        string archive = _folder[space];
        Directory.CreateDirectory(archive);
        string source = SharedData.Require("data", space == "tss" ? "NATS-tss-v1_0-3ffb9-simple" : "NATS-sss-v1_0-50262-simple");
        foreach (string file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(archive, Path.GetFileName(file)), overwrite: true);
        return archive;
    }

    private string Tar(string space, string name)
    {
        TarFile.CreateFromDirectory(Archive(space), _folder[name], includeBaseDirectory: true);
        return _folder[name];
    }
}
