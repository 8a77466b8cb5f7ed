using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Trials;

/// <summary>A block of trainings by what trainings give, concluded where a trial stands.</summary>
/// <typeparam name="TTrainings">What trainings give.</typeparam>
internal readonly ref struct TrainingBlock<TTrainings>(TTrainings trainings, ref TrialStanding standing, int[] architectures, double[] rewards, int usual)
    : ITrainingBlock
    where TTrainings : struct, ITrainings
{
    // A copy: what changes in it lies in its arrays.
    private readonly TTrainings _trainings = trainings;
    private readonly ref TrialStanding _standing = ref standing;

    public int Expected => int.Clamp(_standing.Count == 0 ? usual : _standing.Expected(), 1, ITrainingBlock.Most);

    public Span<int> Architectures => architectures;

    public ReadOnlySpan<double> Rewards => rewards;

    public void Run(int count, bool keepsRewards) =>
        _trainings.RunFully(architectures.AsSpan(0, count), keepsRewards ? rewards.AsSpan(0, count) : [], ref _standing);
}
