using NatsBench.Fast.Internals;
using Spectre.Console;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Text for people: headings and tables. Whatever texts a file holds, none commands the terminal.</summary>
internal sealed class TextOutput
{
    // A file or a pipe has no edge; a table takes no more than it needs.
    private const int Unbounded = 10_000;

    private readonly TextWriter _writer;
    private readonly bool _isSynthetic;
    private readonly IAnsiConsole _console;

    public TextOutput(TextWriter writer, bool isSynthetic)
    {
        _writer = writer;
        _isSynthetic = isSynthetic;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        // Some terminals say that they are 0 wide.
        _console.Profile.Width = !Console.IsOutputRedirected && Console.WindowWidth is > 0 and int width ? width : Unbounded;
        _console.Profile.Capabilities.Unicode = true;
    }

    /// <summary>The title of what follows; says so when the numbers are synthetic.</summary>
    public void Title(string title) => _writer.WriteLine(Printable.Of(_isSynthetic ? $"{title} [SYNTHETIC]" : title));

    public void Line(string line) => _writer.WriteLine(Printable.Of(line));

    /// <summary>Says where a picture was drawn; nothing where none was.</summary>
    public void Picture(string? path)
    {
        if (path is not null)
            Line($"picture: {path}");
    }

    public void Table(TextTable table) => _console.Write(table.Build());
}
