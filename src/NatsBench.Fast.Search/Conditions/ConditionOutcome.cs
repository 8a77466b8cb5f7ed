namespace NatsBench.Fast.Search.Conditions;

/// <summary>What a condition comes to for every architecture. Immutable, thread-safe.</summary>
public sealed class ConditionOutcome
{
    private readonly Truth[] _truths;

    internal ConditionOutcome(Truth[] truths)
    {
        _truths = truths;
        Satisfied = truths.Count(truth => truth == Truth.True);
        Undecided = truths.Count(truth => truth == Truth.Unknown);
    }

    /// <summary>How many satisfy it.</summary>
    public int Satisfied { get; }

    /// <summary>How many neither satisfy it nor fail it, for they lack a number that decides.</summary>
    public int Undecided { get; }

    /// <summary>Whether an architecture satisfies it.</summary>
    /// <param name="architecture">Its index.</param>
    public bool this[int architecture] => _truths[architecture] == Truth.True;
}
