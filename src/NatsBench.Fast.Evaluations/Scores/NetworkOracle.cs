using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>
/// An oracle that asks networks, next to another such as a <see cref="TableOracle"/> or instead of it: measures are further objectives, or one of them is what a
/// search sees of a training. Nothing is measured before it is asked for, and once. A population that is asked for in one call is measured as one batch.
/// Thread-safe as the other is. Measured numbers are the same for the same question as long as the measures are.
/// </summary>
public sealed class NetworkOracle : IOracle
{
    private readonly IOracle _other;
    private readonly NetworkMeasure[] _objectives;
    private readonly NetworkMeasure? _reward;
    private readonly double? _seconds;
    private readonly double[]?[] _values;
    private readonly int[] _places;

    /// <summary>Puts measures next to an oracle.</summary>
    /// <param name="other">Answers whatever is not measured; says which architectures there are, and for how many epochs they are trained.</param>
    /// <param name="objectives">Further objectives, after those of the other.</param>
    /// <param name="reward">
    /// What answers instead of a training's accuracy, whatever the epochs and the draw: a measure that is to be maximised; null for the other's accuracies. An
    /// architecture without a number has 0, which is the least of accuracies and of NASWOT's scores.
    /// </param>
    /// <param name="seconds">What such an answer costs on the clock of a search, above 0; null for what the other says that the training costs.</param>
    /// <exception cref="NatsBenchException">A measure is of another space, or the reward one that is to be minimised.</exception>
    public NetworkOracle(IOracle other, IReadOnlyList<NetworkMeasure> objectives, NetworkMeasure? reward = null, double? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(objectives);
        if (seconds is { } given)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(given, nameof(seconds));
        if (reward is { Direction: Direction.Minimise })
            throw new NatsBenchException($"{reward.Name}: is to be minimised, and a search maximises what answers it; make it an objective");
        (_other, _objectives, _reward, _seconds) = (other, [.. objectives], reward, seconds);
        foreach (NetworkMeasure measure in (NetworkMeasure[])[.. _objectives, .. reward is null ? [] : new[] { reward }])
            if (measure.Space.Space != other.Space.Kind)
                throw new NatsBenchException($"{measure.Name}: measures another space than the oracle has");
        Quantities = [.. other.Quantities, .. _objectives.Select(measure => Quantity.Of(measure.Name, measure.Unit, measure.Direction, Own(measure)))];
        _values = new double[]?[other.Space.Count];
        _places = Places(other.Space, _objectives.FirstOrDefault() ?? reward);
    }

    /// <inheritdoc/>
    public ArchitectureSpace Space => _other.Space;

    /// <inheritdoc/>
    public Fidelities Fidelities => _other.Fidelities;

    /// <inheritdoc/>
    public SeedPolicy Seeds => _other.Seeds;

    /// <inheritdoc/>
    public bool Resumes => _other.Resumes;

    /// <inheritdoc/>
    public IReadOnlyList<Quantity> Quantities { get; }

    /// <inheritdoc/>
    public Evaluation Evaluate(int architecture, int epochs, uint draw)
    {
        Evaluation trained = _other.Evaluate(architecture, epochs, draw);
        return _reward is null ? trained : Answer(trained, _reward[_places[architecture]]);
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations)
    {
        _other.Evaluate(architectures, epochs, draws, evaluations);
        if (_reward is null)
            return;
        int[] places = new int[architectures.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = _places[architectures[i]];
        double[] values = new double[places.Length];
        _reward.Read(places, values);
        for (int i = 0; i < values.Length; i++)
            evaluations[i] = Answer(evaluations[i], values[i]);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Objectives(int architecture)
    {
        if (_objectives.Length == 0)
            return _other.Objectives(architecture);
        return Volatile.Read(ref _values[architecture]) ?? (_values[architecture] =
            [.. _other.Objectives(architecture), .. _objectives.Select(measure => measure[_places[architecture]])]);
    }

    /// <inheritdoc/>
    public double TrainingSeconds(int architecture, int epochs, uint draw) =>
        _reward is not null && _seconds is { } seconds ? seconds : _other.TrainingSeconds(architecture, epochs, draw);

    /// <inheritdoc/>
    /// <exception cref="NatsBenchException">A measure answers instead of trainings.</exception>
    public LearningCurve Curve(int architecture, int epochs, uint draw) =>
        _reward is null ? _other.Curve(architecture, epochs, draw) : throw new NatsBenchException($"{_reward.Name} has no learning curve");

    /// <inheritdoc/>
    public long? Seed(int architecture, int epochs, uint draw) => _reward is null ? _other.Seed(architecture, epochs, draw) : null;

    private Evaluation Answer(Evaluation trained, double value) =>
        new(double.IsNaN(value) ? 0 : value, _seconds ?? trained.Cost);

    private Func<int, double> Own(NetworkMeasure measure) => architecture => measure[_places[architecture]];

    // Where the measures have an architecture: in the official order, whatever the other's is.
    private static int[] Places(ArchitectureSpace space, NetworkMeasure? measure)
    {
        if (measure is null)
            return [];
        Dictionary<string, int> places = [];
        for (int i = 0; i < measure.Space.Count; i++)
            places.Add(measure.Space[i], i);
        return [.. Enumerable.Range(0, space.Count).Select(architecture => places[space.Text(architecture)])];
    }
}
