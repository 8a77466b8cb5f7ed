using System.Text.Json;
using NatsBench.Fast.Cli.Streams;

namespace NatsBench.Fast.Cli.Output;

/// <summary>An answer in its two forms: the members of JSON objects, one a line, or text with tables.</summary>
internal sealed record Answer(IReadOnlyList<Action<Utf8JsonWriter>> Lines, Action<TextOutput> Text)
{
    /// <summary>An answer that is one JSON object.</summary>
    public Answer(Action<Utf8JsonWriter> json, Action<TextOutput> text) : this([json], text) { }

    /// <summary>Why the command fails though it has an answer; null when it succeeds.</summary>
    public string? Fault { get; init; }

    /// <summary>Writes the answer to the standard output, and where a model made the numbers says so in every form.</summary>
    /// <param name="asJson">JSON instead of text.</param>
    /// <param name="synthetic">The model that made the numbers; empty for measured ones.</param>
    /// <returns>The exit code.</returns>
    public int Write(bool asJson, string synthetic)
    {
        SaySynthetic(synthetic);
        using (Stream output = StandardStreams.OpenOutput())
        {
            if (asJson)
                WriteJson(output, synthetic);
            else
                WriteText(output, synthetic);
        }
        if (Fault is null)
            return ExitCode.Success;
        Failure.Say(Fault);
        return ExitCode.Failed;
    }

    /// <summary>Warns, beside the answers, that a model made the numbers.</summary>
    public static void SaySynthetic(string synthetic)
    {
        if (synthetic.Length > 0)
            Failure.Say($"SYNTHETIC numbers, made by a model ({synthetic}); never cite them");
    }

    private void WriteJson(Stream output, string synthetic)
    {
        foreach (Action<Utf8JsonWriter> line in Lines)
            JsonLine.Write(output, json =>
            {
                json.WriteBoolean("synthetic", synthetic.Length > 0);
                line(json);
            });
    }

    private void WriteText(Stream output, string synthetic)
    {
        using StreamWriter writer = new(output);
        Text(new TextOutput(writer, synthetic.Length > 0));
    }
}
