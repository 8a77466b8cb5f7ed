using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>
/// Experiments and parts of a study, as its definition alone tells them: what is run, what files of it hold, and how much. Neither threads
/// nor shards change it. Immutable.
/// </summary>
internal sealed class StudyLayout
{
    private const int LeastTrialsOfPart = 100;

    // A thread holds the traces of one part.
    private const int MostTrialsOfPart = 1_000;
    private const int WantedParts = 256;

    private readonly int _trialsOfPart;
    private readonly int _partsOfExperiment;

    public StudyLayout(Study study, SearchSpace space)
    {
        (Study, Space) = (study, space);
        _trialsOfPart = int.Clamp((study.Trials + WantedParts - 1) / WantedParts, LeastTrialsOfPart, MostTrialsOfPart);
        _partsOfExperiment = (study.Trials + _trialsOfPart - 1) / _trialsOfPart;
        Experiments =
        [
            .. from dataset in study.Datasets
               from grid in study.Algorithms
               from parameters in grid.Combinations
               select (dataset, grid.Algorithm, parameters),
        ];
    }

    public Study Study { get; }

    public SearchSpace Space { get; }

    /// <summary>Dataset by dataset, in each the algorithms with their hyper-parameters in the study's order.</summary>
    public IReadOnlyList<(Dataset Dataset, AlgorithmDefinition Algorithm, HyperParameters Parameters)> Experiments { get; }

    public int PartCount => _partsOfExperiment * Experiments.Count;

    public StudyPart Part(int number)
    {
        int first = number % _partsOfExperiment * _trialsOfPart;
        return new StudyPart(number, number / _partsOfExperiment, first, int.Min(_trialsOfPart, Study.Trials - first));
    }

    public Budget Budget(Dataset dataset) => Study.Budget.For(Space, dataset);

    /// <summary>The datasets reported of a search on one.</summary>
    public IReadOnlyList<Dataset> Reports(Dataset dataset) => Study.Report.Count > 0 ? Study.Report : [dataset];

    /// <summary>How many datasets are reported of each experiment.</summary>
    public int ReportCount => int.Max(Study.Report.Count, 1);
}
