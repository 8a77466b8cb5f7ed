namespace NatsBench.Fast.Format;

/// <summary>What the cells of a column are; the number is what the file stores.</summary>
internal enum ElementType : byte
{
    /// <summary>Bytes of a text or document, UTF-8.</summary>
    Bytes = 1,

    /// <summary>32-bit signed integers.</summary>
    Int32 = 2,

    /// <summary>64-bit signed integers.</summary>
    Int64 = 3,

    /// <summary>IEEE 754 doubles, bit for bit.</summary>
    Float64 = 4,
}

internal static class ElementTypeExtensions
{
    /// <summary>Bytes a cell; 0 for a type this library does not know.</summary>
    public static int Width(this ElementType type) => type switch
    {
        ElementType.Bytes => 1,
        ElementType.Int32 => sizeof(int),
        ElementType.Int64 => sizeof(long),
        ElementType.Float64 => sizeof(double),
        _ => 0,
    };
}
