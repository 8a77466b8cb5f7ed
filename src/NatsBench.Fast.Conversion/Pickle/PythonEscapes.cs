using System.Globalization;
using System.Text;

namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>The escapes of the text protocol.</summary>
internal static class PythonEscapes
{
    /// <summary>The bytes of a Python 2 string literal without its quotes; null if an escape is broken.</summary>
    public static byte[]? DecodeString(ReadOnlySpan<byte> text)
    {
        byte[] result = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (b == '\\')
            {
                if (++i == text.Length)
                    return null;
                switch (text[i])
                {
                    case (byte)'n': b = (byte)'\n'; break;
                    case (byte)'r': b = (byte)'\r'; break;
                    case (byte)'t': b = (byte)'\t'; break;
                    case (byte)'\\' or (byte)'\'' or (byte)'"': b = text[i]; break;
                    case (byte)'x' when TryHex(text, i + 1, 2, out int code):
                        b = (byte)code;
                        i += 2;
                        break;
                    default: return null; // Python 2 writes no other
                }
            }
            result[length++] = b;
        }
        return result[..length];
    }

    /// <summary>The UTF-8 of raw-unicode-escape; null if an escape is broken.</summary>
    public static byte[]? DecodeUnicode(ReadOnlySpan<byte> text)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int digits = text[i] != '\\' || i + 1 == text.Length ? 0 : text[i + 1] switch { (byte)'u' => 4, (byte)'U' => 8, _ => 0 };
            if (digits == 0)
            {
                result.Append((char)text[i]);
                continue;
            }
            if (!TryHex(text, i + 2, digits, out int code) || !Rune.IsValid(code))
                return null;
            result.Append(new Rune(code));
            i += 1 + digits;
        }
        return Encoding.UTF8.GetBytes(result.ToString());
    }

    private static bool TryHex(ReadOnlySpan<byte> text, int start, int count, out int code)
    {
        code = 0;
        return start + count <= text.Length && int.TryParse(text.Slice(start, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
    }
}
