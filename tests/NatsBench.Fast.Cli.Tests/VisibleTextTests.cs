using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>Whatever a file says is shown: nothing of it commands the terminal, turns its direction or stays invisible.</summary>
public sealed class VisibleTextTests : IDisposable
{
    // Escape and bell, a C1 control sequence introducer, a line end, right-to-left override, zero-width space, a filler, a tag character.
    private const string Odd = "a\x1B[2J\a\u009B1m\n\u202Eb\u200B\u3164\U000E0041z";
    private const string Shown = @"a\u001b[2J\u0007\u009b1m\u000a\u202eb\u200b\u3164\U000e0041z";

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public VisibleTextTests()
    {
        _file = _folder["odd.natsb"];
        using NatsBenchWriter writer = NatsBenchWriter.Create(_file);
        TrialRecord trial = SampleFile.Trial(Odd, [Odd]);
        writer.Add(new(0, SampleFile.Architectures[0], [new SettingRecord("90", [new DatasetRecord(Odd, [777], [trial])], WeightsCleared: true)]));
        writer.Complete(SampleFile.Architectures, new Provenance
        {
            SourceName = Odd,
            SourceKind = Odd,
            SourceBytes = 1,
            SourceSha256 = Odd,
            Tool = Odd,
            Synthetic = Odd,
        });
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("info", "FILE")]
    [InlineData("query", "FILE", "0", "--dataset", Odd)]
    [InlineData("query", "FILE", "0", "--dataset", Odd, "--curve")]
    [InlineData("cost", "FILE", "0")]
    [InlineData("stats", "FILE")]
    [InlineData("best", "FILE", "--dataset", Odd, "--set", Odd)]
    public void Answers_show_it(params string[] command)
    {
        string[] arguments = [.. command.Select(word => word == "FILE" ? _file : word)];
        Outcome text = Natsbench.Run(arguments);
        Assert.Contains(Shown, text.Succeeded(), StringComparison.Ordinal);
        Assert.Contains(Shown, text.Error, StringComparison.Ordinal);
        AssertVisible(text);
        Outcome json = Natsbench.Run([.. arguments, "--json"]);
        Assert.Contains(Texts(json.Json()), text => text.Contains(Odd, StringComparison.Ordinal));
        AssertVisible(json);
    }

    [Fact]
    public void Errors_show_it()
    {
        Outcome outcome = Natsbench.Run("query", _file, "0", "--dataset", "cifar10");
        Assert.Contains(Shown, outcome.Failed(exitCode: 1), StringComparison.Ordinal);
        AssertVisible(outcome);
        AssertVisible(Natsbench.Run("info", Odd));
        AssertVisible(Natsbench.Run(Odd));
        AssertVisible(Natsbench.Run("info", _file, $"--{Odd}"));
    }

    [Fact]
    public void Calls_escape_it()
    {
        Outcome outcome = Natsbench.RunWithInput("{\"call\": \"query_by_index\", \"args\": {\"arch_index\": 0, \"hp\": \"90\"}}\n", "call", _file);
        Assert.Contains("\\u202e", outcome.Succeeded(), StringComparison.Ordinal);
        AssertVisible(outcome);
    }

    [Theory]
    [InlineData("meta_control")]
    [InlineData("names_control")]
    public void Forged_names_command_nothing(string name)
    {
        string file = SharedData.Require("data", "forged", $"{name}.natsb");
        foreach (string[] command in (string[][])[["info", file], ["info", file, "--json"], ["stats", file], ["cost", file, "11"], ["query", file, "11", "--dataset", "cifar1"], ["verify", file]])
            AssertVisible(Natsbench.Run(command));
    }

    // Names and values, as a reader of JSON sees them.
    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    private static void AssertVisible(Outcome outcome) => Assert.DoesNotContain(
        outcome.Output + outcome.Error, c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u200B' or '\u3164' || char.IsSurrogate(c));
}
