namespace NatsBench.Fast.House.Tests;

public sealed class InferenceExampleTests
{
    [Fact]
    public void The_example_runs_and_says_what_it_claims()
    {
        StringWriter output = new() { NewLine = "\n" };
        InferenceExample.Run(new float[256 * 3 * 32 * 32], output);
        Assert.Matches("^(cpu|cuda): 2560 logits, 8192 features\n$", output.ToString());
    }
}
