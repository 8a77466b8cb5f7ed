using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class FailureTests
{
    [Fact]
    public void A_missing_file_is_one_line() =>
        Assert.Contains("none.natsb", Natsbench.Run("info", "none.natsb").Failed(exitCode: 1), StringComparison.Ordinal);

    [Fact]
    public void A_foreign_file_is_one_line()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["foreign.natsb"], new string('x', 1000));
        Assert.Contains("foreign.natsb", Natsbench.Run("info", folder["foreign.natsb"]).Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("nothing")]
    [InlineData("info")]
    [InlineData("info", "a", "b")]
    [InlineData("info", "")]
    [InlineData("convert", "archive")]
    [InlineData("convert", "archive", "-o", "x.natsb", "--threads", "0")]
    [InlineData("synth", "xss", "-o", "x.natsb")]
    [InlineData("synth", "tss")]
    [InlineData("synth", "tss", "-o", "x.natsb", "--archive", "x")]
    [InlineData("synth", "tss", "-o", "x.natsb", "--count", "3")]
    [InlineData("arch", "x.natsb", "--random", "many")]
    [InlineData("convert", "a", "-o", "b", "--threads", "1025")]
    [InlineData("convert", "a", "-o", "b", "--threads", "2147483647")]
    public void A_wrong_command_line_is_a_usage_error(params string[] arguments) => Natsbench.Run(arguments).Failed(exitCode: 2);
}
