using System.CommandLine;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>A command whose help ends with examples.</summary>
internal abstract class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
