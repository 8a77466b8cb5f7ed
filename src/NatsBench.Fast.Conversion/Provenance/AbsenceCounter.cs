using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Provenance;

/// <summary>Counts what records hold and what they lack. Nothing is imputed anywhere; this is what there was.</summary>
internal sealed class AbsenceCounter
{
    private const string Training = "training";

    private readonly FindingTally _absent = new();
    private readonly List<int> _indices = [];
    private readonly Dictionary<(string Setting, string Dataset), List<(int Index, int Seeds)>> _seeds = [];

    /// <summary>Where a trial stands.</summary>
    private readonly record struct Place(int Index, string Setting, string Dataset, long Seed)
    {
        public static string Describe(Place place) => $"architecture {place.Index}, hp {Printable.Of(place.Setting)}, {Printable.Of(place.Dataset)}, seed {place.Seed}";
    }

    public int Records => _indices.Count;

    public long Trials { get; private set; }

    public long TrialsWithWeights { get; private set; }

    public long Curves { get; private set; }

    public long Numbers { get; private set; }

    public void Add(ArchitectureRecord record)
    {
        _indices.Add(record.Index);
        foreach (SettingRecord setting in record.Settings)
            foreach (DatasetRecord dataset in setting.Datasets)
                Add(record.Index, setting.Setting, dataset);
    }

    /// <summary>What was absent, seen from all records.</summary>
    /// <param name="architectureCount">Number of architectures of the space.</param>
    public IReadOnlyList<Finding> ToFindings(int architectureCount)
    {
        var all = new FindingTally();
        AddMissingRecords(all, architectureCount);
        foreach (((string setting, string dataset), List<(int Index, int Seeds)> counts) in _seeds)
            AddUnusualSeeds(all, $"hp {Printable.Of(setting)}, {Printable.Of(dataset)}", counts);
        return [.. all.ToFindings(), .. _absent.ToFindings()];
    }

    private void Add(int index, string setting, DatasetRecord dataset)
    {
        (string, string) key = (setting, dataset.Dataset);
        if (!_seeds.TryGetValue(key, out List<(int, int)>? counts))
            _seeds.Add(key, counts = []);
        counts.Add((index, dataset.Trials.Count(trial => trial is not null)));
        for (int i = 0; i < dataset.Seeds.Length; i++)
        {
            var place = new Place(index, setting, dataset.Dataset, dataset.Seeds[i]);
            if (dataset.Trials[i] is { } trial)
                Add(trial, place);
            else
                Note("a listed seed without a trial", place);
        }
    }

    private void Add(TrialRecord trial, Place place)
    {
        Trials++;
        TrialsWithWeights += trial.HasWeights ? 1 : 0;
        if (trial.Latency is null)
            Note("latency: None", place);
        Add(trial.TrainTop1, Training, "top-1", trial.Epochs, place);
        Add(trial.TrainTop5, Training, "top-5", trial.Epochs, place);
        Add(trial.TrainLoss, Training, "loss", trial.Epochs, place);
        Add(trial.TrainTime, Training, "time", trial.Epochs, place);
        bool hasTimes = trial.Evaluations.Any(set => set.Time is not null);
        if (!hasTimes)
            Note("evaluation time: none for any set", place);
        foreach (EvaluationCurves set in trial.Evaluations)
        {
            Add(set.Top1, set.Set, "top-1", trial.Epochs, place);
            Add(set.Loss, set.Set, "loss", trial.Epochs, place);
            if (hasTimes)
                Add(set.Time, set.Set, "time", trial.Epochs, place);
        }
        foreach (string set in trial.EvaluationSets)
            if (!trial.Evaluations.Any(curves => curves.Set == set))
                Note($"{Printable.Of(set)}: named without any value", place);
    }

    private void Add(Curve? curve, string set, string quantity, int epochs, Place place)
    {
        if (curve is null)
        {
            Note($"{Printable.Of(set)} {quantity}: None", place);
            return;
        }
        Curves++;
        int absent = 0, none = 0;
        foreach (CellState state in curve.States)
        {
            absent += state == CellState.Absent ? 1 : 0;
            none += state == CellState.None ? 1 : 0;
        }
        Numbers += curve.Values.Length - absent - none;
        if (curve.FirstEpoch > 0 || curve.EndEpoch < epochs || absent > 0)
            Note($"{Printable.Of(set)} {quantity}: some epochs", place);
        if (none > 0)
            Note($"{Printable.Of(set)} {quantity}: None at some epochs", place);
    }

    private void Note(string what, Place place) => _absent.Add(what, place, Place.Describe);

    private void AddMissingRecords(FindingTally all, int architectureCount)
    {
        int missing = architectureCount - _indices.Count;
        if (missing > 0)
            all.AddKind("architectures without a record", missing,
                Enumerable.Range(0, architectureCount).Except(_indices).Select(index => $"{index}"));
    }

    private void AddUnusualSeeds(FindingTally all, string where, List<(int Index, int Seeds)> counts)
    {
        // Of two equally common counts the larger one: what is missing is then said, not what is there.
        SortedDictionary<int, List<int>> groups = [];
        foreach ((int index, int seeds) in counts)
        {
            if (!groups.TryGetValue(seeds, out List<int>? group))
                groups.Add(seeds, group = []);
            group.Add(index);
        }
        int usual = 0, most = 0;
        foreach ((int seeds, List<int> group) in groups)
            if (group.Count >= most)
                (usual, most) = (seeds, group.Count);
        groups.Remove(usual);
        foreach ((int seeds, List<int> group) in groups)
            all.AddKind($"{where}: {seeds} seeds, not {usual}", group.Count, group.Select(index => $"architecture {index}"));
        if (counts.Count < _indices.Count)
            all.AddKind($"{where}: no seed list", _indices.Count - counts.Count,
                _indices.Except(counts.ConvertAll(count => count.Index)).Select(index => $"architecture {index}"));
    }
}
