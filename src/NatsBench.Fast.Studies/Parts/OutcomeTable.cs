using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Outcomes: a row for each trial and dataset reported, trial by trial.</summary>
internal sealed class OutcomeTable : PartTable
{
    private readonly TextColumn _reportDataset = new("report_dataset");
    private readonly OptionalColumn<double> _budgetSeconds = new("budget_seconds");
    private readonly OptionalColumn<int> _budgetEvaluations = new("budget_evaluations");
    private readonly ValueColumn<int> _evaluations = new("evaluations");
    private readonly ValueColumn<int> _logPoints = new("log_points");
    private readonly ValueColumn<double> _clock = new("clock");
    private readonly ValueColumn<int> _incumbent = new("incumbent");
    private readonly ValueColumn<int> _final = new("final");
    private readonly ValueColumn<double> _valid = new("valid");
    private readonly ValueColumn<double> _test = new("test");
    private readonly ValueColumn<double> _regret = new("regret");
    private readonly FrontColumns _fronts;

    public OutcomeTable(StudyLayout layout)
        : base(layout)
    {
        _fronts = new FrontColumns(layout.Study);
        Define(
            names: [_reportDataset, _budgetSeconds, _budgetEvaluations],
            measured: [_evaluations, _logPoints, _clock, _incumbent, _final, _valid, _test, _regret, .. _fronts.All],
            partsAreNamed: true);
    }

    public override string Kind => "outcomes";

    public void Add(StudyPart part, OutcomeColumns outcomes)
    {
        for (int i = 0; i < part.Count; i++)
        {
            TrialOutcome outcome = outcomes.Outcomes[i];
            for (int report = 0; report < Layout.ReportCount; report++)
            {
                ReportedAccuracy reported = outcomes.Reported[report][i];
                Trial.Add(part.FirstTrial + i);
                _evaluations.Add(outcome.Evaluations);
                _logPoints.Add(outcome.LogPoints);
                _clock.Add(outcome.Clock);
                _incumbent.Add(outcome.Incumbent);
                _final.Add(outcome.Final);
                _valid.Add(reported.Valid);
                _test.Add(reported.Test);
                _regret.Add(reported.Regret);
                _fronts.Add(outcomes, report, i);
            }
        }
        Experiment.Fill(part.Experiment, part.Count * Layout.ReportCount);
        AddNames(part, part.Count * Layout.ReportCount);
    }

    /// <summary>Hands the rows from a place on, those of a part, to the outcomes of its experiment.</summary>
    public void Take(StudyPart part, int first, OutcomeColumns outcomes)
    {
        int row = first;
        for (int trial = part.FirstTrial; trial < part.FirstTrial + part.Count; trial++)
        {
            outcomes.Outcomes[trial] = new TrialOutcome(
                _evaluations.Values[row], _logPoints.Values[row], _clock.Values[row], _incumbent.Values[row], _final.Values[row]);
            for (int report = 0; report < Layout.ReportCount; report++)
            {
                _fronts.Take(row, outcomes, report, trial);
                outcomes.Reported[report][trial] = new ReportedAccuracy(_valid.Values[row], _test.Values[row], _regret.Values[row]);
                row++;
            }
        }
    }

    public override void AddNames(StudyPart part, int rows)
    {
        base.AddNames(part, rows);
        Dataset searched = Layout.Experiments[part.Experiment].Dataset;
        Budget budget = Layout.Budget(searched);
        _budgetSeconds.Fill(budget.Seconds, rows);
        _budgetEvaluations.Fill(budget.Evaluations, rows);
        IReadOnlyList<Dataset> reports = Layout.Reports(searched);
        for (int row = 0; row < rows; row++)
            _reportDataset.Add(reports[row % reports.Count].Name.AsMemory());
    }

    public override bool Fits(StudyPart part, int first, int rows)
    {
        if (rows != part.Count * Layout.ReportCount)
            return false;
        for (int row = 0; row < rows; row++)
            if (Experiment.Values[first + row] != part.Experiment || Trial.Values[first + row] != part.FirstTrial + (row / Layout.ReportCount))
                return false;
        return true;
    }
}
