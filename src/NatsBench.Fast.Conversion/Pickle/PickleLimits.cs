namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>What a pickle may ask for. Real records stay a hundredfold below; no file can make the machine allocate beyond.</summary>
internal static class PickleLimits
{
    /// <summary>Opcodes a record; a real one has 50,000.</summary>
    public const int Opcodes = 32 << 20;

    /// <summary>Values on the stack; Python hands over batches of 1,000.</summary>
    public const int Stack = 4 << 20;

    /// <summary>Open marks, which is how deeply an ordinary pickle nests; a real one has 6.</summary>
    public const int Marks = 1000;

    /// <summary>Bytes of one string, integer or byte array; a real one has 2 MB at most, weights.</summary>
    public const int Length = 256 << 20;

    /// <summary>Memo entries of one record; a real one has 11,000.</summary>
    public const int Memo = 16 << 20;

    /// <summary>Memo entries of the head of a PyTorch stream, of which a record has thousands; a real one has 6.</summary>
    public const int TorchMemo = 1024;

    /// <summary>Storages of a PyTorch file; all trainings of a large network have 10,000.</summary>
    public const int Storages = 1 << 20;

    /// <summary>Memo entries of an archive in one pickle (2 bytes each): 15,625 records of 11,000 need a third.</summary>
    public const int ArchiveMemo = 1 << 29;

    /// <summary>Those among them that are neither a string nor spent, such as NumPy scalars; a record has 100.</summary>
    public const int ArchiveMemoExceptions = 8 << 20;

    /// <summary>Bytes of all distinct strings; the meta file has 1.4 MB.</summary>
    public const int Strings = 256 << 20;

    /// <summary>Bytes of a line of the text protocol.</summary>
    public const int Line = 1 << 20;

    /// <summary>Digits of an integer in the text protocol, as in Python.</summary>
    public const int Digits = 4300;
}
