using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Files that are a pickle, or one behind the other.</summary>
internal static class PickleFile
{
    public static bool Looks(SourceFile file) => file.Bytes is [0x80, >= 2 and <= 5, ..] or [(byte)'(', (byte)'d', ..] or [(byte)'}', (byte)'q', ..];

    /// <exception cref="PickleException">It is broken, or asks for more than data; nothing was run.</exception>
    public static PickleValue Read(SourceFile file) =>
        new PickleMachine(new StringTable()).Read(new PickleInput(file.Bytes, file.Bytes.Length, file.Path));

    /// <summary>All of a stream.</summary>
    /// <exception cref="PickleException">One is broken, or asks for more than data; nothing was run.</exception>
    public static IEnumerable<PickleValue> ReadAll(SourceFile file)
    {
        PickleMachine machine = new(new StringTable());
        PickleInput input = new(file.Bytes, file.Bytes.Length, file.Path);
        while (input.Offset < file.Bytes.Length)
            yield return machine.Read(input);
    }
}
