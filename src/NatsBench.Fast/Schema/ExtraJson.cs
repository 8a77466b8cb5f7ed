using System.Buffers;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Schema;

/// <summary>The description of an extra column as JSON; docs/format.md lists its keys.</summary>
internal static class ExtraJson
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>What names look like.</summary>
    public const string NamePattern = "^[A-Za-z][A-Za-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)+$";

    /// <summary>No text of a description is longer.</summary>
    public const int LongestText = 4096;

    public static byte[] Write(ExtraDocument document)
    {
        ExtraDescription description = document.Description;
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("quantity", description.Quantity);
            json.WriteString("unit", description.Unit);
            json.WriteString("direction", DirectionWord(description.Direction));
            json.WriteString("dataset", description.Dataset);
            json.WriteString("device", description.Device);
            json.WriteString("kind", KindWord(description.Kind));
            json.WriteString("sourceName", description.SourceName);
            json.WriteString("sourceSha256", description.SourceSha256);
            json.WriteString("licence", description.Licence);
            json.WriteString("note", description.Note);
            json.WriteNumber("architectures", document.Architectures);
            json.WriteString("architecturesSha256", document.ArchitecturesSha256);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">Not JSON; a value is of another kind; a key is missing; a number or a text does not fit.</exception>
    public static ExtraDocument Read(string name, ReadOnlySpan<byte> document)
    {
        JsonValue json = JsonValue.Parse(document);
        ExtraDescription description = new()
        {
            Name = name,
            Quantity = json["quantity"u8].Text(),
            Unit = json["unit"u8].Text(),
            Direction = json["direction"u8].Text() is var direction && direction == DirectionWord(Direction.Minimise) ? Direction.Minimise
                : direction == DirectionWord(Direction.Maximise) ? Direction.Maximise
                : throw new FormatException($"the direction '{direction}' is neither lower nor higher"),
            Dataset = json["dataset"u8].Text(),
            Device = json["device"u8].Text(),
            Kind = json["kind"u8].Text() is var kind && Enum.GetValues<ExtraKind>().FirstOrDefault(known => KindWord(known) == kind, (ExtraKind)(-1)) is >= 0 and var found
                ? found : throw new FormatException($"the kind '{kind}' is not known"),
            SourceName = json["sourceName"u8].Text(),
            SourceSha256 = json["sourceSha256"u8].Text(),
            Licence = json["licence"u8].Text(),
            Note = json["note"u8].Text(),
        };
        return Fault(description) is { } fault ? throw new FormatException(fault)
            : new ExtraDocument(description, json["architectures"u8].Int32(), json["architecturesSha256"u8].Text());
    }

    /// <summary>The word of files and JSON.</summary>
    public static string DirectionWord(Direction direction) => direction == Direction.Maximise ? "higher" : "lower";

    /// <summary>The word of files and JSON.</summary>
    public static string KindWord(ExtraKind kind) => kind switch
    {
        ExtraKind.Measured => "measured",
        ExtraKind.Predicted => "predicted",
        ExtraKind.Derived => "derived",
        _ => "synthetic",
    };

    /// <summary>Whether a name is one of an extra column.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is 0 or > 128 || !char.IsAsciiLetter(name[0]) || !name.Contains('.'))
            return false;
        for (int place = 1; place < name.Length; place++)
            if (!char.IsAsciiLetterOrDigit(name[place]) && !(name[place] is '_' or '-' && name[place - 1] != '.')
                && !(name[place] == '.' && name[place - 1] != '.' && place + 1 < name.Length))
                return false;
        return true;
    }

    /// <summary>What is wrong with a description; null when nothing is.</summary>
    public static string? Fault(ExtraDescription description)
    {
        if (!IsName(description.Name))
            return $"'{description.Name}' is no name of an extra column: such are 'help.pixel2.latency', parts of letters, digits, '_' and '-' with dots between, two or more, 128 characters at most";
        if (description.Quantity.Length == 0)
            return $"{description.Name}: says no quantity";
        if (description.SourceSha256.Length > 0 && !IsSha256(description.SourceSha256))
            return $"{description.Name}: '{description.SourceSha256}' is no SHA-256 of 64 hexadecimal digits";
        foreach (string text in (string[])
            [description.Quantity, description.Unit, description.Dataset, description.Device, description.SourceName, description.Licence, description.Note])
            if (text.Length > LongestText || text.EnumerateRunes().Contains(Rune.ReplacementChar))
                return $"{description.Name}: a text of its description is longer than {LongestText} characters, or no text";
        return null;
    }

    private static bool IsSha256(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
