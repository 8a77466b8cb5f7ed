using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Finds the weights in the dict of an architecture.</summary>
internal sealed class WeightRecord
{
    // A real record has 40. Settings that share one dict of trials count each time.
    private const int TrialLimit = 1 << 20;

    private readonly PickleDict _settings;
    private readonly int _architecture;
    private readonly string _file;
    private int _trialsLeft = TrialLimit;

    /// <param name="value">What was unpickled, tensors as they are written.</param>
    /// <param name="architecture">The architecture that the file's name says.</param>
    /// <param name="file">What messages call the record.</param>
    /// <exception cref="NatsBenchException">It is no record, or that of another architecture.</exception>
    public WeightRecord(in PickleValue value, int architecture, string file)
    {
        _architecture = architecture;
        _file = file;
        _settings = AsDict(value, "the record");
        foreach (ref readonly PickleDict.Entry entry in _settings.Entries)
            if (!AsDict(entry.Value, "a setting").TryGet(OfficialKeys.ArchitectureIndex, out PickleValue index) || index.Kind != PickleKind.Int || index.AsInt != architecture)
                throw new NatsBenchException($"{file}: {OfficialKeys.ArchitectureIndex} is {index}, but the file's name says {architecture}; it was renamed: download it again");
    }

    /// <summary>The seeds of a dataset's trials and their weights, None where a trial has none; in the record's order.</summary>
    /// <exception cref="NatsBenchException">The record lacks the setting or the dataset.</exception>
    public List<(long Seed, PickleValue State)> Trials(string setting, string dataset)
    {
        if (!_settings.TryGet(setting, out PickleValue found))
            throw Absent("setting", setting, Names(_settings.Entries));
        List<(long, PickleValue)> trials = [];
        SortedSet<string> datasets = new(StringComparer.Ordinal);
        foreach ((string name, long seed, PickleValue state) in TrialsOf(found.AsDict))
        {
            datasets.Add(name);
            if (name == dataset)
                trials.Add((seed, state));
        }
        return trials.Count > 0 ? trials : throw Absent("dataset", dataset, [.. datasets]);
    }

    /// <summary>The architecture's text.</summary>
    /// <exception cref="NatsBenchException">The record has none.</exception>
    public string Architecture()
    {
        foreach (ref readonly PickleDict.Entry entry in _settings.Entries)
            if (entry.Value.AsDict.TryGet(OfficialKeys.Architecture, out PickleValue text) && text is { Kind: PickleKind.String, AsString.Length: > 0 })
                return text.AsString;
        throw new NatsBenchException($"{_file}: no setting has the architecture's text ({OfficialKeys.Architecture}); download it again");
    }

    /// <summary>All trials that can be asked for, and whether they have weights; in the record's order.</summary>
    public IEnumerable<(TrainingKey Training, bool HasWeights)> Trainings()
    {
        foreach (PickleDict.Entry entry in _settings.Entries.ToArray())
            if (entry.Key is { Kind: PickleKind.String, AsString: { Length: > 0 } setting })
                foreach ((string dataset, long seed, PickleValue state) in TrialsOf(entry.Value.AsDict))
                    if (dataset.Length > 0)
                        yield return (new(_architecture, new TrainingSetting(setting), new Dataset(dataset), seed), state.Kind != PickleKind.None);
    }

    private List<(string Dataset, long Seed, PickleValue State)> TrialsOf(PickleDict setting)
    {
        List<(string, long, PickleValue)> trials = [];
        setting.TryGet(OfficialKeys.Trials, out PickleValue all);
        foreach (ref readonly PickleDict.Entry entry in AsDict(all, OfficialKeys.Trials).Entries)
        {
            if (--_trialsLeft < 0)
                throw new NatsBenchException($"{_file}: more than {TrialLimit} trainings, which no record has; download it again");
            if (entry.Key.Kind != PickleKind.Tuple || entry.Key.AsTuple is not [{ Kind: PickleKind.String } dataset, { Kind: PickleKind.Int } seed])
                continue; // the official library never finds such a trial
            AsDict(entry.Value, "a trial").TryGet(OfficialKeys.NameOf(TrialKey.Weights), out PickleValue state);
            trials.Add((dataset.AsString, seed.AsInt, state));
        }
        return trials;
    }

    private PickleDict AsDict(in PickleValue value, string what) => value.Kind == PickleKind.Dict ? value.AsDict
        : throw new NatsBenchException($"{_file}: {what} is {value}, not a dict; download it again");

    private NatsBenchException Absent(string what, string name, string[] there) =>
        new($"{_file}: no {what} '{name}'; the record has {string.Join(", ", there.Select(Printable.Of))}");

    private static string[] Names(ReadOnlySpan<PickleDict.Entry> entries)
    {
        string[] names = new string[entries.Length];
        for (int i = 0; i < names.Length; i++)
            names[i] = Text(entries[i].Key);
        return names;
    }

    private static string Text(in PickleValue key) => key.Kind == PickleKind.String ? Printable.Of(key.AsString) : key.ToString();
}
