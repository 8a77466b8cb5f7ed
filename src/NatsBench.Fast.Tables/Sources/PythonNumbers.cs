namespace NatsBench.Fast.Tables.Sources;

/// <summary>NaN, Infinity and -Infinity, which Python writes into JSON though JSON has no such numbers.</summary>
internal static class PythonNumbers
{
    // Each word becomes a string of its own length.
    private static readonly (byte[] Word, byte[] String)[] Words =
    [
        ([.. "NaN"u8], [.. "\"N\""u8]), ([.. "Infinity"u8], [.. "\"+\"     "u8]), ([.. "-Infinity"u8], [.. "\"-\"      "u8]),
    ];

    /// <summary>Makes strings of the words outside strings.</summary>
    /// <param name="json">JSON as Python writes it; left as it is.</param>
    /// <returns>JSON of the same length, and where those strings begin.</returns>
    public static (byte[] Json, HashSet<long> Places) Quote(byte[] json)
    {
        HashSet<long> places = [];
        byte[]? copy = null;
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte b = json[i];
            if (inString)
            {
                if (b == '\\')
                    i++;
                else
                    inString = b != '"';
            }
            else if (b == '"')
                inString = true;
            else if (b is (byte)'N' or (byte)'I' or (byte)'-')
                foreach ((byte[] word, byte[] text) in Words)
                    if (json.AsSpan(i).StartsWith(word))
                    {
                        text.CopyTo(copy ??= [.. json], i);
                        places.Add(i);
                        i += word.Length - 1;
                        break;
                    }
        }
        return (copy ?? json, places);
    }

    /// <summary>Whether a string is what a word becomes.</summary>
    public static bool IsWord(ReadOnlySpan<byte> text) => text is [(byte)'N' or (byte)'+' or (byte)'-'];

    /// <summary>Makes strings of the words in JSON that comes piece by piece.</summary>
    public struct Quoter
    {
        private bool _inString;
        private bool _isEscaped;

        /// <summary>Changes a piece in place.</summary>
        /// <param name="json">What follows the pieces before.</param>
        /// <param name="isEnd">Whether nothing follows it.</param>
        /// <returns>How many bytes are done with; the others may be the beginning of a word, and are to be given again.</returns>
        public int Quote(Span<byte> json, bool isEnd)
        {
            for (int i = 0; i < json.Length; i++)
            {
                byte b = json[i];
                if (_inString)
                {
                    _inString = _isEscaped || b != '"';
                    _isEscaped = !_isEscaped && b == '\\';
                }
                else if (b == '"')
                    _inString = true;
                else if (b is (byte)'N' or (byte)'I' or (byte)'-')
                {
                    if (!isEnd && json.Length - i < Words[^1].Word.Length)
                        return i;
                    foreach ((byte[] word, byte[] text) in Words)
                        if (json[i..].StartsWith(word))
                        {
                            text.CopyTo(json[i..]);
                            i += word.Length - 1;
                            break;
                        }
                }
            }
            return json.Length;
        }
    }

    /// <summary>The number that such a string stands for.</summary>
    public static double Of(ReadOnlySpan<byte> text) =>
        text[0] == 'N' ? double.NaN : text[0] == '+' ? double.PositiveInfinity : double.NegativeInfinity;
}
