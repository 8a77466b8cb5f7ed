using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Trainings that can go on: a longer one of the same architecture keeps its seed and pays the difference. Used by one thread.</summary>
internal sealed class ResumedTrainings(IOracle oracle, SeedDraws seeds)
{
    private readonly Dictionary<int, Training> _trainings = [];

    public void Begin() => _trainings.Clear();

    public Evaluation Evaluate(int architecture, int epochs, out uint draw)
    {
        bool goesOn = _trainings.TryGetValue(architecture, out Training before) && before.Epochs < epochs;
        draw = goesOn ? before.Draw : seeds.Next(architecture);
        _trainings[architecture] = new Training(epochs, draw);
        Evaluation evaluation = oracle.Evaluate(architecture, epochs, draw);
        return goesOn ? evaluation with { Cost = evaluation.Cost - oracle.TrainingSeconds(architecture, before.Epochs, draw) } : evaluation;
    }

    private readonly record struct Training(int Epochs, uint Draw);
}
