using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>
/// Help texts as they are in <c>Help/</c>. NATSBENCH_UPDATE_GOLDEN=1 writes them anew: read the difference before committing it.
/// </summary>
public sealed class HelpTests
{
    private const string UpdateVariable = "NATSBENCH_UPDATE_GOLDEN";

    [Theory]
    [InlineData("natsbench")]
    [InlineData("convert")]
    [InlineData("export-official")]
    [InlineData("verify")]
    [InlineData("info")]
    [InlineData("arch")]
    [InlineData("query")]
    [InlineData("cost")]
    [InlineData("best")]
    [InlineData("scan")]
    [InlineData("pareto")]
    [InlineData("correlate")]
    [InlineData("hist")]
    [InlineData("export")]
    [InlineData("paper")]
    [InlineData("stats")]
    [InlineData("attach")]
    [InlineData("import")]
    [InlineData("detach")]
    [InlineData("tables")]
    [InlineData("extract")]
    [InlineData("diff")]
    [InlineData("call")]
    [InlineData("evaluate")]
    [InlineData("synth")]
    [InlineData("demo")]
    [InlineData("search")]
    [InlineData("merge")]
    [InlineData("oneshot")]
    [InlineData("report")]
    [InlineData("algorithms")]
    [InlineData("compare")]
    [InlineData("baselines")]
    [InlineData("infer")]
    [InlineData("latency")]
    [InlineData("score")]
    [InlineData("weights")]
    [InlineData("weights list")]
    [InlineData("weights extract")]
    [InlineData("weights show")]
    [InlineData("onnx")]
    [InlineData("onnx export")]
    public void Help_is_as_recorded(string command)
    {
        string[] words = command == "natsbench" ? ["--help"] : [.. command.Split(' '), "--help"];
        string help = Natsbench.Run(words).Succeeded().ReplaceLineEndings("\n");
        string golden = Path.Combine(Folder(), $"{command.Replace(' ', '-')}.txt");
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllText(golden, help);
        Assert.True(File.Exists(golden), $"{golden} is missing; set {UpdateVariable}=1 once to write it");
        Assert.Equal(File.ReadAllText(golden), help);
    }

    [Fact]
    public void The_help_of_every_command_is_recorded()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder(), "natsbench.txt"));
        string[] commands = [.. lines.SkipWhile(line => line != "Commands:").Skip(1).TakeWhile(line => line.Length > 0)
            .Where(line => line[2] != ' ').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])];
        Assert.Contains("search", commands);
        Assert.All(commands, command => Assert.True(File.Exists(Path.Combine(Folder(), $"{command}.txt")), $"record the help of {command}"));
    }

    [Fact]
    public void Version_is_printed() => Assert.StartsWith("0.", Natsbench.Run("--version").Succeeded(), StringComparison.Ordinal);

    private static string Folder() => Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Cli.Tests", "Help");
}
