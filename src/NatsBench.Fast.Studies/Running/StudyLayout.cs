using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>
/// Experiments and parts of a study, as its definition alone tells them: what is run, what files of it hold, and how much. The trials of
/// an experiment are a row of blocks, which tell where row groups of finished files end, and blocks are cut into parts. Neither threads
/// nor shards change it. Immutable.
/// </summary>
internal sealed class StudyLayout
{
    private const int LeastTrialsOfBlock = 100;

    // A thread holds the traces of one part.
    private const int MostTrialsOfBlock = 1_000;
    private const int WantedBlocks = 256;

    // As many as a handful of shards share evenly, and not so many that their files cost more than the trials.
    private const int WantedParts = 64;

    private readonly int _trialsOfBlock;
    private readonly int _trialsOfPart;
    private readonly int _partsOfBlock;
    private readonly int _partsOfExperiment;

    /// <param name="study">The study.</param>
    /// <param name="space">The search space.</param>
    /// <param name="isCoarse">Whether each block is one part, as in folders that were begun before blocks were cut.</param>
    public StudyLayout(Study study, SearchSpace space, bool isCoarse = false)
    {
        (Study, Space) = (study, space);
        Experiments =
        [
            .. from dataset in study.Datasets
               from grid in study.Algorithms
               from parameters in grid.Combinations
               select (dataset, grid.Algorithm, parameters),
        ];
        _trialsOfBlock = int.Min(study.Trials, int.Clamp(Quotient(study.Trials, WantedBlocks), LeastTrialsOfBlock, MostTrialsOfBlock));
        int blocks = Quotient(study.Trials, _trialsOfBlock), wanted = isCoarse ? 1 : int.Max(1, WantedParts / (blocks * Experiments.Count));
        _trialsOfPart = Quotient(_trialsOfBlock, wanted);
        _partsOfBlock = Quotient(_trialsOfBlock, _trialsOfPart);
        _partsOfExperiment = ((blocks - 1) * _partsOfBlock) + Quotient(study.Trials - ((blocks - 1) * _trialsOfBlock), _trialsOfPart);
    }

    public Study Study { get; }

    public SearchSpace Space { get; }

    /// <summary>Dataset by dataset, in each the algorithms with their hyper-parameters in the study's order.</summary>
    public IReadOnlyList<(Dataset Dataset, AlgorithmDefinition Algorithm, HyperParameters Parameters)> Experiments { get; }

    public int PartCount => _partsOfExperiment * Experiments.Count;

    public StudyPart Part(int number)
    {
        int inExperiment = number % _partsOfExperiment;
        int first = (inExperiment / _partsOfBlock * _trialsOfBlock) + (inExperiment % _partsOfBlock * _trialsOfPart);
        return new StudyPart(number, number / _partsOfExperiment, first, int.Min(_trialsOfPart, EndOfBlock(first) - first));
    }

    /// <summary>Whether a part is the last of its block.</summary>
    public bool EndsBlock(StudyPart part) => part.FirstTrial + part.Count == EndOfBlock(part.FirstTrial);

    public Budget Budget(Dataset dataset) => Study.Budget.For(Space, dataset);

    /// <summary>The datasets reported of a search on one.</summary>
    public IReadOnlyList<Dataset> Reports(Dataset dataset) => Study.Report.Count > 0 ? Study.Report : [dataset];

    /// <summary>How many datasets are reported of each experiment.</summary>
    public int ReportCount => int.Max(Study.Report.Count, 1);

    private int EndOfBlock(int trial) => int.Min(((trial / _trialsOfBlock) + 1) * _trialsOfBlock, Study.Trials);

    private static int Quotient(int number, int by) => (int)(((long)number + by - 1) / by);
}
