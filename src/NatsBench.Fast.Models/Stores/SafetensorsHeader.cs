using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Stores;

/// <summary>The header of a safetensors file: read strictly, written in one form.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>No header is longer, as in the original library.</summary>
    public const int Longest = 100_000_000;

    // All of them are read; a weight store keeps no larger network either.
    private const long MostNumberBytes = int.MaxValue;

    private const string MetadataName = "__metadata__";

    private static readonly string[] OtherTypes =
        ["BOOL", "U8", "I8", "F4", "F6_E2M3", "F6_E3M2", "F8_E5M2", "F8_E4M3", "F8_E8M0", "I16", "U16", "F16", "BF16", "I32", "U32", "C64", "U64"];

    private readonly string _path;
    private readonly List<SafetensorsEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(string path) => _path = path;

    public IReadOnlyList<SafetensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Reads a header.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="numberBytes">The bytes of the file behind it.</param>
    /// <param name="path">What messages call the file.</param>
    /// <exception cref="NatsBenchException">It is none, or its tensors are not exactly what follows it.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> text, long numberBytes, string path)
    {
        SafetensorsHeader header = new(path);
        try
        {
            header.ReadAll(new Utf8JsonReader(text));
        }
        // A text whose escapes are half of a surrogate pair is only found out when it is read.
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Damaged(path, $"its header is not JSON as it should be: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
        header.RequireAllOf(numberBytes);
        return header;
    }

    /// <summary>The header of tensors that are placed one behind another.</summary>
    /// <param name="tensors">The tensors in the order of the header.</param>
    /// <param name="placed">The same in the order of their numbers.</param>
    /// <param name="metadata">Texts about them.</param>
    /// <param name="alignment">The header's length becomes a multiple of it, less the eight bytes before.</param>
    public static byte[] Write(IReadOnlyList<Tensor> tensors, IReadOnlyList<Tensor> placed, IReadOnlyDictionary<string, string> metadata, int alignment)
    {
        Dictionary<Tensor, (long Begin, long End)> places = new(ReferenceEqualityComparer.Instance);
        long end = 0;
        foreach (Tensor tensor in placed)
            places.Add(tensor, (end, end += tensor.Bytes.Length));
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
                WriteMetadata(json, metadata);
            foreach (Tensor tensor in tensors)
                WriteEntry(json, tensor, places[tensor]);
            json.WriteEndObject();
        }
        int length = (buffer.WrittenCount + alignment - 1) / alignment * alignment;
        byte[] header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    public static DamagedFileException Damaged(string path, string fault) => new($"{path}: not a whole safetensors file: {fault}; copy or download it again");

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataName);
        foreach ((string key, string value) in metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, Tensor tensor, (long Begin, long End) place)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.ToString());
        json.WriteStartArray("shape");
        foreach (int side in tensor.Shape)
            json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(place.Begin);
        json.WriteNumberValue(place.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void ReadAll(Utf8JsonReader json)
    {
        json.Read();
        Expect(json, JsonTokenType.StartObject, "the header");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            if (name.Length == 0 || !_names.Add(name))
                throw Damaged(_path, name.Length == 0 ? "a tensor without a name" : $"two entries are called '{Short(name)}'");
            json.Read();
            Expect(json, JsonTokenType.StartObject, $"'{Short(name)}'");
            if (name == MetadataName)
                ReadMetadata(ref json);
            else
                _entries.Add(ReadEntry(ref json, name));
        }
        // Nothing but blanks may follow.
        while (json.Read())
            throw Damaged(_path, "more follows its header's end");
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            Expect(json, JsonTokenType.String, $"the metadata's '{Short(key)}'");
            if (!_metadata.TryAdd(key, json.GetString()!))
                throw Damaged(_path, $"its metadata have '{Short(key)}' twice");
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader json, string name)
    {
        ElementType? type = null;
        List<long>? shape = null, offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            switch (key)
            {
                case "dtype" when type is null: type = ReadType(json, name); break;
                case "shape" when shape is null: shape = ReadIntegers(ref json, name, key, TensorLayout.MaxDimensions); break;
                case "data_offsets" when offsets is null: offsets = ReadIntegers(ref json, name, key, 2); break;
                default: throw Damaged(_path, $"'{Short(name)}' has '{Short(key)}', which is unknown or there twice");
            }
        }
        if (type is null || shape is null || offsets is not [var begin, var end])
            throw Damaged(_path, $"'{Short(name)}' lacks its type, its shape or its two offsets");
        Int128 bytes = type.Value.Bytes();
        foreach (long side in shape)
            bytes = side <= int.MaxValue && bytes <= long.MaxValue ? bytes * side : throw Damaged(_path, $"'{Short(name)}' has a side of {side}, more than any tensor");
        if (begin > end || end - begin != bytes || bytes > Array.MaxLength)
            throw Damaged(_path, $"'{Short(name)}' of {type} [{string.Join(", ", shape)}] lies from {begin} to {end}, which is not its size");
        return new(name, type.Value, [.. shape.Select(side => (int)side)], begin, end);
    }

    private ElementType ReadType(in Utf8JsonReader json, string name)
    {
        Expect(json, JsonTokenType.String, $"the type of '{Short(name)}'");
        string text = json.GetString()!;
        return text switch
        {
            nameof(ElementType.F32) => ElementType.F32,
            nameof(ElementType.I64) => ElementType.I64,
            nameof(ElementType.F64) => ElementType.F64,
            _ when OtherTypes.Contains(text) => throw new NatsBenchException($"{_path}: '{Short(name)}' holds numbers of type {text}; write it with F32, F64 or I64"),
            _ => throw Damaged(_path, $"'{Short(name)}' is of an unknown type '{Short(text)}'"),
        };
    }

    private List<long> ReadIntegers(ref Utf8JsonReader json, string name, string key, int most)
    {
        Expect(json, JsonTokenType.StartArray, $"{key} of '{Short(name)}'");
        List<long> integers = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            if (integers.Count == most || json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long integer) || integer < 0)
                throw Damaged(_path, $"{key} of '{Short(name)}' are no {most} whole numbers of 0 or more");
            else
                integers.Add(integer);
        return integers;
    }

    // One begins where the one before it ends: nothing is shared, and nothing is between them.
    private void RequireAllOf(long numberBytes)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in _entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
            end = entry.Begin == end ? entry.End : throw Damaged(_path, $"'{Short(entry.Name)}' begins at {entry.Begin}, where {(entry.Begin < end ? "another lies" : $"nothing lies from {end} on")}");
        if (end != numberBytes)
            throw Damaged(_path, $"its tensors take {end} bytes of {numberBytes}");
        if (end > MostNumberBytes)
            throw new NatsBenchException($"{_path}: holds {end >> 20} MiB of numbers, more than {MostNumberBytes >> 20} MiB are not read; write one network into a file");
    }

    private void Expect(in Utf8JsonReader json, JsonTokenType token, string what)
    {
        if (json.TokenType != token)
            throw Damaged(_path, $"{what} is no {token switch { JsonTokenType.StartObject => "object", JsonTokenType.StartArray => "list", _ => "text" }}");
    }

    private static string Short(string text) => Printable.Of(text.Length > 100 ? text[..100] + "…" : text);
}
