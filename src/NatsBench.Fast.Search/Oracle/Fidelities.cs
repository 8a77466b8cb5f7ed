namespace NatsBench.Fast.Search.Oracle;

/// <summary>How many epochs an architecture may be trained for, and why not others. Immutable.</summary>
public sealed class Fidelities
{
    private readonly int[] _epochs;
    private readonly string _whyNotOthers;
    private readonly Action<int>? _prepare;

    /// <summary>Creates the list.</summary>
    /// <param name="epochs">Numbers of epochs, ascending, at least one.</param>
    /// <param name="isLadder">True when each is a training of its own, with its own learning rates.</param>
    /// <param name="whyNotOthers">Why no other number can be served; ends a message.</param>
    /// <param name="prepare">Makes ready for trainings of a length that an algorithm requires; throws where the file lacks some.</param>
    public Fidelities(IEnumerable<int> epochs, bool isLadder, string whyNotOthers, Action<int>? prepare = null)
    {
        (_epochs, IsLadder, _whyNotOthers, _prepare) = ([.. epochs], isLadder, whyNotOthers, prepare);
        ArgumentOutOfRangeException.ThrowIfZero(_epochs.Length, nameof(epochs));
    }

    /// <summary>The numbers of epochs, ascending.</summary>
    public ReadOnlySpan<int> Epochs => _epochs;

    /// <summary>The longest training: what single-fidelity algorithms ask for.</summary>
    public int Full => _epochs[^1];

    /// <summary>True when each is a training of its own, with its own learning rates.</summary>
    public bool IsLadder { get; }

    /// <summary>
    /// Makes sure, before a trial begins, that trainings of some length can be asked for: an algorithm requires every length that it may ask
    /// for, when it is made.
    /// </summary>
    /// <param name="epochs">The number of epochs.</param>
    /// <exception cref="NatsBenchException">They cannot; the message says why.</exception>
    public int Require(int epochs)
    {
        Check(epochs);
        _prepare?.Invoke(epochs);
        return epochs;
    }

    internal int Check(int epochs) => Array.BinarySearch(_epochs, epochs) >= 0 ? epochs : throw new NatsBenchException(
        $"no training can be stopped after {epochs} epoch{(epochs == 1 ? "" : "s")}: {_whyNotOthers}");
}
