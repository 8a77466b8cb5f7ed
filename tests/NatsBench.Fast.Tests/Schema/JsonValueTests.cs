using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Tests.Schema;

/// <summary>JSON as documents of files have it: whatever bytes there are, the answer is that of <c>System.Text.Json</c>, or a refusal where it refuses.</summary>
public sealed class JsonValueTests
{
    // Pieces of documents, so that many a text made of them is JSON and many nearly is.
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\":", "\"\\u0061\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\n\\/\\\"\"", "\"\\x\"", "\"é😀\"", "\"\"", "\"",
        "0", "-0", "01", "12", "-7", "1.5", "1.", ".5", "1e5", "1E+5", "2147483648", "9223372036854775807", "9223372036854775808", "-", "true", "false", "null", "tru",
        " ", "\t", "\r\n", "\f", "\0", "[1,2]", "{\"a\":1,\"a\":2}", "{\"b\":[null]}", "[[", "]]",
    ];

    private static readonly Gen<byte[]> Documents = Gen.OneOf(
        OneOf(Pieces).Array[0, 12].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))),
        Value(4).Select(Encoding.UTF8.GetBytes),
        Gen.Select(Value(4), Gen.Int[0, 1 << 20], Gen.Byte).Select((document, place, value) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(document);
            bytes[place % bytes.Length] = value;
            return bytes;
        }),
        Gen.Byte.Array[0, 8]);

    [Fact]
    public void Every_document_means_what_the_library_says() => Documents.Sample(bytes => Assert.Equal(ByLibrary(bytes), ByUs(bytes)), iter: 50_000);

    [Theory]
    [InlineData("", false)]
    [InlineData("1 2", false)]
    [InlineData("[1,]", false)]
    [InlineData("// note\n1", false)]
    [InlineData("\uFEFF1", false)]
    [InlineData("\"tab\there\"", false)]
    [InlineData("{\"\\ud83d\":1,\"a\":2}", false)]
    [InlineData(" [ 1 , { \"a\" : \"\\u00e9\" } ] ", true)]
    public void What_is_a_document(string text, bool isOne)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(isOne, ByUs(bytes) is not null);
        Assert.Equal(ByLibrary(bytes), ByUs(bytes));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void Values_lie_64_deep_at_most(int depth)
    {
        foreach (string document in (string[])[new string('[', depth) + new string(']', depth), string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(document);
            Assert.Equal(depth <= 64, ByUs(bytes) is not null);
            Assert.Equal(ByLibrary(bytes), ByUs(bytes));
        }
    }

    [Fact]
    public void Another_kind_and_an_absent_key_are_refused()
    {
        Assert.Throws<FormatException>(() => JsonValue.Parse("[1]"u8)["a"u8].Kind);
        Assert.Throws<FormatException>(() => JsonValue.Parse("{\"a\":1}"u8)["b"u8].Kind);
        Assert.Throws<FormatException>(() => JsonValue.Parse("{\"a\":1}"u8)["a"u8].Text());
        Assert.Throws<FormatException>(() => JsonValue.Parse("{\"a\":\"1\"}"u8)["a"u8].Int32());
        Assert.Throws<FormatException>(() => JsonValue.Parse("1"u8).Boolean());
        Assert.Throws<FormatException>(() => JsonValue.Parse("null"u8).Text());
        Assert.Throws<FormatException>(() => JsonValue.Parse("{}"u8).Count());
        Assert.Null(JsonValue.Parse("null"u8).TextOrNull());
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(text => texts[text]);

    private static Gen<string> Value(int depth)
    {
        Gen<string> text = OneOf("\"a\"", "\"b\"", "\"\\u0062\"", "\"\"", "\"x\\ty\"", "\"ü\"");
        Gen<string> plain = Gen.OneOf(
            text, Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture)), OneOf("1.25", "-3e-2", "4294967296", "true", "false", "null"));
        if (depth == 0)
            return plain;
        Gen<string> inner = Value(depth - 1);
        return Gen.OneOf(
            plain,
            inner.Array[0, 4].Select(values => $"[ {string.Join(" ,", values)}]"),
            Gen.Select(text, inner).Array[0, 4].Select(pairs => $"{{{string.Join(",\n", pairs.Select(pair => $"{pair.Item1} : {pair.Item2}"))} }}"));
    }

    // Everything that can be asked, as text; null where there is no document.
    private static string? ByLibrary(byte[] bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            StringBuilder text = new();
            Describe(document.RootElement, text);
            return text.ToString();
        }
        // The other is said of a key that is half of a surrogate pair, where keys are looked for.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Describe(JsonElement value, StringBuilder text)
    {
        text.Append(value.ValueKind).Append(' ');
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (string key in (string[])["a", "b", "", "x\ty", "ü", "😀"])
                {
                    text.Append(key).Append('=');
                    if (value.TryGetProperty(key, out JsonElement found))
                        Describe(found, text);
                }
                break;
            case JsonValueKind.Array:
                text.Append(value.GetArrayLength()).Append(':');
                foreach (JsonElement one in value.EnumerateArray())
                    Describe(one, text);
                break;
            case JsonValueKind.String:
                try
                {
                    text.Append(value.GetString());
                }
                catch (InvalidOperationException)
                {
                    text.Append("no text");
                }
                break;
            case JsonValueKind.Number:
                text.Append(value.TryGetInt32(out int small) ? $"{small}" : "no").Append(value.TryGetInt64(out long large) ? $"{large}" : "no");
                break;
        }
    }

    private static string? ByUs(byte[] bytes)
    {
        try
        {
            JsonValue document = JsonValue.Parse(bytes);
            StringBuilder text = new();
            Describe(document, text);
            return text.ToString();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Describe(JsonValue value, StringBuilder text)
    {
        text.Append(value.Kind).Append(' ');
        switch (value.Kind)
        {
            case JsonKind.Object:
                foreach (string key in (string[])["a", "b", "", "x\ty", "ü", "😀"])
                {
                    text.Append(key).Append('=');
                    if (value.TryGet(Encoding.UTF8.GetBytes(key), out JsonValue found))
                        Describe(found, text);
                }
                break;
            case JsonKind.Array:
                text.Append(value.Count()).Append(':');
                foreach (JsonValue one in value)
                    Describe(one, text);
                break;
            case JsonKind.String:
                try
                {
                    text.Append(value.Text());
                }
                catch (FormatException)
                {
                    text.Append("no text");
                }
                break;
            case JsonKind.Number:
                AppendNumbers(value, text);
                break;
        }
    }

    private static void AppendNumbers(JsonValue value, StringBuilder text)
    {
        try
        {
            text.Append($"{value.Int32()}");
        }
        catch (FormatException)
        {
            text.Append("no");
        }
        try
        {
            text.Append($"{value.Int64()}");
        }
        catch (FormatException)
        {
            text.Append("no");
        }
    }
}
