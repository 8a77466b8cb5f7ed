using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Pickle;

namespace NatsBench.Fast.Synthesis.Archive;

/// <summary>
/// A record as the official archive pickles it, down to which texts are one object: a long topology setting comes from
/// another program than the rest and shares its texts differently.
/// </summary>
internal sealed class ArchivePickle
{
    private static readonly string[] TimeOrder = ["x-valid", "x-test", "ori-test"];

    // The order in which the seeds' trials stand in a record.
    private static readonly long[] TopologySeedOrder = [999, 777, 888, 111];
    private static readonly long[] SizeSeedOrder = [777, 888, 999];

    private readonly SearchSpace _space;
    private readonly PickleWriter _writer = new();
    private readonly PickleTexts _texts;
    private readonly PickleTexts _settingTexts;
    private readonly PickleTexts _seedTexts;
    private readonly PickleTexts _trialTexts;
    private readonly NumpyScalars _scalars;
    private int? _orderedDict;

    private ArchivePickle(SearchSpace space)
    {
        _space = space;
        _texts = new PickleTexts(_writer);
        _settingTexts = new PickleTexts(_writer);
        _seedTexts = new PickleTexts(_writer);
        _trialTexts = new PickleTexts(_writer);
        _scalars = new NumpyScalars(_writer);
    }

    /// <summary>The pickle of <c>NNNNNN.pickle.pbz2</c>.</summary>
    public static ReadOnlyMemory<byte> OfRecord(SearchSpace space, ArchitectureRecord record)
    {
        var pickle = new ArchivePickle(space);
        pickle.Record(record);
        return pickle._writer.Finish();
    }

    /// <summary>
    /// The pickle of <c>meta.pickle.pbz2</c>, with a fifth key that marks the archive as synthetic: the official library ignores it, the
    /// converter keeps it.
    /// </summary>
    public static ReadOnlyMemory<byte> OfMeta(SearchSpace space, IReadOnlyList<string> architectures, string? mark)
    {
        var pickle = new ArchivePickle(space);
        pickle.Meta(architectures, mark);
        return pickle._writer.Finish();
    }

    private void Meta(IReadOnlyList<string> architectures, string? mark)
    {
        int keys = mark is null ? 4 : 5;
        _writer.EmptyDict();
        Key(0, keys, "meta_archs");
        List(architectures, text => _writer.Text(text));
        Key(1, keys, "total_archs");
        _writer.Integer(architectures.Count);
        Key(2, keys, "arch2infos");
        _writer.None();
        Key(3, keys, "evaluated_indexes");
        _writer.EmptySet();
        if (mark is not null)
        {
            Key(4, keys, "natsbench_synthetic");
            _writer.Text(mark);
        }
        _writer.EndItems(keys, isDict: true);
    }

    private void Record(ArchitectureRecord record)
    {
        OrderedDict();
        int settings = record.Settings.Count;
        for (int i = 0; i < settings; i++)
        {
            Key(i, settings, record.Settings[i].Setting);
            Setting(record, record.Settings[i]);
        }
        _writer.EndItems(settings, isDict: true);
    }

    private void Setting(ArchitectureRecord record, SettingRecord setting)
    {
        _settingTexts.Clear();
        _writer.EmptyDict();
        Key(0, 5, "arch_index");
        _writer.Integer(record.Index);
        Key(1, 5, "arch_str");
        _texts.Write(record.Architecture);
        Key(2, 5, "all_results");
        Trials(setting);
        Key(3, 5, "dataset_seed");
        _writer.EmptyDict();
        for (int i = 0; i < setting.Datasets.Count; i++)
        {
            Key(i, setting.Datasets.Count, setting.Datasets[i].Dataset);
            List(setting.Datasets[i].Seeds, seed => _writer.Integer((int)seed));
        }
        _writer.EndItems(setting.Datasets.Count, isDict: true);
        Key(4, 5, "clear_net_done");
        _writer.True();
        _writer.EndItems(5, isDict: true);
    }

    private void Trials(SettingRecord setting)
    {
        _writer.EmptyDict();
        int count = setting.Datasets.Sum(dataset => dataset.Seeds.Length), number = 0;
        foreach (long seed in _space == SearchSpace.Topology ? TopologySeedOrder : SizeSeedOrder)
        {
            // Each seed was trained and saved by itself.
            _seedTexts.Clear();
            foreach (DatasetRecord dataset in setting.Datasets)
            {
                int place = Array.IndexOf(dataset.Seeds, seed);
                if (place < 0)
                    continue;
                _writer.Item(number++, count, isDict: true);
                _texts.Write(dataset.Dataset);
                _writer.Integer((int)seed);
                _writer.TupleOfTwo();
                Trial(dataset.Trials[place]!);
            }
        }
        _writer.EndItems(count, isDict: true);
    }

    private void Trial(TrialRecord trial)
    {
        const int Items = 16;
        _trialTexts.Clear();
        _writer.EmptyDict();
        Key(0, Items, "name");
        _texts.Write(trial.Name);
        Key(1, Items, "train_acc1es");
        ByEpoch(trial.TrainTop1);
        Key(2, Items, "train_acc5es");
        ByEpoch(trial.TrainTop5);
        Key(3, Items, "train_losses");
        ByEpoch(trial.TrainLoss);
        Key(4, Items, "train_times");
        ByEpoch(trial.TrainTime, ordered: true);
        Key(5, Items, "arch_config");
        Config(trial.Config);
        Key(6, Items, "params");
        _scalars.Write(trial.Params);
        Key(7, Items, "flop");
        _writer.Float(trial.Flops);
        Key(8, Items, "seed");
        _seedTexts.Write(trial.SeedText);
        Key(9, Items, "epochs");
        _writer.Integer(trial.Epochs);
        Key(10, Items, "latency");
        List(trial.Latency!, _scalars.Write);
        Key(11, Items, "eval_names");
        List(trial.EvaluationSets, (IsLong(trial) ? _settingTexts : _trialTexts).Write);
        Key(12, Items, "eval_acc1es");
        BySetAndEpoch(trial, trial.Evaluations.Select(set => (set.Set, set.Top1)));
        Key(13, Items, "eval_times");
        BySetAndEpoch(trial, trial.Evaluations.OrderBy(set => Array.IndexOf(TimeOrder, set.Set)).Select(set => (set.Set, set.Time)));
        Key(14, Items, "eval_losses");
        BySetAndEpoch(trial, trial.Evaluations.Select(set => (set.Set, set.Loss)));
        Key(15, Items, "net_state_dict");
        _writer.None();
        _writer.EndItems(Items, isDict: true);
    }

    private void Config(IReadOnlyList<ConfigEntry> config)
    {
        _writer.EmptyDict();
        for (int i = 0; i < config.Count; i++)
        {
            Key(i, config.Count, config[i].Key);
            if (config[i].Value is long number)
                _writer.Integer((int)number);
            else
                (config[i].Key == "genotype" ? _seedTexts : _texts).Write((string)config[i].Value!);
        }
        _writer.EndItems(config.Count, isDict: true);
    }

    private void ByEpoch(Curve? curve, bool ordered = false)
    {
        if (curve is null)
        {
            _writer.None();
            return;
        }
        if (ordered)
            OrderedDict();
        else
            _writer.EmptyDict();
        int count = curve.Values.Length;
        for (int i = 0; i < count; i++)
        {
            _writer.Item(i, count, isDict: true);
            _writer.Integer(curve.FirstEpoch + i);
            _writer.Float(curve.Values[i]);
        }
        _writer.EndItems(count, isDict: true);
    }

    private void BySetAndEpoch(TrialRecord trial, IEnumerable<(string Set, Curve? Curve)> sets)
    {
        (string Set, Curve Curve)[] present = [.. sets.Where(set => set.Curve is not null).Select(set => (set.Set, set.Curve!))];
        int count = present.Sum(set => set.Curve.Values.Length), number = 0;
        _writer.EmptyDict();
        foreach ((string set, Curve curve) in present)
        {
            for (int i = 0; i < curve.Values.Length; i++)
            {
                _writer.Item(number++, count, isDict: true);
                string key = EpochKeys.Of(set, curve.FirstEpoch + i);
                if (IsLong(trial))
                    _writer.Text(key);
                else
                    _trialTexts.Write(key);
                _writer.Float(curve.Values[i]);
            }
        }
        _writer.EndItems(count, isDict: true);
    }

    private bool IsLong(TrialRecord trial) => _space == SearchSpace.Topology && trial.Epochs == 200;

    private void OrderedDict()
    {
        _writer.Begin();
        if (_orderedDict is { } memo)
            _writer.Get(memo);
        else
            _orderedDict = _writer.Global("collections", "OrderedDict");
        _writer.EmptyTuple();
        _writer.Reduce();
    }

    private void List<T>(IReadOnlyList<T> items, Action<T> write)
    {
        _writer.EmptyList();
        for (int i = 0; i < items.Count; i++)
        {
            _writer.Item(i, items.Count, isDict: false);
            write(items[i]);
        }
        _writer.EndItems(items.Count, isDict: false);
    }

    private void Key(int number, int count, string key)
    {
        _writer.Item(number, count, isDict: true);
        _texts.Write(key);
    }
}
