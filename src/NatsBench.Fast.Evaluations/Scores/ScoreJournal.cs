using System.Text.Json;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>What has been scored so far, in a file: what scores depend on first, then a line for each network.</summary>
internal sealed class ScoreJournal : IDisposable
{
    private const string Kind = "score 1";

    private readonly JsonJournal _file;

    private ScoreJournal(JsonJournal file, IReadOnlyDictionary<int, double?> found) => (_file, Found) = (file, found);

    /// <summary>What the file had when it was opened; null for a network without a score.</summary>
    public IReadOnlyDictionary<int, double?> Found { get; }

    /// <summary>Opens a file, or begins one.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="space">The architectures that it may hold.</param>
    /// <param name="conditions">What scores depend on; a file of anything else is refused.</param>
    public static ScoreJournal Open(string path, SpaceArchitectures space, IReadOnlyList<(string Name, string Value)> conditions)
    {
        Dictionary<int, double?> found = [];
        bool isBegun = false;
        JsonJournal file = JsonJournal.Open(path, "journal of scores", line =>
        {
            if (isBegun)
            {
                int index = line.GetProperty("index").GetInt32();
                // Each by its index and its text, and once.
                if ((uint)index >= (uint)space.Count || line.GetProperty("architecture").GetString() != space[index])
                    throw new FormatException();
                JsonElement score = line.GetProperty("score");
                double? number = score.ValueKind == JsonValueKind.Null ? null : score.GetDouble();
                if (!double.IsFinite(number ?? 0) || !found.TryAdd(index, number))
                    throw new FormatException();
                return;
            }
            JournalHead.Compare(path, line, Kind, conditions);
            isBegun = true;
        });
        if (!isBegun)
            file.Append(json => JournalHead.Write(json, Kind, conditions));
        return new ScoreJournal(file, found);
    }

    /// <summary>Keeps a score. One thread at a time.</summary>
    public void Add(int index, string architecture, double? score) => _file.Append(json =>
    {
        json.WriteNumber("index", index);
        json.WriteString("architecture", architecture);
        if (score is { } number)
            json.WriteNumber("score", number);
        else
            json.WriteNull("score");
    });

    public void Dispose() => _file.Dispose();
}
