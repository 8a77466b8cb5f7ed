namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    /// <summary>Trains many architectures with given draws: as <see cref="Train(int, uint)"/> one after another. Allocates nothing.</summary>
    /// <param name="architectures">Their indices, 0 to <see cref="Count"/> - 1, in any order and as often as wished.</param>
    /// <param name="draws">32 uniform bits for each; as long as <paramref name="architectures"/>.</param>
    /// <param name="outcomes">Receives the answers; as long as <paramref name="architectures"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="RefusedException">An index is outside the space, or a record or number is absent; what was written by then is worthless.</exception>
    public unsafe void Train(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, Span<TrainingOutcome> outcomes)
    {
        if (draws.Length != architectures.Length || outcomes.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, {draws.Length} draws and room for {outcomes.Length} outcomes");
        int* firstRuns = _firstRuns;
        Training* trainings = _firstTraining;
        uint count = _count;
        for (int i = 0; i < architectures.Length; i++)
        {
            uint architecture = (uint)architectures[i];
            if (architecture >= count || Chosen(firstRuns, trainings, architecture, draws[i]) is var training && RefusedMark.Is(&training->Accuracy))
                Refuse((int)architecture, draws[i]);
            else
                outcomes[i] = new TrainingOutcome(training->Accuracy, training->Cost);
        }
        GC.KeepAlive(this);
    }
}
