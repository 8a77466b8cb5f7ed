namespace NatsBench.Fast.Records;

/// <summary>
/// One quantity of one trial, epoch by epoch: a Python dict from epoch to number
/// (<c>train_losses</c>, or the <c>x-valid@…</c> part of <c>eval_acc1es</c>). Epochs outside the stored window,
/// and those marked so inside it, are absent. Immutable once handed over.
/// </summary>
public sealed class Curve
{
    private readonly CellState[]? _states;

    /// <summary>Creates a curve.</summary>
    /// <param name="firstEpoch">Epoch of <c>values[0]</c>, 0 or more.</param>
    /// <param name="values">One value an epoch; the value of a cell that is not a number is ignored.</param>
    /// <param name="states">One state a value, or null when every cell holds a number.</param>
    /// <exception cref="ArgumentException">The lengths differ or the first epoch is negative.</exception>
    public Curve(int firstEpoch, double[] values, CellState[]? states = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(firstEpoch);
        if (states is not null && states.Length != values.Length)
            throw new ArgumentException($"{states.Length} states for {values.Length} values", nameof(states));
        FirstEpoch = firstEpoch;
        Values = values;
        _states = states is not null && states.AsSpan().ContainsAnyExcept(CellState.Number) ? states : null;
    }

    /// <summary>Epoch of the first stored value, 0-based.</summary>
    public int FirstEpoch { get; }

    /// <summary>The stored values, one an epoch from <see cref="FirstEpoch"/> on.</summary>
    public double[] Values { get; }

    /// <summary>The states of the stored values; null when all are numbers.</summary>
    public ReadOnlySpan<CellState> States => _states;

    /// <summary>True when every stored value is a number.</summary>
    public bool IsDense => _states is null;

    /// <summary>First epoch after the stored window.</summary>
    public int EndEpoch => FirstEpoch + Values.Length;

    /// <summary>State of the cell at an epoch; outside the window <see cref="CellState.Absent"/>.</summary>
    /// <param name="epoch">Any epoch.</param>
    public CellState StateAt(int epoch) =>
        (uint)(epoch - FirstEpoch) >= (uint)Values.Length ? CellState.Absent
        : _states is null ? CellState.Number : _states[epoch - FirstEpoch];

    /// <summary>Gets the number at an epoch, if there is one.</summary>
    /// <param name="epoch">Any epoch.</param>
    /// <param name="value">The number, or 0 when the method returns false.</param>
    public bool TryGetNumber(int epoch, out double value)
    {
        bool found = StateAt(epoch) == CellState.Number;
        value = found ? Values[epoch - FirstEpoch] : 0;
        return found;
    }
}
