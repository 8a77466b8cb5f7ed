using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>A block of trainings by what trainings give, concluded where a trial stands.</summary>
/// <typeparam name="TTrainings">What trainings give.</typeparam>
internal readonly ref struct TrainingBlock<TTrainings>(
    TTrainings trainings, ref TrialStanding standing, int epochs, int[] architectures, Evaluation[] evaluations, int usual) : ITrainingBlock
    where TTrainings : struct, ITrainings
{
    // A copy: what changes in it lies in its arrays, and the rest can stay in registers.
    private readonly TTrainings _trainings = trainings;
    private readonly ref TrialStanding _standing = ref standing;

    public int Expected => int.Clamp(_standing.Count == 0 ? usual : _standing.Expected(), 1, ITrainingBlock.Most);

    public Span<int> Architectures => architectures;

    public Span<Evaluation> Evaluations => evaluations;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Evaluation Train(int architecture) => _trainings.TrainFully(architecture);

    public void TrainMany(int count) => _trainings.TrainFully(architectures.AsSpan(0, count), evaluations.AsSpan(0, count));

    public void Run(int count) => _trainings.RunFully(architectures.AsSpan(0, count), ref _standing);

    public void Conclude(int count) => _standing.Add(architectures.AsSpan(0, count), evaluations.AsSpan(0, count), epochs);

    public void ConcludeAll(int count)
    {
        for (int i = 0; i < count; i++)
            _standing.Add(_standing.Clock + evaluations[i].Cost, evaluations[i].Accuracy, architectures[i], epochs);
    }
}
