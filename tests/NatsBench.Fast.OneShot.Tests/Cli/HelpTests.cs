using System.Text;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.OneShot.Tests.Cli;

/// <summary>The help of all commands as it is in <c>Cli/help.txt</c>. NATSBENCH_UPDATE_GOLDEN=1 writes it anew: read the difference before committing it.</summary>
public sealed class HelpTests
{
    private const string UpdateVariable = "NATSBENCH_UPDATE_GOLDEN";

    [Fact]
    public void Help_is_as_recorded()
    {
        string root = Help();
        string[] commands = [.. root.Split('\n').SkipWhile(line => line != "Commands:").Skip(1).TakeWhile(line => line.Length > 0)
            .Where(line => line[2] != ' ').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])];
        Assert.Contains("search", commands);
        StringBuilder all = new(root);
        foreach (string command in commands)
            all.Append('\n').Append(Help(command));
        string golden = Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.OneShot.Tests", "Cli", "help.txt");
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllText(golden, all.ToString());
        Assert.True(File.Exists(golden), $"{golden} is missing; set {UpdateVariable}=1 once to write it");
        Assert.Equal(File.ReadAllText(golden), all.ToString());
    }

    private static string Help(params string[] words) => Natsbench.Run([.. words, "--help"]).Succeeded().ReplaceLineEndings("\n");
}
