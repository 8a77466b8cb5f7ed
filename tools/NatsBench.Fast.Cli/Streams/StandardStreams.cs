using System.Text;

namespace NatsBench.Fast.Cli.Streams;

/// <summary>The three streams of the process; a closed one is told where it is needed.</summary>
internal static class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What is asked comes from here.</summary>
    /// <exception cref="NatsBenchException">It was closed.</exception>
    public static Stream OpenInput() => Descriptor.IsGiven(Descriptor.Input)
        ? Console.OpenStandardInput()
        : throw new NatsBenchException("the standard input is closed, and this command reads it; give it a file or a pipe, or '< /dev/null' for nothing");

    /// <summary>The lines of the standard input without the spaces around them; empty ones are passed over.</summary>
    /// <exception cref="NatsBenchException">It was closed.</exception>
    public static IEnumerable<string> ReadLines()
    {
        using StreamReader reader = new(OpenInput(), Utf8);
        while (reader.ReadLine() is { } line)
            if (line.Trim() is { Length: > 0 } text)
                yield return text;
    }

    /// <summary>Results go here, in UTF-8 on every system: programs read them.</summary>
    public static Stream OpenOutput() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new UnixOutput(Descriptor.Output);

    /// <summary>As <see cref="OpenOutput"/>, for text.</summary>
    public static StreamWriter OpenText() => new(OpenOutput(), Utf8);

    /// <summary>Every command answers there.</summary>
    /// <exception cref="NatsBenchException">It was closed.</exception>
    public static void RefuseClosedOutput()
    {
        if (!Descriptor.IsGiven(Descriptor.Output))
            throw new NatsBenchException("the standard output is closed, and nobody would see the answer; give it a file or a pipe, or '> /dev/null'");
    }

    /// <summary>Writes one line for people; where that cannot be, nobody is there to be told.</summary>
    public static void TryWriteError(string line)
    {
        if (!Descriptor.IsGiven(Descriptor.Error))
            return;
        byte[] bytes = Utf8.GetBytes(line + Environment.NewLine);
        try
        {
            if (OperatingSystem.IsWindows())
                Console.OpenStandardError().Write(bytes);
            else
                new UnixOutput(Descriptor.Error).Write(bytes);
        }
        catch (IOException)
        {
            // A full disk, or a reader that has gone.
        }
    }
}
