using System.Buffers;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Lines of JSON for the standard output, whose texts hold no character that a terminal would obey or hide.</summary>
internal static class JsonLine
{
    /// <summary>Writes one object on one line.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter json = new(line, JsonNumbers.Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        line.Write("\n"u8);
        output.Write(Ascii.IsValid(line.WrittenSpan) && !line.WrittenSpan.Contains((byte)0x7F)
            ? line.WrittenSpan
            : Encoding.UTF8.GetBytes(Printable.OfJson(Encoding.UTF8.GetString(line.WrittenSpan))));
    }
}
