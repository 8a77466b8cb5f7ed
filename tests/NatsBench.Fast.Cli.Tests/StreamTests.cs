using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>Streams that are closed, full or read by nobody.</summary>
public sealed class StreamTests : IDisposable
{
    private const int Usage = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public StreamTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("info none.natsb 2>&-", 1)]
    [InlineData("info none.natsb 2>/dev/full", 1)]
    [InlineData("info none.natsb <&- >&- 2>&-", 1)]
    [InlineData("bogus 2>&-", Usage)]
    [InlineData("bogus 2>/dev/full", Usage)]
    public void An_error_output_that_cannot_be_written_is_borne(string command, int exitCode)
    {
        Outcome outcome = Shell.Run($"natsbench {command}");
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Empty(outcome.Output + outcome.Error);
    }

    [Theory]
    [InlineData("info FILE >&-", "the standard output is closed")]
    [InlineData("info FILE <&- >&-", "the standard output is closed")]
    [InlineData("info FILE --json >&-", "the standard output is closed")]
    [InlineData("--help >&-", "the standard output is closed")]
    [InlineData("info FILE >/dev/full", "the standard output cannot be written (No space left on device)")]
    [InlineData("info FILE --json >/dev/full", "the standard output cannot be written")]
    [InlineData("query --help >/dev/full", "the standard output cannot be written")]
    [InlineData("call FILE <&-", "the standard input is closed")]
    [InlineData("call FILE <&- >/dev/null", "the standard input is closed")]
    public void A_closed_or_full_stream_is_named(string command, string reason) =>
        Assert.Contains(reason, Shell.Run($"natsbench {command.Replace("FILE", $"'{_file}'", StringComparison.Ordinal)}").Failed(exitCode: 1), StringComparison.Ordinal);

    [Theory]
    [InlineData("natsbench arch 'FILE' --all")]
    [InlineData("yes '{\"call\": \"len\"}' 2>/dev/null | natsbench call 'FILE'")]
    public void Whoever_closes_the_pipe_has_seen_enough(string command)
    {
        Outcome outcome = Shell.Run($"{command.Replace("FILE", _file, StringComparison.Ordinal)} | head -n 1");
        Assert.Single(outcome.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void Outputs_that_share_a_file_follow_one_another()
    {
        string shared = _folder["shared"];
        Shell.Run($"(echo before; natsbench() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "natsbench.dll")}' \"$@\"; }}; natsbench stats '{_file}' --json; echo after) > '{shared}'").Succeeded();
        string[] lines = File.ReadAllLines(shared);
        Assert.Equal(["before", "after"], [lines[0], lines[2]]);
        Assert.StartsWith("{", lines[1], StringComparison.Ordinal);
    }
}
