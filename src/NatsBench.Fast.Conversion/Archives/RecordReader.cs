using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// Turns the official dict of an architecture into an <see cref="ArchitectureRecord"/>. Values keep their bits, lists and
/// dicts their order; what the official library could never read is left out and noted.
/// </summary>
internal sealed partial class RecordReader(RecordLayout layout = RecordLayout.NatsBench)
{
    // A real record has 30,000 cells. Shared dicts count each time they are used, so no small file can ask for more.
    private const int CellLimit = 16 << 20;

    // In the order in which NAS-Bench-201's library, and NATS-Bench's records, have them.
    private static readonly (string Key, string Setting)[] NasBench201Settings = [("less", "12"), ("full", "200")];

    private readonly EvaluationKeys _keys = new();
    private readonly CurveTable _table = new();
    private List<OddNote> _odd = [];
    private int _cellsLeft;

    private string _setting = "";

    // Where messages are: the file, then the name of the setting, the dataset and the seed that are being read.
    private string _file = "";
    private string _name = "";
    private string _trial = "";

    /// <summary>To be called when the string table is cleared.</summary>
    public void ForgetStrings() => _keys.Clear();

    /// <summary>Reads one record.</summary>
    /// <param name="value">What was unpickled.</param>
    /// <param name="index">The index that the record's place in the archive gives.</param>
    /// <param name="architecture">The architecture at that index; null while it is not known.</param>
    /// <param name="file">What messages call the record.</param>
    /// <param name="odd">Takes what is odd.</param>
    public ArchitectureRecord Read(in PickleValue value, int index, string? architecture, string file, List<OddNote> odd)
    {
        (_odd, _cellsLeft, _file, _name, _trial) = (odd, CellLimit, file, "", "");
        if (value.Kind != PickleKind.Dict || value.AsDict.Count == 0)
            throw Error($"a record is a dict of settings, not {value}");
        var settings = new List<SettingRecord>(value.AsDict.Count);
        if (layout == RecordLayout.NasBench201)
        {
            RefuseOtherSettings(value.AsDict);
            foreach ((string key, string setting) in NasBench201Settings)
                settings.Add(ReadSetting(setting, Required(value.AsDict, key), index, ref architecture));
        }
        else
        {
            foreach (ref readonly PickleDict.Entry entry in value.AsDict.Entries)
                settings.Add(ReadSetting(
                    entry.Key.Kind == PickleKind.String ? entry.Key.AsString : throw Error($"the name of a setting is a text such as '12', not {entry.Key}"),
                    entry.Value, index, ref architecture));
        }
        return new(index, architecture!, settings);
    }

    private SettingRecord ReadSetting(string name, PickleValue value, int index, ref string? architecture)
    {
        (_setting, _name, _trial) = (name, Printable.Of(name), "");
        PickleDict setting = Dict(value, "the setting");
        CheckIndex(setting, index);
        architecture = CheckArchitecture(setting, index, architecture);
        SettingRecord read = ReadSetting(setting);
        (_name, _trial) = ("", "");
        return read;
    }

    private void RefuseOtherSettings(PickleDict record)
    {
        foreach (ref readonly PickleDict.Entry entry in record.Entries)
            if (entry.Key.Kind != PickleKind.String || Array.FindIndex(NasBench201Settings, Names(entry.Key.AsString)) < 0)
                throw Error($"a record of NAS-Bench-201 has 'less' and 'full', not {entry.Key}");

        static Predicate<(string Key, string Setting)> Names(string key) => known => known.Key == key;
    }

    private void CheckIndex(PickleDict setting, int index)
    {
        PickleValue stated = Required(setting, OfficialKeys.ArchitectureIndex);
        if (stated.Kind != PickleKind.Int || stated.AsInt != index)
            throw Error($"{OfficialKeys.ArchitectureIndex} is {stated}, but the record's place in the archive is {index}; a file was renamed: download it again");
    }

    private string CheckArchitecture(PickleDict setting, int index, string? expected)
    {
        PickleValue stated = Required(setting, OfficialKeys.Architecture);
        if (stated.Kind != PickleKind.String)
            throw Error($"{OfficialKeys.Architecture} is {stated}, not a text");
        if (expected is not null && stated.AsString != expected)
            throw Error($"{OfficialKeys.Architecture} is {stated}, but architecture {index} is '{Printable.Of(expected)}'; the record belongs to another archive");
        return stated.AsString;
    }

    private SettingRecord ReadSetting(PickleDict setting)
    {
        NoteUnknownKeys(setting);
        PickleDict trials = Dict(Required(setting, OfficialKeys.Trials), OfficialKeys.Trials);
        PickleDict seedLists = Dict(Required(setting, OfficialKeys.Seeds), OfficialKeys.Seeds);
        Spend(trials.Count + seedLists.Count);
        var datasets = new List<DatasetRecord>(seedLists.Count);
        var named = new HashSet<(string, long)>();
        foreach (ref readonly PickleDict.Entry entry in seedLists.Entries)
        {
            if (entry.Key.Kind != PickleKind.String)
                throw Error($"{OfficialKeys.Seeds} has the key {entry.Key}, which is no dataset");
            long[] seeds = Seeds(entry);
            datasets.Add(ReadDataset(entry.Key, seeds, trials));
            foreach (long seed in seeds)
                if (!named.Add((entry.Key.AsString, seed)))
                    Note("a seed is listed twice", $", {entry.Key}, seed {seed}");
        }
        NoteTrialsWithoutName(trials, named);
        bool cleared = setting.TryGet(OfficialKeys.WeightsCleared, out PickleValue done) && done is { Kind: PickleKind.Bool, AsBool: true };
        return new(_setting, datasets, cleared);
    }

    private DatasetRecord ReadDataset(PickleValue dataset, long[] seeds, PickleDict trials)
    {
        var read = new TrialRecord?[seeds.Length];
        for (int i = 0; i < seeds.Length; i++)
        {
            _trial = $", {Printable.Of(dataset.AsString)}, seed {seeds[i]}";
            if (trials.TryGet(PickleValue.Tuple([dataset, PickleValue.Int(seeds[i])]), out PickleValue trial))
                read[i] = ReadTrial(Dict(trial, "the trial"));
        }
        _trial = "";
        return new(dataset.AsString, seeds, read);
    }

    private long[] Seeds(in PickleDict.Entry entry)
    {
        if (!entry.Value.TryGetItems(out ReadOnlySpan<PickleValue> items))
            throw Error($"the seeds of {entry.Key} are {entry.Value}, not a list");
        Spend(items.Length);
        long[] seeds = new long[items.Length];
        for (int i = 0; i < seeds.Length; i++)
            seeds[i] = items[i].Kind == PickleKind.Int ? items[i].AsInt : throw Error($"a seed of {entry.Key} is {items[i]}, not an integer");
        return seeds;
    }

    private void NoteUnknownKeys(PickleDict setting)
    {
        foreach (ref readonly PickleDict.Entry entry in setting.Entries)
            if (entry.Key.Kind != PickleKind.String || entry.Key.AsString is not (OfficialKeys.ArchitectureIndex
                or OfficialKeys.Architecture or OfficialKeys.Trials or OfficialKeys.Seeds or OfficialKeys.WeightsCleared))
                Note($"a setting has the unknown key {entry.Key}");
    }

    private void NoteTrialsWithoutName(PickleDict trials, HashSet<(string, long)> named)
    {
        foreach (ref readonly PickleDict.Entry entry in trials.Entries)
            if (entry.Key.Kind != PickleKind.Tuple
                || entry.Key.AsTuple is not [{ Kind: PickleKind.String } dataset, { Kind: PickleKind.Int } seed]
                || !named.Contains((dataset.AsString, seed.AsInt)))
                Note("a trial that no list of seeds names", $", {entry.Key}");
    }

    private PickleValue Required(PickleDict dict, string key) =>
        dict.TryGet(key, out PickleValue value) ? value : throw Error($"'{key}' is missing");

    private PickleDict Dict(in PickleValue value, string what) =>
        value.Kind == PickleKind.Dict ? value.AsDict : throw Error($"{what} is {value}, not a dict");

    private void Spend(int cells)
    {
        if ((_cellsLeft -= cells) < 0)
            throw Error($"more than {CellLimit} values, which no record has");
    }

    private string Where => _name.Length == 0 ? _file : $"{_file}: hp {_name}{_trial}";

    private void Note(string what, string where = "")
    {
        Spend(1);
        _odd.Add(new(what, Where + where));
    }

    private NatsBenchException Error(string what) => new($"{Where}: {what}");
}
