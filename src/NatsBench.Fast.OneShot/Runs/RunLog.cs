using System.Text;
using System.Text.Json;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>The two journals of a run: what its epochs came to, and when. Whoever opens them has the folder. Used by one thread.</summary>
internal sealed class RunLog : IDisposable
{
    private const string What = "journal of a weight-sharing run";

    private readonly JsonJournal _epochs;
    private readonly JsonJournal _clock;
    private readonly List<EpochRecord> _records;
    private readonly Dictionary<(int Epoch, int Step), double> _times;

    private RunLog(JsonJournal epochs, JsonJournal clock, List<EpochRecord> records, Dictionary<(int, int), double> times) =>
        (_epochs, _clock, _records, _times) = (epochs, clock, records, times);

    /// <summary>The epochs that are done.</summary>
    public IReadOnlyList<EpochRecord> Records => _records;

    /// <summary>Opens the journals of a run, and drops from them what came after its checkpoint.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="epochs">How many epochs were done at the checkpoint.</param>
    /// <exception cref="NatsBenchException">They cannot be opened, or lack an epoch.</exception>
    public static RunLog Open(string folder, int epochs)
    {
        string epochsPath = RunFolder.EpochsOf(folder);
        List<EpochRecord> records = [];
        JsonJournal? journal = null, clock = null;
        try
        {
            journal = JsonJournal.Open(epochsPath, What, line => records.Add(EpochRecord.Read(line)));
            if (records.Count < epochs || records.Take(epochs).Index().Any(record => record.Item.Measures.Epoch != record.Index))
                throw new DamagedFileException($"{epochsPath}: lacks some of the {epochs} epochs that the checkpoint has behind it; put the whole file back, or begin the run again elsewhere");
            if (records.Count > epochs)
            {
                records.RemoveRange(epochs, records.Count - epochs);
                journal.Dispose();
                Rewrite(epochsPath, epochs);
                journal = JsonJournal.Open(epochsPath, What, _ => { });
            }
            Dictionary<(int, int), double> times = [];
            clock = JsonJournal.Open(RunFolder.ClockOf(folder), What, line => ReadTime(line, times));
            return new RunLog(journal, clock, records, times);
        }
        catch
        {
            journal?.Dispose();
            clock?.Dispose();
            throw;
        }
    }

    /// <summary>Reads the epochs of a run, which may go on meanwhile.</summary>
    /// <param name="folder">The run's folder.</param>
    public static IReadOnlyList<EpochRecord> ReadEpochs(string folder)
    {
        List<EpochRecord> records = [];
        if (File.Exists(RunFolder.EpochsOf(folder)))
            JsonJournal.Read(RunFolder.EpochsOf(folder), What, line => records.Add(EpochRecord.Read(line)));
        return records;
    }

    /// <summary>Reads when the epochs of a run ended, in seconds since it began; an epoch whose time is not there is left out.</summary>
    /// <param name="folder">The run's folder.</param>
    public static IReadOnlyDictionary<int, double> ReadTimes(string folder)
    {
        Dictionary<(int Epoch, int Step), double> times = [];
        if (File.Exists(RunFolder.ClockOf(folder)))
            JsonJournal.Read(RunFolder.ClockOf(folder), What, line => ReadTime(line, times));
        return times.Where(time => time.Key.Step == 0).ToDictionary(time => time.Key.Epoch - 1, time => time.Value);
    }

    /// <summary>Seconds since the run began when it stood at a place.</summary>
    /// <exception cref="DamagedFileException">The journal does not say.</exception>
    public double Seconds(string folder, int epoch, int step) => (epoch, step) == (0, 0) ? 0
        : _times.TryGetValue((epoch, step), out double seconds) ? seconds
        : throw new DamagedFileException($"{RunFolder.ClockOf(folder)}: lacks the time of the checkpoint (epoch {epoch}, step {step}); put the whole file back");

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochRecord record)
    {
        _epochs.Append(record.Write);
        _records.Add(record);
    }

    /// <summary>Adds the time of a place, and waits until both journals are on the disk: a checkpoint may then say that it is behind them.</summary>
    public void Mark(int epoch, int step, double seconds)
    {
        _clock.Append(json =>
        {
            json.WriteNumber("epoch", epoch);
            json.WriteNumber("step", step);
            json.WriteNumber("seconds", seconds);
        });
        _times[(epoch, step)] = seconds;
        _clock.Flush();
        _epochs.Flush();
    }

    public void Dispose()
    {
        _epochs.Dispose();
        _clock.Dispose();
    }

    private static void ReadTime(JsonElement line, Dictionary<(int, int), double> times) =>
        times[(line.GetProperty("epoch").GetInt32(), line.GetProperty("step").GetInt32())] = line.GetProperty("seconds").GetDouble();

    // The lines as they are: the same bytes.
    private static void Rewrite(string path, int lines)
    {
        using AsideFile file = new(path);
        foreach (string line in File.ReadLines(path).Take(lines))
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Commit([]);
    }
}
