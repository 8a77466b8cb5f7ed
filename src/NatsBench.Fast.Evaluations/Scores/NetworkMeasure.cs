using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>
/// A number that a network gives when it is run, asked for while a search goes on: each class of isomorphic cells is measured once, when it is first
/// asked for, and remembered; its member of the lowest index is the one that is run. Never more numbers are kept than the space has architectures.
/// Any number of threads may ask at once; who asks for what another is just measuring waits for it.
/// </summary>
public sealed class NetworkMeasure
{
    private readonly SpaceArchitectures _space;
    private readonly CellClasses? _classes;
    private readonly Func<int, double> _measure;
    private readonly int _workers;
    private readonly Lazy<double>?[] _known;
    private long _asked;
    private long _measured;

    /// <summary>Makes a measure.</summary>
    /// <param name="name">Its name in studies and traces, as <see cref="Quantity.Of"/> wants it.</param>
    /// <param name="unit">The unit; may be empty.</param>
    /// <param name="direction">Which values are the better ones.</param>
    /// <param name="space">The architectures.</param>
    /// <param name="classes">Cells that share a number; null where each has its own, as trained networks have.</param>
    /// <param name="measure">Runs the network of an index; NaN or an infinity where there is no number. Called by as many threads as there are workers.</param>
    /// <param name="workers">How many are measured at once, 1 or more.</param>
    public NetworkMeasure(
        string name, string unit, Direction direction, SpaceArchitectures space, CellClasses? classes, Func<int, double> measure, int workers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        (Name, Unit, Direction, _space, _classes, _measure, _workers) = (name, unit, direction, space, classes, measure, workers);
        _known = new Lazy<double>?[space.Count];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its unit; empty where it has none.</summary>
    public string Unit { get; }

    /// <summary>Which values are the better ones.</summary>
    public Direction Direction { get; }

    /// <summary>The architectures, by the indices that are asked for.</summary>
    public SpaceArchitectures Space => _space;

    /// <summary>How often a number was asked for.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>How many networks were run; what was asked for beyond that was remembered.</summary>
    public long Measured => Interlocked.Read(ref _measured);

    /// <summary>The number of an architecture; NaN where there is none.</summary>
    /// <param name="architecture">Its index.</param>
    /// <exception cref="NatsBenchException">The network cannot be run; the next who asks tries again.</exception>
    public double this[int architecture]
    {
        get
        {
            Interlocked.Increment(ref _asked);
            return Remembered(Representative(architecture));
        }
    }

    /// <summary>The numbers of a population, measured as one batch on all workers.</summary>
    /// <param name="architectures">Indices, in any order and as often as wished.</param>
    /// <param name="values">Receives their numbers; NaN where there is none.</param>
    /// <param name="cancellation">Stops it between networks; what was measured is remembered.</param>
    /// <exception cref="NatsBenchException">A network cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Read(ReadOnlySpan<int> architectures, Span<double> values, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, architectures.Length, nameof(values));
        HashSet<int> wanted = [];
        foreach (int architecture in architectures)
            if (Volatile.Read(ref _known[Representative(architecture)]) is not { IsValueCreated: true })
                wanted.Add(Representative(architecture));
        if (wanted.Count > 1)
            Population.Run([.. wanted], _workers, representative => Remembered(representative), cancellation);
        for (int i = 0; i < values.Length; i++)
            values[i] = this[architectures[i]];
    }

    /// <summary>
    /// The number as a quantity of a benchmark: an objective or a limit wherever those are named. What binds a quantity reads it whole, so the first to
    /// do so measures every class of the space as one population; <see cref="NetworkOracle"/> measures what a search asks for alone.
    /// </summary>
    /// <param name="bench">The benchmark, whose indices are asked for.</param>
    /// <exception cref="NatsBenchException">It is of another space.</exception>
    public Quantity Of(NatsBenchmark bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        if (bench.Space != _space.Space)
            throw new NatsBenchException($"{bench.Path}: is of the {bench.Space.OfficialName()} space; {Name} measures the other");
        Lazy<double[]> all = new(() =>
        {
            double[] values = new double[_space.Count];
            Read([.. Enumerable.Range(0, values.Length)], values);
            return [.. Enumerable.Range(0, bench.Count).Select(index => values[_space.IndexOf(bench.Architecture(index))])];
        }, LazyThreadSafetyMode.ExecutionAndPublication);
        return Quantity.Of(Name, Unit, Direction, index => all.Value[index]);
    }

    private int Representative(int architecture) => _classes?[architecture] ?? architecture;

    // What fails is forgotten, for the next who asks.
    private double Remembered(int representative)
    {
        Lazy<double> number = Volatile.Read(ref _known[representative]) ?? Added(representative);
        try
        {
            return number.Value;
        }
        catch
        {
            Interlocked.CompareExchange(ref _known[representative], null, number);
            throw;
        }
    }

    private Lazy<double> Added(int representative)
    {
        Lazy<double> fresh = new(() =>
        {
            double value = _measure(representative);
            Interlocked.Increment(ref _measured);
            return double.IsFinite(value) ? value : double.NaN;
        }, LazyThreadSafetyMode.ExecutionAndPublication);
        return Interlocked.CompareExchange(ref _known[representative], fresh, null) ?? fresh;
    }
}
