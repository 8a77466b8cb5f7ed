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

    /// <summary>The number that such a string stands for.</summary>
    public static double Of(ReadOnlySpan<byte> text) =>
        text[0] == 'N' ? double.NaN : text[0] == '+' ? double.PositiveInfinity : double.NegativeInfinity;
}
