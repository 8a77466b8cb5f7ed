using System.Security.Cryptography;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>A file that is hashed while it is written, from its beginning to its end.</summary>
internal sealed class HashedFile(string path) : SynchronousFile(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None)
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 of what was written until now; what is written from now on is not part of it.</summary>
    public byte[] EndHash() => _hash.GetHashAndReset();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(buffer);
        _hash.AppendData(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _hash.Dispose();
    }
}
