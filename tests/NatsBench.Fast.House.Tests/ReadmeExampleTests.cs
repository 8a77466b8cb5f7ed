using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

public sealed class ReadmeExampleTests
{
    // The cell that the example asks for.
    private const int Index = 9930;

    [Fact]
    public void The_example_runs_and_says_what_it_claims()
    {
        using TemporaryFolder folder = new();
        ExampleFile.Write(folder["a.natsb"], Index);
        StringWriter output = new() { NewLine = "\n" };
        ReadmeExample.Run(folder["a.natsb"], output);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^test accuracy \d\d\.\d\d % over [23] seeds$", lines[0]);
        Assert.Matches(@"^\d+\.\d M multiply-adds, \d+\.\d ms$", lines[1]);
        Assert.Matches(@"^validation \d\d\.\d\d % after \d+ simulated seconds$", lines[2]);
        Assert.Matches($@"^validation \d\d\.\d\d %, best {Index}$", lines[3]);
    }
}
