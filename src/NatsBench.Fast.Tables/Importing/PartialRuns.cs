using System.Runtime.InteropServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>Trainings gathered from the files of a partial source, by architecture. Not thread-safe.</summary>
internal sealed class PartialRuns
{
    private const int TrainingsOfAStep = 500;

    // Of published costs a few are another network's.
    private const double MostOdd = 0.02;
    private const double Precision = 1e-4;

    private static readonly string[] Order = [Dataset.Cifar10Valid.Name, Dataset.Cifar10.Name, Dataset.Cifar100.Name, Dataset.ImageNet16120.Name];

    private readonly Dictionary<int, List<PartialRun>> _runs = [];
    private readonly OrderedDictionary<string, long> _notes = [];
    private Action<double> _progress = static _ => { };
    private CancellationToken _cancellation;
    private int _before;
    private int _costs;
    private int _odd;

    /// <summary>Number of trainings.</summary>
    public int Count { get; private set; }

    /// <summary>Architectures with a training.</summary>
    public int Architectures => _runs.Count;

    /// <summary>What was left out or could not be told, and how often.</summary>
    public IReadOnlyList<(string What, long Count)> Notes => [.. _notes.Select(note => (note.Key, note.Value))];

    public void Note(string what, long count = 1)
    {
        if (count > 0)
            _notes[what] = _notes.GetValueOrDefault(what) + count;
    }

    /// <summary>Called before a source is read.</summary>
    /// <param name="progress">Told what share of a full source is read.</param>
    /// <param name="cancellation">Ends the reading between two trainings.</param>
    public void Begin(Action<double> progress, CancellationToken cancellation) => (_progress, _cancellation, _before) = (progress, cancellation, Count);

    /// <exception cref="NatsBenchException">The training is there already.</exception>
    public void Add(PartialRun run, string where)
    {
        ref List<PartialRun>? runs = ref CollectionsMarshal.GetValueRefOrAddDefault(_runs, run.Architecture, out _);
        runs ??= [];
        foreach (PartialRun other in runs)
            if (other.Seed == run.Seed && other.Dataset == run.Dataset && other.Setting == run.Setting)
                throw new NatsBenchException($"{where}: architecture {run.Architecture} has two trainings on {Internals.Printable.Of(run.Dataset)} under {run.Setting} with seed {run.Seed}; give each file once");
        runs.Add(run);
        Count++;
        _cancellation.ThrowIfCancellationRequested();
        // A source has a training for each cell, or some: only the end tells.
        int read = Count - _before;
        if (read % TrainingsOfAStep == 0)
            _progress((double)read / (read + Cells.Texts.Count));
        CheckCost(run);
    }

    /// <summary>The records, ascending by architecture.</summary>
    /// <exception cref="NatsBenchException">The costs are those of other architectures.</exception>
    public IEnumerable<ArchitectureRecord> ToRecords(string where)
    {
        if (_odd > MostOdd * _costs)
            throw new NatsBenchException($"{where}: the parameters of {_odd} of {_costs} trainings are not those of the cells that their keys name: keys are in another order");
        foreach (int architecture in _runs.Keys.Order())
        {
            List<SettingRecord> settings = [];
            foreach (IGrouping<string, PartialRun> setting in _runs[architecture].GroupBy(run => run.Setting).OrderBy(group => group.First().Epochs))
            {
                IEnumerable<IGrouping<string, PartialRun>> datasets = setting.GroupBy(run => run.Dataset).OrderBy(group => (uint)Array.IndexOf(Order, group.Key));
                settings.Add(new(setting.Key, [.. datasets.Select(Of)], WeightsCleared: false));
            }
            yield return new(architecture, Cells.Text(architecture), settings);
        }
    }

    private static DatasetRecord Of(IGrouping<string, PartialRun> dataset)
    {
        PartialRun[] runs = [.. dataset.OrderBy(run => run.Seed)];
        return new(dataset.Key, [.. runs.Select(run => run.Seed)], [.. runs.Select(run => run.ToRecord())]);
    }

    // Parameters of the official datasets follow from the cell: so keys in another order are found.
    private void CheckCost(PartialRun run)
    {
        if (run.Params is not { } stated || !Order.Contains(run.Dataset))
            return;
        double formula = NetworkCost.Of(Cells.Text(run.Architecture), new Dataset(run.Dataset)).ParametersInMillions;
        _costs++;
        _odd += double.Abs(stated - formula) > Precision * formula ? 1 : 0;
    }
}
