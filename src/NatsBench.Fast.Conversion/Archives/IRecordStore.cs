namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Where the files of an archive of one file a record are.</summary>
internal interface IRecordStore : IDisposable
{
    /// <summary>What the column file says about it.</summary>
    string Kind { get; }

    /// <summary>What to do when the meta file is missing.</summary>
    string RemedyForMeta { get; }

    /// <summary>What is there.</summary>
    RecordFiles Files { get; }

    /// <summary>Reads a file from its beginning; fewer bytes only at its end. Any thread may call.</summary>
    int Read(RecordFile file, Span<byte> buffer);

    /// <summary>Called when the records are about to be read.</summary>
    void Begin();

    /// <summary>Size and SHA-256 of the whole, where it is one file; null where the hash is made of its files.</summary>
    (long Bytes, byte[] Sha256)? HashWhole();
}
