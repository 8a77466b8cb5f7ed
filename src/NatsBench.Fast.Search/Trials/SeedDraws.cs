using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Draws the stored seed of each training of a trial, by the policy. Used by one thread.</summary>
internal sealed class SeedDraws(SeedPolicy policy, int architectures)
{
    private readonly TrainingCounts _counts = new(architectures);
    private ulong _drawKey;
    private uint _trialDraw;

    public void Begin(TrialWorld world)
    {
        _counts.Begin();
        (_drawKey, _trialDraw) = (world.DrawKey, world.TrialDraw);
    }

    public uint Next(int architecture) =>
        policy == SeedPolicy.Sampled ? TrialWorld.Draw(_drawKey, architecture, _counts.Next(architecture)) : _trialDraw;
}
