using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NatsBench.Fast.Internals;

/// <summary>
/// A file that grows by a line of JSON at a time, so that long work which was stopped goes on where it was: a last line that was not finished is
/// dropped when the file is opened again. One process writes it at a time; one thread.
/// </summary>
internal sealed class JsonJournal : IDisposable
{
    private const long MaxBytes = 1 << 30;

    // EAGAIN of Linux: somebody else has the lock.
    private const int TryAgain = 11;

    // Architectures hold + and ~.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new();

    private JsonJournal(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Opens a file, or begins one.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="what">What messages call such a file.</param>
    /// <param name="read">Is given every line that is there, and throws what a wrong one makes the reading of JSON throw.</param>
    /// <exception cref="DamagedFileException">The file is no such journal, or a line of it is not whole.</exception>
    /// <exception cref="NatsBenchException">It cannot be opened, another process writes it, or <paramref name="read"/> refuses it.</exception>
    public static JsonJournal Open(string path, string what, Action<JsonElement> read)
    {
        Devices.Refuse(path);
        PathKind.RefuseToRead(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            Claim(file);
            long whole = ReadLines(path, what, file, read);
            file.SetLength(whole);
            file.Position = whole;
            return new JsonJournal(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new NatsBenchException($"{path}: cannot be opened ({Reason(e)}); another run may be writing it: wait for it, or choose another place", e);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file, which may be written further meanwhile.</summary>
    /// <inheritdoc cref="Open"/>
    public static void Read(string path, string what, Action<JsonElement> read)
    {
        PathKind.RefuseToRead(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        ReadLines(path, what, file, read);
    }

    /// <summary>Appends a line; it is with the system when this returns.</summary>
    /// <exception cref="NatsBenchException">The place cannot be written, as on a full disk.</exception>
    public void Append(Action<Utf8JsonWriter> members)
    {
        _line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(_line, Readable))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        _line.Write("\n"u8);
        try
        {
            _file.Write(_line.WrittenSpan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{_path}: cannot be written ({Reason(e)}); free some space and run again: what is there is kept", e);
        }
    }

    /// <summary>Waits until all lines are on the disk.</summary>
    /// <exception cref="NatsBenchException">The place cannot be written, as on a full disk.</exception>
    public void Flush()
    {
        try
        {
            _file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{_path}: cannot be written ({Reason(e)}); free some space and run again: what is there is kept", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // On Linux sharing keeps no other process from writing; a lock on a place behind all lines does, and readers go on.
    private static void Claim(FileStream file)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            file.Lock(MaxBytes, 1);
        }
        catch (IOException e) when (e.HResult != TryAgain)
        {
            // A file system without locks, as Lustre may be: then nobody is kept out.
        }
    }

    // Where the last whole line ends.
    private static long ReadLines(string path, string what, FileStream file, Action<JsonElement> read)
    {
        if (file.Length > MaxBytes)
            throw new DamagedFileException($"{path}: has {file.Length} bytes, and no {what} has so many");
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int start = 0;
        for (int line = 1; bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and int length; line++)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(start, length));
                read(document.RootElement);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
            {
                throw new DamagedFileException($"{path}: line {line} is none of a {what}, or altered; choose another place", e);
            }
            start += length + 1;
        }
        // Half of a first line may be anything: a file of one's own is not written over.
        return start > 0 || bytes.Length == 0 ? start : throw new DamagedFileException($"{path}: is no {what}; choose another place");
    }

    // What the system says, in one line, without the path that .NET adds.
    private static string Reason(Exception e) => e.Message.ReplaceLineEndings(" ").Split(" : '")[0].TrimEnd('.', ' ');
}
