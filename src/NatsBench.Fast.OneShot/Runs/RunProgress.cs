namespace NatsBench.Fast.OneShot.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Epoch">The epoch that runs, from 0.</param>
/// <param name="Step">Steps done of it.</param>
/// <param name="Steps">Steps of an epoch.</param>
/// <param name="Epochs">Epochs of the run.</param>
/// <param name="Finished">An epoch that has just ended, with the choice made; null within one.</param>
public readonly record struct RunProgress(int Epoch, int Step, int Steps, int Epochs, EpochRecord? Finished)
{
    /// <summary>Steps done since the run began.</summary>
    public long Done => (long)Epoch * Steps + Step;

    /// <summary>Steps of the whole run.</summary>
    public long Total => (long)Epochs * Steps;
}
