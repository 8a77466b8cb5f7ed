using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>
/// The record of an architecture in an archive, decompressed: which trainings it has, and their tensors, decoded when they are asked for. Any
/// number of threads may ask at once; one is answered at a time.
/// </summary>
public sealed class ArchitectureWeights
{
    private readonly Lock _lock = new();
    private readonly PickleValue _value;

    internal ArchitectureWeights(in PickleValue value, int architecture, string source)
    {
        _value = value;
        Architecture = architecture;
        Source = source;
        List<TrainingKey> trainings = [], withWeights = [];
        foreach ((TrainingKey training, bool hasWeights) in Record().Trainings())
        {
            trainings.Add(training);
            if (hasWeights)
                withWeights.Add(training);
        }
        (Trainings, WithWeights) = (trainings, withWeights);
    }

    /// <summary>Index of the architecture.</summary>
    public int Architecture { get; }

    /// <summary>The architecture's text, such as <c>|nor_conv_3x3~0|+|…|</c> or <c>8:8:8:16:32</c>.</summary>
    /// <exception cref="NatsBenchException">The record has none.</exception>
    public string Text
    {
        get
        {
            lock (_lock)
                return Record().Architecture();
        }
    }

    /// <summary>What messages call the record.</summary>
    public string Source { get; }

    /// <summary>All trainings, in the record's order.</summary>
    public IReadOnlyList<TrainingKey> Trainings { get; }

    /// <summary>Those whose weights are there, in the record's order.</summary>
    public IReadOnlyList<TrainingKey> WithWeights { get; }

    /// <summary>The record's numbers, as a conversion hands them on. Made anew by each call.</summary>
    /// <exception cref="NatsBenchException">The record lacks what the official library reads, or holds it in another form.</exception>
    public ArchitectureRecord Numbers()
    {
        lock (_lock)
            return new RecordReader().Read(_value, Architecture, architecture: null, Source, odd: []);
    }

    /// <summary>The tensors of some trainings, in the order in which they are asked for.</summary>
    /// <param name="trainings">Trainings of this record.</param>
    /// <exception cref="NatsBenchException">One is not there or has no weights, its tensors are not whole, or all together are more than any record holds.</exception>
    public IReadOnlyList<TensorSet> Read(params IEnumerable<TrainingKey> trainings)
    {
        ArgumentNullException.ThrowIfNull(trainings);
        List<TensorSet> sets = [];
        var reader = new StateReader();
        foreach (TrainingKey training in trainings)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(training.Architecture, Architecture, nameof(trainings));
            sets.Add(GetNetParam(reader, training.Dataset, training.Seed, training.Setting)[training.Seed]);
        }
        return sets;
    }

    /// <summary>The tensors of the trainings on a dataset by seed; null where the archive left a training's weights out.</summary>
    /// <exception cref="NatsBenchException">There is no such setting or dataset, or tensors are not whole.</exception>
    internal OrderedDictionary<long, TensorSet?> States(Dataset dataset, TrainingSetting setting)
    {
        var reader = new StateReader();
        OrderedDictionary<long, TensorSet?> sets = [];
        lock (_lock)
            foreach ((long seed, PickleValue state) in Record().Trials(setting.Key, dataset.Name))
                sets[seed] = state.Kind == PickleKind.None ? null : reader.Read(state, Where(setting, dataset, seed));
        return sets;
    }

    internal OrderedDictionary<long, TensorSet> GetNetParam(Dataset dataset, long? seed, TrainingSetting setting) => GetNetParam(new StateReader(), dataset, seed, setting);

    private OrderedDictionary<long, TensorSet> GetNetParam(StateReader reader, Dataset dataset, long? seed, TrainingSetting setting)
    {
        lock (_lock)
        {
            List<(long Seed, PickleValue State)> trials = Record().Trials(setting.Key, dataset.Name);
            if (seed is { } one && !trials.Exists(trial => trial.Seed == one))
                throw new NatsBenchException($"{Where(setting, dataset)}: no seed {one}; there are {string.Join(", ", trials.Select(trial => trial.Seed))}");
            trials.RemoveAll(trial => trial.State.Kind == PickleKind.None || (seed is { } only && trial.Seed != only));
            if (trials.Count == 0)
                throw WithoutWeights(Where(setting, dataset, seed));
            OrderedDictionary<long, TensorSet> sets = [];
            foreach ((long number, PickleValue state) in trials)
                sets[number] = reader.Read(state, Where(setting, dataset, number));
            return sets;
        }
    }

    // Counts afresh what may be asked of the record.
    private WeightRecord Record() => new(_value, Architecture, Source);

    private string Where(TrainingSetting setting, Dataset dataset, long? seed = null) =>
        $"{Source}: hp {Printable.Of(setting.Key)}, {Printable.Of(dataset.Name)}{(seed is { } number ? $", seed {number}" : "")}";

    private NatsBenchException WithoutWeights(string where) => new(WithWeights.Count == 0
        ? $"{where}: no weights, nor anywhere in the record; {WeightArchive.WhichHaveWeights}"
        : $"{where}: this training's weights were left out of the archive; the record has those of "
            + $"{string.Join("; ", Enumerable.Range(0, Math.Min(8, WithWeights.Count)).Select(place => Name(WithWeights[place])))}{(WithWeights.Count > 8 ? "; …" : "")}");

    private static string Name(TrainingKey training) => $"hp {Printable.Of(training.Setting.Key)}, {Printable.Of(training.Dataset.Name)}, seed {training.Seed}";
}
