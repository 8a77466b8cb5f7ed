using System.Text;

namespace NatsBench.Fast.Native.Interop;

/// <summary>Texts across the interface: UTF-8, ended by a zero byte.</summary>
internal static unsafe class Text
{
    /// <summary>The longest text that is taken, in bytes: that of the longest line of <c>natsbench call</c>.</summary>
    public const int Longest = 16 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A caller's bytes up to the zero.</summary>
    /// <exception cref="StatusException">A null pointer, or no zero within <see cref="Longest"/> bytes.</exception>
    public static ReadOnlySpan<byte> Bytes(byte* text, string name)
    {
        if (text is null)
            throw new StatusException(Status.InvalidArgument, $"{name} is null");
        for (int length = 0; length < Longest; length++)
            if (text[length] == 0)
                return new ReadOnlySpan<byte>(text, length);
        throw new StatusException(Status.InvalidArgument, $"{name} has no end within {Longest} bytes");
    }

    /// <summary>A caller's text.</summary>
    /// <exception cref="StatusException">A null pointer, no end, or bytes that are not UTF-8.</exception>
    public static string Read(byte* text, string name)
    {
        ReadOnlySpan<byte> bytes = Bytes(text, name);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new StatusException(Status.InvalidArgument, $"{name} is not UTF-8");
        }
    }

    /// <summary>As <see cref="Read"/>, and not empty.</summary>
    public static string ReadName(byte* text, string name) =>
        Read(text, name) is { Length: > 0 } read ? read : throw new StatusException(Status.InvalidArgument, $"{name} is empty");

    /// <summary>Writes a text and its zero into a caller's buffer, and how many bytes it has without the zero.</summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">The buffer; null where only the length is asked for.</param>
    /// <param name="capacity">Its bytes.</param>
    /// <param name="length">Receives the length; may be null.</param>
    /// <exception cref="StatusException">The buffer is too small; it is left alone.</exception>
    public static void Write(string text, byte* buffer, nuint capacity, nuint* length)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (length is not null)
            *length = (nuint)bytes;
        if (buffer is null && capacity == 0)
            return;
        if (buffer is null)
            throw new StatusException(Status.InvalidArgument, "the buffer is null and its capacity is not 0");
        if (capacity <= (nuint)bytes)
            throw new StatusException(Status.BufferTooSmall, $"{bytes + 1} bytes are needed and the buffer has {capacity}");
        Encoding.UTF8.GetBytes(text, new Span<byte>(buffer, bytes));
        buffer[bytes] = 0;
    }
}
