using System.Runtime.CompilerServices;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>Takes evaluations as another does, and keeps their rewards.</summary>
/// <param name="evaluations">Who else takes them.</param>
/// <param name="next">Receives the rewards, one after the other.</param>
internal unsafe struct RewardsKept(EvaluationsBefore evaluations, double* next) : IOutcomeTaker
{
    private EvaluationsBefore _evaluations = evaluations;
    private double* _next = next;

    /// <summary>What else was taken.</summary>
    public readonly EvaluationsBefore Evaluations => _evaluations;

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
