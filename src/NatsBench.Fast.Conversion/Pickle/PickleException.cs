namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>A pickle is broken, or holds something that is not plain data. Nothing of it was run.</summary>
public sealed class PickleException : NatsBenchException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="name">What the pickle was read from.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="opcode">Name of the opcode.</param>
    /// <param name="offset">Place of the opcode in the pickle.</param>
    public PickleException(string name, string what, string opcode, long offset)
        : base($"{name}: {what} (pickle opcode {opcode} at byte {offset})")
    {
        Opcode = opcode;
        Offset = offset;
    }

    /// <summary>Name of the opcode that could not be followed.</summary>
    public string Opcode { get; }

    /// <summary>Place of that opcode in the pickle, in bytes after decompression.</summary>
    public long Offset { get; }
}
