using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Export;

/// <summary>
/// A record as the official archive pickles it, down to which texts are one object: a long topology setting comes from
/// another program than the rest and shares its texts differently. What no official record has, such as seeds and sets of third parties, is
/// written in the record's own order.
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
            List(setting.Datasets[i].Seeds, seed => _writer.Integer(seed));
        }
        _writer.EndItems(setting.Datasets.Count, isDict: true);
        Key(4, 5, "clear_net_done");
        Truth(setting.WeightsCleared);
        _writer.EndItems(5, isDict: true);
    }

    private void Trials(SettingRecord setting)
    {
        _writer.EmptyDict();
        int count = setting.Datasets.Sum(dataset => dataset.Trials.Count(trial => trial is not null)), number = 0;
        long[] known = _space == SearchSpace.Topology ? TopologySeedOrder : SizeSeedOrder;
        foreach (long seed in known.Concat(setting.Datasets.SelectMany(dataset => dataset.Seeds)).Distinct())
        {
            // Each seed was trained and saved by itself.
            _seedTexts.Clear();
            foreach (DatasetRecord dataset in setting.Datasets)
            {
                int place = Array.IndexOf(dataset.Seeds, seed);
                if (place < 0 || dataset.Trials[place] is not { } trial)
                    continue;
                _writer.Item(number++, count, isDict: true);
                _texts.Write(dataset.Dataset);
                _writer.Integer(seed);
                _writer.TupleOfTwo();
                Trial(trial);
            }
        }
        _writer.EndItems(count, isDict: true);
    }

    // What an archive cannot leave out.
    private static double Stated(double? cost) => cost ?? throw new NatsBenchException("a training without FLOPs or parameters has no place in an archive");

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
        ByEpoch(trial.TrainTime, ordered: true, trial.TrainTimeOrder);
        Key(5, Items, "arch_config");
        Config(trial.Config);
        Key(6, Items, "params");
        _scalars.Write(Stated(trial.Params));
        Key(7, Items, "flop");
        _writer.Float(Stated(trial.Flops));
        Key(8, Items, "seed");
        _seedTexts.Write(trial.SeedText);
        Key(9, Items, "epochs");
        _writer.Integer(trial.Epochs);
        Key(10, Items, "latency");
        if (trial.Latency is { } latency)
            List(latency, _scalars.Write);
        else
            _writer.None();
        Key(11, Items, "eval_names");
        List(trial.EvaluationSets, (IsLong(trial) ? _settingTexts : _trialTexts).Write);
        Key(12, Items, "eval_acc1es");
        BySetAndEpoch(trial, trial.Evaluations.Select(set => (set.Set, set.Top1)));
        Key(13, Items, "eval_times");
        BySetAndEpoch(trial, trial.Evaluations.OrderBy(set => Array.IndexOf(TimeOrder, set.Set) is >= 0 and var place ? place : TimeOrder.Length).Select(set => (set.Set, set.Time)));
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
            Value(config[i]);
        }
        _writer.EndItems(config.Count, isDict: true);
    }

    private void Value(in ConfigEntry entry)
    {
        switch (entry.Value)
        {
            case null: _writer.None(); break;
            case long number: _writer.Integer(number); break;
            case double number: _writer.Float(number); break;
            case bool truth: Truth(truth); break;
            case string text: (entry.Key == "genotype" ? _seedTexts : _texts).Write(text); break;
            default: throw new NatsBenchException($"arch_config: '{entry.Key}' is a {entry.Value.GetType().Name}, which no record has");
        }
    }

    private void ByEpoch(Curve? curve, bool ordered = false, int[]? order = null)
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
        int[] epochs = order ?? Epochs(curve);
        for (int i = 0; i < epochs.Length; i++)
        {
            _writer.Item(i, epochs.Length, isDict: true);
            _writer.Integer(epochs[i]);
            Cell(curve, epochs[i]);
        }
        _writer.EndItems(epochs.Length, isDict: true);
    }

    private void BySetAndEpoch(TrialRecord trial, IEnumerable<(string Set, Curve? Curve)> sets)
    {
        (string Set, Curve Curve, int[] Epochs)[] present = [.. sets.Where(set => set.Curve is not null).Select(set => (set.Set, set.Curve!, Epochs(set.Curve!)))];
        int count = present.Sum(set => set.Epochs.Length), number = 0;
        _writer.EmptyDict();
        foreach ((string set, Curve curve, int[] epochs) in present)
        {
            foreach (int epoch in epochs)
            {
                _writer.Item(number++, count, isDict: true);
                string key = EpochKeys.Of(set, epoch);
                if (IsLong(trial))
                    _writer.Text(key);
                else
                    _trialTexts.Write(key);
                Cell(curve, epoch);
            }
        }
        _writer.EndItems(count, isDict: true);
    }

    private static int[] Epochs(Curve curve) =>
        [.. Enumerable.Range(curve.FirstEpoch, curve.Values.Length).Where(epoch => curve.StateAt(epoch) != CellState.Absent)];

    private void Cell(Curve curve, int epoch)
    {
        if (curve.TryGetNumber(epoch, out double value))
            _writer.Float(value);
        else
            _writer.None();
    }

    private void Truth(bool truth)
    {
        if (truth)
            _writer.True();
        else
            _writer.False();
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
