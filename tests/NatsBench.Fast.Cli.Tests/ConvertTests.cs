using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>From an archive to answers, by commands alone.</summary>
public sealed class ConvertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", "tss-11-284.jsonl")]
    [InlineData("NATS-sss-v1_0-50262-simple", "sss-0-11.jsonl")]
    public void A_converted_archive_answers_as_the_official_library_did(string archive, string golden)
    {
        string source = SharedData.Require("data", archive);
        string recorded = SharedData.Require("golden", golden);
        JsonElement report = Natsbench.Run("convert", source, "-o", _folder["converted.natsb"], "--json").Json();
        Assert.Equal(archive, report.GetProperty("source").GetString());
        Assert.Matches(@"^(libbz2|SharpZipLib) \d", report.GetProperty("decompressor").GetString());
        Assert.Equal(2, report.GetProperty("records").GetInt32());

        string[] lines = File.ReadAllLines(recorded);
        string answers = Natsbench.RunWithInput(string.Join('\n', lines), "call", _folder["converted.natsb"]).Succeeded();
        string?[] faults = [.. lines.Zip(answers.TrimEnd('\n').Split('\n'), GoldenJson.AnswerDifference).Where(fault => fault is not null)];
        Assert.True(faults.Length == 0, string.Join('\n', faults.Take(12)));
    }

    [Fact]
    public void Records_without_a_setting_do_not_spoil_the_overview_but_refuse_the_setting_by_name()
    {
        Natsbench.Run("convert", SharedData.Require("data", "quirks-sss"), "-o", _folder["quirks.natsb"]).Succeeded();
        Assert.NotEqual(0, Natsbench.Run("stats", _folder["quirks.natsb"], "--json").Json().GetProperty("counts").GetArrayLength());
        Assert.Contains("architecture 27: no setting '90'", Natsbench.Run("stats", _folder["quirks.natsb"], "--hp", "90").Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_compares_with_the_archive()
    {
        MakeArchive("archive", seed: 0);
        MakeArchive("other", seed: 1);
        Natsbench.Run("convert", _folder["archive"], "-o", _folder["converted.natsb"]).Succeeded();

        JsonElement equal = Natsbench.Run("verify", _folder["converted.natsb"], "--against", _folder["archive"], "--json").Json().GetProperty("against");
        Assert.Equal(3, equal.GetProperty("records").GetInt32());
        Assert.True(equal.GetProperty("numbers").GetInt64() > 10_000);
        Assert.True(equal.GetProperty("same_source").GetBoolean());
        Assert.Equal(0, equal.GetProperty("differences").GetArrayLength());

        Outcome different = Natsbench.Run("verify", _folder["converted.natsb"], "--against", _folder["other"]);
        Assert.Equal(1, different.ExitCode);
        Assert.Contains("not equal", different.Output, StringComparison.Ordinal);
        Assert.Contains("converted.natsb differs from", different.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_finds_a_flipped_bit_wherever_it_is()
    {
        string file = _folder["sample.natsb"];
        SampleFile.Write(file);
        Assert.Contains("is sound", Natsbench.Run("verify", file).Succeeded(), StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[64] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("sample.natsb", Natsbench.Run("verify", file).Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_conversion_leaves_nothing_behind()
    {
        MakeArchive("archive", seed: 0);
        string record = Path.Combine(_folder["archive"], "000001.pickle.pbz2");
        File.WriteAllBytes(record, File.ReadAllBytes(record)[..1000]);
        Assert.Contains("000001.pickle.pbz2", Natsbench.Run("convert", _folder["archive"], "-o", _folder["converted.natsb"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Equal(["archive"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private void MakeArchive(string name, int seed) =>
        Natsbench.Run("synth", "tss", "--archive", _folder[name], "--count", "3", "--seed", $"{seed}").Succeeded();
}
