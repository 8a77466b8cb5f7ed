using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>Takes evaluations as another does, and keeps their rewards.</summary>
/// <param name="next">Receives the rewards, one after the other.</param>
internal unsafe struct RewardsKept(double* next) : IOutcomeTaker
{
    private EvaluationsBefore _evaluations;
    private double* _next = next;

    /// <summary>Who else takes them. Never copied: what was just written a number at a time would be waited for.</summary>
    [UnscopedRef]
    public ref EvaluationsBefore Evaluations => ref _evaluations;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(int architecture, double accuracy, double cost)
    {
        *_next++ = accuracy;
        return _evaluations.TryTake(architecture, accuracy, cost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(int* architectures, double* first, double* second, double* third, double* fourth)
    {
        if (!_evaluations.TryTake(architectures, first, second, third, fourth))
            return false;
        (_next[0], _next[1], _next[2], _next[3]) = (first[0], second[0], third[0], fourth[0]);
        _next += 4;
        return true;
    }
}
