using System.CommandLine;
using NatsBench.Fast.Cli.Parsing;

namespace NatsBench.Fast.OneShot.Cli.Parsing;

/// <summary>The option that names a column file.</summary>
internal static class TableOption
{
    public static Option<string> One(string description) => CommonArguments.NotEmpty(new Option<string>("--file") { Description = description, HelpName = "FILE.natsb" });
}
