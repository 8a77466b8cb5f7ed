using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>An archive in one pickle, compressed with bzip2, which allows no jump.</summary>
internal sealed class SinglePickleSource(string path, Bzip2Library library) : SinglePassSource(path, "single-pickle")
{
    private HashingStream? _file;
    private Bzip2Stream? _plain;
    private NameCheck _nameCheck = NameCheck.NotApplicable;

    public override long BytesRead => _file?.Position ?? 0;

    public override NameCheck NameCheck => _nameCheck;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close();
        base.Dispose(disposing);
    }

    private protected override SinglePicklePass Begin(CancellationToken cancellation)
    {
        RefuseTar();
        Close();
        _nameCheck = NameCheck.NotApplicable;
        _file = new HashingStream(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        _plain = new Bzip2Stream(new CompressedInput(_file), File, library);
        return new SinglePicklePass(File, new PickleMachine(new StringTable()), new PickleInput(_plain, File), RecordLayout.NatsBench);
    }

    private protected override byte[] End(CancellationToken cancellation)
    {
        (byte[] sha256, byte[] md5) = _file!.Finish(cancellation);
        _nameCheck = OfficialName.Check(Name, md5);
        return sha256;
    }

    private void Close()
    {
        _plain?.Dispose();
        _file?.Dispose();
    }

    private void RefuseTar()
    {
        Span<byte> start = stackalloc byte[FileContent.Bytes];
        using FileStream file = new(File, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using Bzip2Stream plain = new(new CompressedInput(file), File, library);
        if (FileContent.Of(start[..plain.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]) == FileContent.Tar)
            throw new NatsBenchException($"{File}: a tar file compressed with bzip2; run bunzip2 on it, and give the .tar that comes out");
    }
}
