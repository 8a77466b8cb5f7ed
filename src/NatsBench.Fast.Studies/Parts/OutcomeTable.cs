using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Outcomes: a row for each trial and dataset reported, trial by trial.</summary>
internal sealed class OutcomeTable : PartTable
{
    public const string KindName = "outcomes";

    private readonly ValueColumn<int> _experiment = new("experiment");
    private readonly TextColumn _searchDataset = new("search_dataset");
    private readonly TextColumn _reportDataset = new("report_dataset");
    private readonly TextColumn _algorithm = new("algorithm");
    private readonly TextColumn _parameters = new("parameters");
    private readonly OptionalColumn<double> _budgetSeconds = new("budget_seconds");
    private readonly OptionalColumn<int> _budgetEvaluations = new("budget_evaluations");
    private readonly ValueColumn<int> _trial = new("trial");
    private readonly ValueColumn<int> _evaluations = new("evaluations");
    private readonly ValueColumn<int> _logPoints = new("log_points");
    private readonly ValueColumn<double> _clock = new("clock");
    private readonly ValueColumn<int> _incumbent = new("incumbent");
    private readonly ValueColumn<int> _final = new("final");
    private readonly ValueColumn<double> _valid = new("valid");
    private readonly ValueColumn<double> _test = new("test");
    private readonly ValueColumn<double> _regret = new("regret");

    public OutcomeTable(StudyLayout layout)
        : base(layout)
    {
        Define(
            [
                _experiment, _searchDataset, _reportDataset, _algorithm, _parameters, _budgetSeconds, _budgetEvaluations, _trial, _evaluations,
                _logPoints, _clock, _incumbent, _final, _valid, _test, _regret,
            ],
            names: [_searchDataset, _reportDataset, _algorithm, _parameters, _budgetSeconds, _budgetEvaluations]);
    }

    public override string Kind => KindName;

    public void Add(PartRange part, OutcomeColumns outcomes)
    {
        for (int i = 0; i < part.Count; i++)
        {
            TrialOutcome outcome = outcomes.Outcomes[i];
            foreach (ReportedAccuracy[] reported in outcomes.Reported)
            {
                _trial.Add(part.FirstTrial + i);
                _evaluations.Add(outcome.Evaluations);
                _logPoints.Add(outcome.LogPoints);
                _clock.Add(outcome.Clock);
                _incumbent.Add(outcome.Incumbent);
                _final.Add(outcome.Final);
                _valid.Add(reported[i].Valid);
                _test.Add(reported[i].Test);
                _regret.Add(reported[i].Regret);
            }
        }
        _experiment.Fill(part.Experiment, part.Count * Layout.ReportCount);
        AddNames(part, part.Count * Layout.ReportCount);
    }

    /// <summary>Hands the rows from a place on, those of a part, to the outcomes of its experiment.</summary>
    public void Take(PartRange part, int first, OutcomeColumns outcomes)
    {
        int row = first;
        for (int trial = part.FirstTrial; trial < part.FirstTrial + part.Count; trial++)
        {
            outcomes.Outcomes[trial] = new TrialOutcome(
                _evaluations.Values[row], _logPoints.Values[row], _clock.Values[row], _incumbent.Values[row], _final.Values[row]);
            foreach (ReportedAccuracy[] reported in outcomes.Reported)
            {
                reported[trial] = new ReportedAccuracy(_valid.Values[row], _test.Values[row], _regret.Values[row]);
                row++;
            }
        }
    }

    public override void AddNames(PartRange part, int rows)
    {
        var (dataset, algorithm, parameters) = Layout.Experiments[part.Experiment];
        Budget budget = Layout.Budget(part.Experiment);
        _searchDataset.Fill(dataset.Name.AsMemory(), rows);
        _algorithm.Fill(algorithm.AsMemory(), rows);
        _parameters.Fill(parameters.AsMemory(), rows);
        _budgetSeconds.Fill(budget.Seconds, rows);
        _budgetEvaluations.Fill(budget.Evaluations, rows);
        IReadOnlyList<Dataset> reports = Layout.Reports(part.Experiment);
        for (int row = 0; row < rows; row++)
            _reportDataset.Add(reports[row % reports.Count].Name.AsMemory());
    }

    public override bool Fits(PartRange part, int first, int rows)
    {
        if (rows != part.Count * Layout.ReportCount)
            return false;
        for (int row = 0; row < rows; row++)
            if (_experiment.Values[first + row] != part.Experiment || _trial.Values[first + row] != part.FirstTrial + (row / Layout.ReportCount))
                return false;
        return true;
    }
}
