using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>
/// One reading of a file. Each thread takes a piece and does all that is to be done with it, while it is in the processor's cache: reads it, hashes it,
/// checks and parses its records, collects them; and checks the hashes of modules when many have come. Pieces are read, hashed and collected in their
/// order.
/// </summary>
/// <param name="frames">The file, from its beginning.</param>
/// <param name="modules">Receives the records.</param>
/// <param name="progress">Told the bytes that are collected, and all, on the thread that calls.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class ModulePass(TfRecordFrames frames, ModuleCollector modules, Action<ModuleCollector, long, long>? progress, CancellationToken cancellation) : IDisposable
{
    private readonly Lock _reading = new();
    private readonly OrderedStage _hashing = new();
    private readonly OrderedStage _collecting = new();
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _pieces;
    private long _bytes;
    private bool _isEnd;
    private int _otherHash = int.MaxValue;
    private ExceptionDispatchInfo? _fault;

    /// <summary>What the first record that is not measured says of its origin; empty where all are.</summary>
    public string Synthetic { get; private set; } = "";

    /// <summary>Reads to the end.</summary>
    /// <param name="threads">How many threads, 1 or more, that of the caller among them.</param>
    /// <exception cref="DamagedFileException">The file is not whole; the first fault in it, whatever the threads did. Hashes that are not those of their modules come last.</exception>
    public void Run(int threads)
    {
        Task[] others = [.. Enumerable.Range(1, threads - 1).Select(_ =>
            Task.Factory.StartNew(() => Work(progress: null), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Work(progress);
        Task.WaitAll(others, CancellationToken.None);
        _fault?.Throw();
        ModuleHashCheck rest = new();
        if (modules.TryTakeUnchecked(rest, least: 1))
            rest.Run();
        if (int.Min(_otherHash, rest.Other ?? int.MaxValue) is < int.MaxValue and int module)
            throw modules.OtherHash(module);
        progress?.Invoke(modules, _bytes, frames.Length);
    }

    /// <summary>The hash of all that was read, in hexadecimal digits.</summary>
    public string SourceSha256() => Convert.ToHexStringLower(_sha256.GetHashAndReset());

    public void Dispose() => _sha256.Dispose();

    private void Work(Action<ModuleCollector, long, long>? progress)
    {
        RecordText text = new();
        ModuleHashCheck check = new();
        ModuleRecord[] records = [];
        long turn = 0;
        try
        {
            while (Read(out turn) is { } piece)
                using (piece)
                {
                    if (!_hashing.Enter(turn))
                        return;
                    _sha256.AppendData(piece.Bytes);
                    _hashing.Leave();
                    if (records.Length < piece.Count)
                        records = new ModuleRecord[piece.Count];
                    Parse(piece, text, records);
                    if (!_collecting.Enter(turn))
                        return;
                    Collect(piece, text, records);
                    progress?.Invoke(modules, _bytes, frames.Length);
                    bool areEnough = modules.TryTakeUnchecked(check, ModuleHashCheck.Enough);
                    _collecting.Leave();
                    if (areEnough)
                        check.Run();
                }
            Note(check.Other);
        }
#pragma warning disable CA1031 // it is thrown again where all threads have ended
        catch (Exception e)
#pragma warning restore CA1031
        {
            // What is before it in the file may be at fault too.
            if (!_collecting.Enter(turn))
                return;
            _fault = ExceptionDispatchInfo.Capture(e);
            _hashing.Stop();
            _collecting.Stop();
        }
    }

    // Of several the first, whatever the threads did.
    private void Note(int? otherHash)
    {
        lock (_reading)
            _otherHash = int.Min(_otherHash, otherHash ?? int.MaxValue);
    }

    private FramePiece? Read(out long turn)
    {
        lock (_reading)
        {
            turn = _pieces++;
            if (_isEnd)
                return null;
            // Nothing comes after a fault.
            _isEnd = true;
            cancellation.ThrowIfCancellationRequested();
            FramePiece? piece = frames.Read();
            _isEnd = piece is null;
            return piece;
        }
    }

    private static void Parse(FramePiece piece, RecordText text, ModuleRecord[] records)
    {
        text.Begin();
        for (int i = 0; i < piece.Count; i++)
            if (text.Read(piece.Record(i), out records[i]) is { } fault)
                throw piece.Damaged(i, fault);
    }

    private void Collect(FramePiece piece, RecordText text, ModuleRecord[] records)
    {
        for (int i = 0; i < piece.Count; i++)
            modules.Add(records[i], piece.FirstRecord + i, piece.OffsetOf(i));
        if (Synthetic.Length == 0)
            Synthetic = text.Mark ?? "";
        _bytes += piece.Bytes.Length;
    }
}
