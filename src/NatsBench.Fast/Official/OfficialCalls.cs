using System.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Official;

/// <summary>
/// The official library's calls under their own names: one JSON object in, <c>{"call": "get_more_info", "args": {…}}</c>,
/// one out, with <c>result</c> or <c>error</c>. Answers as nats_bench 1.8 does, its traps included, for it is asked by
/// its own names. Holds the simulated clock, as the official object does; one caller at a time.
/// </summary>
public sealed partial class OfficialCalls
{
    private readonly NatsBenchmark _bench;
    private readonly Random _random;
    private readonly IOfficialWeights? _weights;
    private readonly Queries.SimulatedClock _clock = new();
    private readonly Dictionary<string, Call> _calls;

    /// <summary>Answers calls about a benchmark.</summary>
    /// <param name="benchmark">The benchmark; it stays the caller's.</param>
    /// <param name="random">Draws seeds and architectures wherever the official library uses Python's global generator.</param>
    /// <param name="weights">The trained weights behind the benchmark; without them those that the archive had are refused.</param>
    /// <exception cref="RefusedException">The benchmark is of NAS-Bench-101, which the official library does not know.</exception>
    public OfficialCalls(NatsBenchmark benchmark, Random random, IOfficialWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(random);
        benchmark.RequireNats("are no calls of nats_bench");
        _bench = benchmark;
        _random = random;
        _weights = weights;
        _calls = AllCalls().ToDictionary(call => call.Name);
    }

    /// <summary>The names that <see cref="Answer(string)"/> knows.</summary>
    public IEnumerable<string> Names => _calls.Keys;

    /// <summary>Answers one call.</summary>
    /// <param name="line">The call, one JSON object.</param>
    /// <returns>
    /// One line of JSON: <c>{"result": …}</c>, or <c>{"error": "KeyError", "message": "…"}</c> with the Python exception's type.
    /// Characters that a terminal would obey or hide are escaped.
    /// </returns>
    /// <exception cref="DamagedFileException">The column file is not what was written: no answer of it can be trusted.</exception>
    public string Answer(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        using ArrayPoolBufferWriter<byte> buffer = new();
        try
        {
            using JsonDocument document = PythonJsonReader.Parse(line);
            using Utf8JsonWriter json = new(buffer, PythonJson.Options);
            json.WriteStartObject();
            json.WritePropertyName("result");
            Answer(document.RootElement, json);
            json.WriteEndObject();
        }
        catch (RefusedException e)
        {
            return Error(e.Kind.ToString(), e.Message);
        }
        catch (JsonException e)
        {
            return Error("JSONDecodeError", $"not a line of JSON: {e.Message}");
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // A text whose escapes are half of a surrogate pair is only found out when it is read.
            return Error("JSONDecodeError", $"not a line of JSON: {e.Message}");
        }
        catch (NatsBenchException e) when (e is not DamagedFileException)
        {
            return Error(nameof(Refusal.ValueError), e.Message);
        }
        return Printable.OfJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>As <see cref="Answer(string)"/>, for a service that has other callers to answer: what goes wrong in the file or in this library is an answer too.</summary>
    /// <param name="line">The call, one JSON object.</param>
    /// <param name="fault">What went wrong; null when nothing did.</param>
    /// <returns>One line of JSON; with a fault its <c>error</c> is the type of the .NET exception, such as <c>DamagedFileException</c>.</returns>
    public string Answer(string line, out Exception? fault)
    {
        fault = null;
        try
        {
            return Answer(line);
        }
        catch (DamagedFileException e)
        {
            fault = e;
            return Error(nameof(DamagedFileException), e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            fault = e;
            return Error(e.GetType().Name, $"a fault in this library, please report it: {e.Message}");
        }
    }

    private void Answer(JsonElement request, Utf8JsonWriter json)
    {
        if (request.ValueKind != JsonValueKind.Object
            || !request.TryGetProperty("call", out JsonElement name) || name.ValueKind != JsonValueKind.String)
            throw new RefusedException(Refusal.TypeError, "a call is an object such as {\"call\": \"arch\", \"args\": {\"index\": 11}}");
        if (!_calls.TryGetValue(name.GetString()!, out Call? call))
            throw new RefusedException(Refusal.AttributeError, $"no call '{name.GetString()}'; there are {string.Join(", ", _calls.Keys)}");
        JsonElement? given = request.TryGetProperty("args", out JsonElement args) && args.ValueKind != JsonValueKind.Null ? args : null;
        call.Answer(new CallArguments(call.Name, given, call.Required, call.Optional), json);
    }

    private static string Error(string type, string message)
    {
        using ArrayPoolBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, PythonJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("error", type);
            json.WriteString("message", message.ReplaceLineEndings(" "));
            json.WriteEndObject();
        }
        return Printable.OfJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private sealed record Call(string Name, string[] Required, string[] Optional, Action<CallArguments, Utf8JsonWriter> Answer);
}
