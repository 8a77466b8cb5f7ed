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
}
