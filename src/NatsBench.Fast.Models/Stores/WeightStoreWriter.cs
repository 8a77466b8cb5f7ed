using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// Writes a <see cref="WeightStore"/>, one network after another; none stays in memory. What is not complete lies beside it in <c>FILE.partial</c>, and
/// from the first <see cref="Checkpoint"/> on can be continued by another process, whose file has the same bytes as one written in one go. One
/// thread at a time.
/// </summary>
public sealed class WeightStoreWriter : IDisposable
{
    private const string PartialSuffix = ".partial";
    private const string ProgressSuffix = ".progress";

    // Digest of the texts, what is done, bytes of the partial file; then a directory, then XxHash3 of all of it.
    private const int ProgressHead = SHA256.HashSizeInBytes + 2 * sizeof(long);

    private readonly string _path;
    private readonly FileStream _partial;
    private readonly StorePlan _plan;
    private readonly byte[] _identity;
    private bool _canBeContinued;
    private bool _isClosed;

    private WeightStoreWriter(string path, IReadOnlyDictionary<string, string> texts, IProgress<double>? comparing)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
            throw new NatsBenchException($"{path}: is a folder; name a file");
        foreach (string place in (string[])[_path, _path + PartialSuffix, _path + ProgressSuffix])
            Devices.Refuse(place);
        KeyValuePair<string, string>[] ordered = [.. texts.OrderBy(text => text.Key, StringComparer.Ordinal)];
        _plan = new StorePlan(ordered);
        _identity = SHA256.HashData(new StoreDirectory([], [], [], ordered).ToArray());
        bool isLeft = File.Exists(_path + PartialSuffix) && File.Exists(_path + ProgressSuffix);
        try
        {
            _partial = new FileStream(_path + PartialSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
        try
        {
            if (isLeft)
                Continue(comparing);
            else
                Begin();
        }
        catch
        {
            _partial.Dispose();
            throw;
        }
    }

    /// <summary>What was given to the last <see cref="Checkpoint"/>, by this process or the one that it continues; 0 before.</summary>
    public long Done { get; private set; }

    /// <summary>Networks so far, those of an earlier process included.</summary>
    public int Networks => _plan.Directory.Networks.Count;

    /// <summary>Begins a store, or continues one of the same texts that was left incomplete.</summary>
    /// <param name="path">The store; one that is there is replaced when the new one is complete.</param>
    /// <param name="texts">Texts about the whole: where the weights are from, and which were chosen.</param>
    /// <param name="comparing">Told how much of what an earlier process wrote is compared with its checksums, 0 to 1.</param>
    /// <exception cref="DamagedFileException">What an earlier process left is not what it wrote.</exception>
    /// <exception cref="NatsBenchException">The place cannot be written, another process writes there, or what was left is of other texts.</exception>
    public static WeightStoreWriter Open(string path, IReadOnlyDictionary<string, string> texts, IProgress<double>? comparing = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(texts);
        return new WeightStoreWriter(path, texts, comparing);
    }

    /// <summary>Adds a network.</summary>
    /// <param name="training">Which training it is of; each once.</param>
    /// <param name="architecture">The text of its architecture.</param>
    /// <param name="tensors">Its tensors; their order is kept.</param>
    /// <exception cref="NatsBenchException">A tensor has too many sides, or the file cannot be written.</exception>
    public void Add(TrainingKey training, string architecture, TensorSet tensors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(training.Architecture);
        ArgumentNullException.ThrowIfNull(tensors);
        int layout = LayoutOf(tensors), text = _plan.NameOf(architecture), setting = _plan.NameOf(training.Setting.Key), dataset = _plan.NameOf(training.Dataset.Name);
        try
        {
            Pad();
            long offset = _partial.Position;
            XxHash3 hash = new();
            foreach (Tensor tensor in tensors.Tensors)
            {
                Write(new byte[StoreHeader.Align(_partial.Position) - _partial.Position], hash);
                Write(tensor.Bytes, hash);
            }
            _plan.Add(new(offset, _partial.Position - offset, hash.GetCurrentHashAsUInt64(), training.Seed, training.Architecture, layout, text, setting, dataset));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    /// <summary>Makes durable what is there, so that it can be continued from here.</summary>
    /// <param name="done">How far the caller is, in steps of its own.</param>
    /// <exception cref="NatsBenchException">It cannot be written.</exception>
    public void Checkpoint(long done)
    {
        try
        {
            _partial.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
        Done = done;
        byte[] directory = _plan.Directory.ToArray();
        byte[] progress = new byte[ProgressHead + directory.Length + sizeof(ulong)];
        _identity.CopyTo(progress, 0);
        BinaryPrimitives.WriteInt64LittleEndian(progress.AsSpan(SHA256.HashSizeInBytes), done);
        BinaryPrimitives.WriteInt64LittleEndian(progress.AsSpan(SHA256.HashSizeInBytes + sizeof(long)), _partial.Position);
        directory.CopyTo(progress, ProgressHead);
        BinaryPrimitives.WriteUInt64LittleEndian(progress.AsSpan(progress.Length - sizeof(ulong)), XxHash3.HashToUInt64(progress.AsSpan(0, progress.Length - sizeof(ulong))));
        using AsideFile file = new(_path + ProgressSuffix);
        file.Write(progress);
        file.Commit([]);
        _canBeContinued = true;
    }

    /// <summary>Writes the directory and gives the file its name.</summary>
    /// <exception cref="NatsBenchException">A training was added twice, or the file cannot be written.</exception>
    public void Complete()
    {
        byte[] directory = _plan.Sorted().ToArray();
        try
        {
            Pad();
            long offset = _partial.Position;
            _partial.Write(directory);
            byte[] header = new byte[StoreHeader.Size];
            new StoreHeader(_partial.Position, offset, directory.Length, XxHash3.HashToUInt64(directory)).Write(header);
            _partial.Position = 0;
            _partial.Write(header);
            _partial.Flush(flushToDisk: true);
            _partial.Dispose();
            File.Move(_path + PartialSuffix, _path, overwrite: true);
            File.Delete(_path + ProgressSuffix);
            _isClosed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    /// <summary>Throws away what is there, also what an earlier process left.</summary>
    public void Discard()
    {
        _canBeContinued = false;
        File.Delete(_path + ProgressSuffix);
        Dispose();
    }

    /// <summary>Closes what is open. What is not complete stays for the next process where there was a <see cref="Checkpoint"/>, and is deleted otherwise.</summary>
    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            _partial.Dispose();
        }
        catch (IOException)
        {
            // A full disk fails the last flush of what is not relied on anyway.
        }
        if (!_canBeContinued)
            File.Delete(_path + PartialSuffix);
    }

    private void Begin()
    {
        _partial.SetLength(0);
        _partial.Write(new byte[StoreHeader.Size]);
    }

    private void Continue(IProgress<double>? comparing)
    {
        byte[] progress = File.ReadAllBytes(_path + ProgressSuffix);
        if (progress.Length < ProgressHead + sizeof(ulong)
            || BinaryPrimitives.ReadUInt64LittleEndian(progress.AsSpan(progress.Length - sizeof(ulong))) != XxHash3.HashToUInt64(progress.AsSpan(0, progress.Length - sizeof(ulong))))
            throw LeftDamaged("its checksum does not fit");
        if (!progress.AsSpan(0, SHA256.HashSizeInBytes).SequenceEqual(_identity))
            throw new NatsBenchException($"{_path}: was begun from another archive or for another choice; finish that with the same options, or delete {_path + ProgressSuffix} and {_path + PartialSuffix}");
        long length = BinaryPrimitives.ReadInt64LittleEndian(progress.AsSpan(SHA256.HashSizeInBytes + sizeof(long)));
        if (length < StoreHeader.Size || length > _partial.Length)
            throw LeftDamaged($"it has {_partial.Length} bytes of {length}");
        StoreDirectory directory = StoreDirectory.ReadInWritingOrder(progress.AsSpan(ProgressHead..^sizeof(ulong)), length, _path + ProgressSuffix);
        Recall(directory, length, comparing);
        Done = BinaryPrimitives.ReadInt64LittleEndian(progress.AsSpan(SHA256.HashSizeInBytes));
        _partial.SetLength(length);
        _partial.Position = length;
        _canBeContinued = true;
    }

    // Compares everything with its checksum: an earlier process may have been ended by more than itself.
    private void Recall(StoreDirectory directory, long length, IProgress<double>? comparing)
    {
        foreach (string name in directory.Names)
            _plan.NameOf(name);
        foreach (LayoutEntry layout in directory.Layouts)
            _plan.Add(layout, ReadLeft(layout.Offset, layout.Length, layout.Hash));
        foreach (NetworkEntry network in directory.Networks)
        {
            _ = ReadLeft(network.Offset, (int)network.Length, network.Hash);
            _plan.Add(network);
            comparing?.Report((double)network.Offset / length);
        }
    }

    private byte[] ReadLeft(long offset, int length, ulong hash)
    {
        byte[] bytes = new byte[length];
        _partial.Position = offset;
        _partial.ReadExactly(bytes);
        return XxHash3.HashToUInt64(bytes) == hash ? bytes : throw LeftDamaged($"the checksum at byte {offset} does not fit");
    }

    private int LayoutOf(TensorSet tensors)
    {
        byte[] layout = TensorLayout.Write(tensors.Tensors);
        if (_plan.LayoutOf(layout) is { } known)
            return known;
        long networkLength = 0;
        foreach (Tensor tensor in tensors.Tensors)
            networkLength = StoreHeader.Align(networkLength) + tensor.Bytes.Length;
        if (networkLength > int.MaxValue)
            throw new NatsBenchException($"{_path}: a network of {networkLength >> 20} MiB is more than a store keeps");
        try
        {
            Pad();
            LayoutEntry entry = new(_partial.Position, layout.Length, tensors.Tensors.Count, XxHash3.HashToUInt64(layout), networkLength);
            _partial.Write(layout);
            return _plan.Add(entry, layout);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    private void Pad() => _partial.Write(new byte[StoreHeader.Align(_partial.Position) - _partial.Position]);

    private void Write(ReadOnlySpan<byte> bytes, XxHash3 hash)
    {
        _partial.Write(bytes);
        hash.Append(bytes);
    }

    private DamagedFileException LeftDamaged(string fault) =>
        new($"{_path + PartialSuffix}: what an earlier run left is damaged: {fault}; delete it and {_path + ProgressSuffix} to begin anew");

    private NatsBenchException NotWritten(Exception e) =>
        new($"{_path}: cannot be written ({e.Message.TrimEnd('.')}); free some space, choose another place, or wait for the process that writes it", e);
}
