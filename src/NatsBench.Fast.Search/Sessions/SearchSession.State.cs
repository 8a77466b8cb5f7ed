using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NatsBench.Fast.Search.Sessions;

public sealed partial class SearchSession
{
    /// <summary>The longest state, in bytes.</summary>
    public const int MostStateBytes = 256 << 20;

    private const string Format = "natsbench-search-session";
    private const int Version = 1;

    // What a state ends with, around 64 hexadecimal digits: the SHA-256 of all before it.
    private static ReadOnlySpan<byte> DigestBegins => ",\"digest\":\""u8;

    private static ReadOnlySpan<byte> DigestEnds => "\"}"u8;

    /// <summary>The state: JSON in UTF-8 of what the session is made of, and all that was asked and told. Write it aside and rename it.</summary>
    /// <exception cref="NatsBenchException">It would be longer than <see cref="MostStateBytes"/>.</exception>
    public byte[] Save()
    {
        ArrayBufferWriter<byte> state = new();
        using (Utf8JsonWriter json = new(state))
        {
            json.WriteStartObject();
            json.WriteString("format"u8, Format);
            json.WriteNumber("version"u8, Version);
            Setup.Write(json);
            json.WriteStartArray("log"u8);
            lock (_turn)
                foreach (SessionEvent happened in _events)
                    Write(json, happened);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        ReadOnlySpan<byte> body = state.WrittenSpan[..^1];
        if (body.Length > MostStateBytes - DigestBegins.Length - 2 * SHA256.HashSizeInBytes - DigestEnds.Length)
            throw new NatsBenchException($"the state of {_tickets} proposals is longer than {MostStateBytes} bytes");
        return [.. body, .. DigestBegins, .. DigestOf(body), .. DigestEnds];
    }

    /// <summary>A session as it was when its state was saved: everything is asked and told again, and must come out the same.</summary>
    /// <param name="setup">What it was made of.</param>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <exception cref="NatsBenchException">A state that was cut or edited, of another search, or of another version of the algorithm.</exception>
    public static SearchSession Restore(SearchSetup setup, ReadOnlyMemory<byte> state)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (state.Length > MostStateBytes)
            throw new NatsBenchException($"the state has {state.Length} bytes; a session's has {MostStateBytes} at most");
        int body = state.Length - DigestBegins.Length - 2 * SHA256.HashSizeInBytes - DigestEnds.Length;
        if (body < 0 || !state.Span[body..].SequenceEqual([.. DigestBegins, .. DigestOf(state.Span[..body]), .. DigestEnds]))
            throw new NatsBenchException("the state is none of a search session, or was cut or edited; restore what Save gave, byte for byte");
        try
        {
            using JsonDocument json = JsonDocument.Parse(state);
            return Replay(setup, json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new NatsBenchException($"the state is none of a search session: {e.Message}", e);
        }
    }

    private static SearchSession Replay(SearchSetup setup, JsonElement state)
    {
        if (state.GetProperty("format").GetString() != Format || state.GetProperty("version").GetInt32() != Version)
            throw new NatsBenchException($"the state is not of format {Format}, version {Version}");
        setup.Check(state);
        SearchSession session = new(setup);
        foreach (JsonElement happened in state.GetProperty("log").EnumerateArray())
            session.Replay(happened);
        return session;
    }

    private void Replay(JsonElement happened)
    {
        if (happened.TryGetProperty("tell", out JsonElement ticket))
        {
            Tell(
                ticket.GetInt32(), happened.GetProperty("accuracy").GetDouble(), happened.GetProperty("cost").GetDouble(),
                happened.TryGetProperty("objectives", out JsonElement objectives)
                    ? [.. objectives.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())]
                    : []);
            return;
        }
        JsonElement asked = happened.GetProperty("ask");
        (int, int)? then = asked.ValueKind == JsonValueKind.Null ? null : (asked.GetInt32(), happened.GetProperty("epochs").GetInt32());
        (int, int)? now = Ask() is { } proposal ? (proposal.Architecture, proposal.Epochs) : null;
        if (now != then)
            throw new NatsBenchException(
                $"{Setup.Algorithm.Name} does not propose at ticket {_tickets} what the state says: it is of another version of the algorithm");
    }

    private static void Write(Utf8JsonWriter json, SessionEvent happened)
    {
        json.WriteStartObject();
        switch (happened)
        {
            case SessionEvent.Asked asked:
                json.WriteNumber("ask"u8, asked.Architecture);
                json.WriteNumber("epochs"u8, asked.Epochs);
                break;
            case SessionEvent.Waited:
                json.WriteNull("ask"u8);
                break;
            case SessionEvent.Told told:
                json.WriteNumber("tell"u8, told.Ticket);
                json.WriteNumber("accuracy"u8, told.Accuracy);
                json.WriteNumber("cost"u8, told.Cost);
                if (told.Objectives.Length > 0)
                    WriteObjectives(json, told.Objectives);
                break;
        }
        json.WriteEndObject();
    }

    private static void WriteObjectives(Utf8JsonWriter json, double[] objectives)
    {
        json.WriteStartArray("objectives"u8);
        foreach (double objective in objectives)
            if (double.IsNaN(objective))
                json.WriteNullValue();
            else
                json.WriteNumberValue(objective);
        json.WriteEndArray();
    }

    private static byte[] DigestOf(ReadOnlySpan<byte> body) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body)));
}
