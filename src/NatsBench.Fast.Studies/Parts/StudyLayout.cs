using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Experiments and parts of a study, as its definition alone tells them: what files of it hold, and how much. Immutable.</summary>
internal sealed class StudyLayout
{
    private readonly int _trialsOfPart;

    public StudyLayout(Study study, SearchSpace space)
    {
        (Study, Space, _trialsOfPart) = (study, space, BoundStudy.TrialsInPart(study));
        PartsOfExperiment = (study.Trials + _trialsOfPart - 1) / _trialsOfPart;
        Experiments =
        [
            .. from dataset in study.Datasets
               from grid in study.Algorithms
               from parameters in grid.Combinations
               select (dataset, grid.Algorithm.Name, parameters.Text),
        ];
    }

    public Study Study { get; }

    public SearchSpace Space { get; }

    public IReadOnlyList<(Dataset Dataset, string Algorithm, string Parameters)> Experiments { get; }

    public int PartsOfExperiment { get; }

    public int PartCount => PartsOfExperiment * Experiments.Count;

    public PartRange Part(int number)
    {
        int first = number % PartsOfExperiment * _trialsOfPart;
        return new PartRange(number, number / PartsOfExperiment, first, int.Min(_trialsOfPart, Study.Trials - first));
    }

    public Budget Budget(int experiment) => Study.Budget.For(Space, Experiments[experiment].Dataset);

    public IReadOnlyList<Dataset> Reports(int experiment) => Study.Report.Count > 0 ? Study.Report : [Experiments[experiment].Dataset];

    /// <summary>How many datasets are reported of each experiment.</summary>
    public int ReportCount => int.Max(Study.Report.Count, 1);
}

/// <summary>Which trials a part holds.</summary>
internal readonly record struct PartRange(int Number, int Experiment, int FirstTrial, int Count);
