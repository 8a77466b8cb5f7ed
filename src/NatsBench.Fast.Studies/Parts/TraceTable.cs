using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Log points: a row for each that is kept, trial by trial.</summary>
internal sealed class TraceTable : PartTable
{
    private readonly ValueColumn<int> _step = new("step");
    private readonly ValueColumn<int> _architecture = new("arch");
    private readonly OptionalColumn<long> _seed = new("seed");
    private readonly ValueColumn<int> _epochs = new("epochs");
    private readonly ValueColumn<double> _cost = new("cost");
    private readonly ValueColumn<double> _clock = new("clock");
    private readonly ValueColumn<int> _worker = new("worker");
    private readonly ValueColumn<double> _reward = new("reward");
    private readonly ValueColumn<int> _incumbent = new("incumbent");
    private readonly OptionalColumn<double>[] _objectives;

    // Of studies with objectives alone.
    private readonly ValueColumn<bool> _front = new("front");
    private readonly ValueColumn<double> _hypervolume = new("reward_hypervolume");
    private readonly ValueColumn<double> _exactHypervolume = new("exact_reward_hypervolume");

    public TraceTable(StudyLayout layout)
        : base(layout)
    {
        _objectives = [.. layout.Study.Objectives.Select(objective => new OptionalColumn<double>(objective.Name))];
        Column[] ofFront = _objectives.Length > 0 ? [_front, _hypervolume, _exactHypervolume] : [];
        Define(
            names: [],
            measured: [_step, _architecture, _seed, _epochs, _cost, _clock, _worker, _reward, _incumbent, .. _objectives, .. ofFront],
            partsAreNamed: false);
    }

    public override string Kind => "traces";

    /// <summary>Shows the log points of a part, without names: its file has none. They stay as they are until the table is cleared.</summary>
    public void Show(StudyPart part, TraceColumns traces)
    {
        Trial.Show(traces.Trial);
        _step.Show(traces.Step);
        _architecture.Show(traces.Architecture);
        _seed.Show(traces.Seed);
        _epochs.Show(traces.Epochs);
        _cost.Show(traces.Cost);
        _clock.Show(traces.Clock);
        _worker.Show(traces.Worker);
        _reward.Show(traces.Reward);
        _incumbent.Show(traces.Incumbent);
        for (int i = 0; i < _objectives.Length; i++)
            // Absent in a file, so that means of a query are not spoilt.
            foreach (double value in traces.Objectives[i])
                _objectives[i].Add(double.IsNaN(value) ? null : value);
        _front.Show(traces.Front);
        _hypervolume.Show(traces.Hypervolume);
        _exactHypervolume.Show(traces.ExactHypervolume);
        Experiment.Fill(part.Experiment, traces.Trial.Count);
    }

    /// <summary>Hands all rows to their experiments; false where they do not ascend by experiment, trial and step, or name no experiment or trial of the study.</summary>
    public bool TryTake(IReadOnlyList<TraceRows> experiments)
    {
        for (int first = 0, end; first < Rows; first = end)
        {
            int experiment = Experiment.Values[first];
            if (experiment < 0 || experiment >= experiments.Count || experiments.Skip(experiment + 1).Any(later => later.Trial.Count > 0))
                return false;
            end = first + 1;
            while (end < Rows && Experiment.Values[end] == experiment)
                end++;
            TraceRows own = experiments[experiment];
            (int trial, int step) = own.Trial.Count > 0 ? (own.Trial[^1], own.Step[^1]) : (0, -1);
            for (int row = first; row < end; row++)
            {
                bool isNext = Trial.Values[row] > trial || (Trial.Values[row] == trial && _step.Values[row] > step);
                if (!isNext || Trial.Values[row] >= Layout.Study.Trials)
                    return false;
                (trial, step) = (Trial.Values[row], _step.Values[row]);
            }
            own.Trial.AddRange(Trial.Values[first..end]);
            own.Step.AddRange(_step.Values[first..end]);
            own.Architecture.AddRange(_architecture.Values[first..end]);
            own.Clock.AddRange(_clock.Values[first..end]);
            own.Reward.AddRange(_reward.Values[first..end]);
            own.Incumbent.AddRange(_incumbent.Values[first..end]);
            if (_objectives.Length == 0)
                continue;
            own.Front.AddRange(_front.Values[first..end]);
            own.RewardHypervolume.AddRange(_hypervolume.Values[first..end]);
            own.ExactRewardHypervolume.AddRange(_exactHypervolume.Values[first..end]);
        }
        return true;
    }

    public override bool Fits(StudyPart part, int first, int rows)
    {
        int trial = part.FirstTrial;
        for (int row = first; row < first + rows; row++)
        {
            if (Experiment.Values[row] != part.Experiment || Trial.Values[row] < trial)
                return false;
            trial = Trial.Values[row];
        }
        return trial < part.FirstTrial + part.Count;
    }
}
