using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Inference.Latency;

/// <summary>
/// A file of latencies that grows by a line a measurement: the conditions first, then an architecture each, all JSON. What was stopped goes on
/// where it was; a last line that was not finished is measured again. One process writes it at a time. Not for several threads at once.
/// </summary>
public sealed class LatencyJournal : IDisposable
{
    private const string Kind = "latency 1";
    private const string What = "file of latencies";

    private readonly JsonJournal _file;
    private readonly List<LatencyMeasurement> _measurements;

    private LatencyJournal(JsonJournal file, List<LatencyMeasurement> measurements) => (_file, _measurements) = (file, measurements);

    /// <summary>What the file holds, in its order.</summary>
    public IReadOnlyList<LatencyMeasurement> Measurements => _measurements;

    /// <summary>Opens a file, or begins one.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="conditions">What is measured now; a file of other conditions is refused.</param>
    /// <exception cref="DamagedFileException">The file is no such journal, or a line of it is not whole.</exception>
    /// <exception cref="NatsBenchException">It is of other conditions, or another process writes it.</exception>
    public static LatencyJournal Open(string path, LatencyConditions conditions)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(conditions);
        Lines lines = new();
        JsonJournal file = JsonJournal.Open(path, What, line =>
        {
            lines.Add(line);
            if (lines.Conditions is { } found && found != conditions)
                throw new NatsBenchException($"{path}: was measured under other conditions ({Difference(found, conditions)}); name another file");
        });
        if (lines.Conditions is null)
            file.Append(json => Write(json, conditions));
        return new LatencyJournal(file, lines.Measurements);
    }

    /// <summary>Reads a file, which may be measured further meanwhile.</summary>
    /// <exception cref="DamagedFileException">It is no such journal, or a line of it is not whole.</exception>
    public static LatencyTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Lines lines = new();
        JsonJournal.Read(path, What, lines.Add);
        return new LatencyTable(lines.Conditions ?? throw new DamagedFileException($"{path}: is empty, and no {What}"), lines.Measurements);
    }

    /// <summary>Appends a measurement; it is on its way to the disk when this returns.</summary>
    /// <exception cref="NatsBenchException">The place cannot be written, as on a full disk.</exception>
    public void Add(LatencyMeasurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        _file.Append(json =>
        {
            json.WriteNumber("index", measurement.Index);
            json.WriteString("architecture", measurement.Architecture);
            json.WriteNumber("seconds", measurement.Seconds);
            json.WriteNumber("low", measurement.Low);
            json.WriteNumber("high", measurement.High);
            json.WriteNumber("runs", measurement.Runs);
        });
        _measurements.Add(measurement);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void Write(Utf8JsonWriter json, LatencyConditions conditions)
    {
        json.WriteString("natsbench", Kind);
        json.WriteString("space", conditions.Space.ShortName());
        json.WriteString("dataset", conditions.Dataset.Name);
        json.WriteString("device", conditions.Device);
        json.WriteString("provider", conditions.Provider.Name());
        json.WriteNumber("threads", conditions.Threads);
        json.WriteNumber("batch", conditions.Batch);
        json.WriteString("runtime", conditions.Runtime);
    }

    private static LatencyConditions ReadConditions(JsonElement line) => line.GetProperty("natsbench").GetString() == Kind
        ? new LatencyConditions(
            line.GetProperty("space").GetString() switch
            {
                "tss" => SearchSpace.Topology,
                "sss" => SearchSpace.Size,
                _ => throw new FormatException(),
            },
            new Dataset(Text(line, "dataset")),
            Text(line, "device"),
            Provider(Text(line, "provider")),
            line.GetProperty("threads").GetInt32(),
            line.GetProperty("batch").GetInt32(),
            Text(line, "runtime"))
        : throw new FormatException();

    private static LatencyMeasurement ReadMeasurement(JsonElement line)
    {
        LatencyMeasurement measurement = new(
            line.GetProperty("index").GetInt32(), Text(line, "architecture"), line.GetProperty("seconds").GetDouble(),
            line.GetProperty("low").GetDouble(), line.GetProperty("high").GetDouble(), line.GetProperty("runs").GetInt32());
        return measurement is { Index: >= 0, Runs: > 0, Low: > 0 } && measurement.Low <= measurement.Seconds && measurement.Seconds <= measurement.High
            && double.IsFinite(measurement.High)
            ? measurement
            : throw new FormatException();
    }

    private static ExecutionProvider Provider(string name) => ExecutionProviders.Names.Contains(name) ? ExecutionProviders.Parse(name) : throw new FormatException();

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new FormatException();

    private static string Difference(LatencyConditions found, LatencyConditions now)
    {
        List<string> parts = [];
        Compare("space", found.Space.ShortName(), now.Space.ShortName());
        Compare("dataset", found.Dataset.Name, now.Dataset.Name);
        Compare("device", found.Device, now.Device);
        Compare("provider", found.Provider.Name(), now.Provider.Name());
        Compare("threads", $"{found.Threads}", $"{now.Threads}");
        Compare("batch", $"{found.Batch}", $"{now.Batch}");
        Compare("ONNX Runtime", found.Runtime, now.Runtime);
        return string.Join("; ", parts);

        void Compare(string what, string before, string after)
        {
            if (before != after)
                parts.Add($"{what} {before}, now {after}");
        }
    }

    // The first line is the conditions; then each architecture of the space once, by its index and its text.
    private sealed class Lines
    {
        private readonly HashSet<int> _known = [];
        private SpaceArchitectures? _space;

        public LatencyConditions? Conditions { get; private set; }

        public List<LatencyMeasurement> Measurements { get; } = [];

        public void Add(JsonElement line)
        {
            if (Conditions is null)
            {
                Conditions = ReadConditions(line);
                return;
            }
            LatencyMeasurement measurement = ReadMeasurement(line);
            _space ??= new SpaceArchitectures(Conditions.Space);
            if (measurement.Index >= _space.Count || _space[measurement.Index] != measurement.Architecture || !_known.Add(measurement.Index))
                throw new FormatException();
            Measurements.Add(measurement);
        }
    }
}
