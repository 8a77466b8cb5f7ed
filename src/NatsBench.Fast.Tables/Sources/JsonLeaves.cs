using System.Text.Json;

namespace NatsBench.Fast.Tables.Sources;

/// <summary>
/// Walks through JSON as Python writes it, NaN and infinities included, and tells each leaf with the names that lead to it: one pass, and
/// no tree in memory.
/// </summary>
internal sealed class JsonLeaves
{
    private const int Deepest = 16;
    private const int BytesAtOnce = 1 << 20;

    private readonly List<string> _path = [];
    private readonly List<int> _places = []; // in the array that is open at each depth; -1 in an object
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Told each leaf; false ends the walk.</summary>
    /// <param name="path">Names that lead to it; in an array the place, 0-based, as digits.</param>
    /// <param name="leaf">The leaf.</param>
    public delegate bool Visitor(IReadOnlyList<string> path, in JsonLeaf leaf);

    /// <summary>Walks through a file.</summary>
    /// <exception cref="NatsBenchException">It is no JSON, or deeper than any table.</exception>
    public static void Read(SourceFile file, Visitor visit)
    {
        (byte[] bytes, HashSet<long> words) = PythonNumbers.Quote(file.Bytes);
        try
        {
            Utf8JsonReader reader = new(bytes, new JsonReaderOptions { MaxDepth = Deepest });
            new JsonLeaves().Walk(ref reader, words, visit);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw file.Fault($"is no JSON ({e.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Walks through a stream of any length, a buffer at a time.</summary>
    /// <exception cref="NatsBenchException">It is no JSON, or deeper than any table.</exception>
    public static void Read(Stream stream, string where, Visitor visit)
    {
        byte[] buffer = new byte[BytesAtOnce];
        JsonLeaves leaves = new();
        JsonReaderState state = new(new JsonReaderOptions { MaxDepth = Deepest });
        PythonNumbers.Quoter quoter = default;
        int filled = 0, quoted = 0;
        try
        {
            for (bool isEnd = false; !isEnd;)
            {
                int read = stream.Read(buffer, filled, buffer.Length - filled);
                filled += read;
                isEnd = read == 0;
                quoted += quoter.Quote(buffer.AsSpan(quoted, filled - quoted), isEnd);
                Utf8JsonReader reader = new(buffer.AsSpan(0, quoted), isEnd, state);
                if (!leaves.Walk(ref reader, words: null, visit))
                    return;
                state = reader.CurrentState;
                int taken = (int)reader.BytesConsumed;
                if (taken == 0 && filled == buffer.Length)
                    throw new NatsBenchException($"{where}: a value of more than {BytesAtOnce >> 10} KiB, which no table has");
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                (filled, quoted) = (filled - taken, quoted - taken);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new NatsBenchException($"{where}: is no JSON ({e.Message.TrimEnd('.')})", e);
        }
    }

    private bool Walk(ref Utf8JsonReader reader, HashSet<long>? words, Visitor visit)
    {
        bool goesOn = true;
        while (goesOn && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    StepInArray();
                    _places.Add(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
                    _path.Add("");
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _places.RemoveAt(_places.Count - 1);
                    _path.RemoveAt(_path.Count - 1);
                    break;
                case JsonTokenType.PropertyName:
                    _path[^1] = Intern(reader.GetString()!);
                    break;
                default:
                    StepInArray();
                    goesOn = visit(_path, Leaf(ref reader, words));
                    break;
            }
        }
        return goesOn;
    }

    private void StepInArray()
    {
        if (_places.Count > 0 && _places[^1] >= 0)
            _path[^1] = Intern($"{_places[^1]++}");
    }

    // In a stream every string that a word becomes is one: none of the streamed tables has such texts.
    private static JsonLeaf Leaf(ref Utf8JsonReader reader, HashSet<long>? words) => reader.TokenType switch
    {
        JsonTokenType.Number => new(JsonValueKind.Number, reader.GetDouble(), null),
        JsonTokenType.String when words?.Contains(reader.TokenStartIndex) ?? PythonNumbers.IsWord(reader.ValueSpan) => new(JsonValueKind.Number, PythonNumbers.Of(reader.ValueSpan), null),
        JsonTokenType.String => new(JsonValueKind.String, double.NaN, reader.GetString()),
        JsonTokenType.True => new(JsonValueKind.True, 1, null),
        JsonTokenType.False => new(JsonValueKind.False, 0, null),
        _ => new(JsonValueKind.Null, double.NaN, null),
    };

    private string Intern(string name)
    {
        if (_names.TryGetValue(name, out string? known))
            return known;
        _names.Add(name, name);
        return name;
    }
}
