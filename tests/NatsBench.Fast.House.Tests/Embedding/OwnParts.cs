using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.House.Tests.Embedding;

/// <summary>An algorithm and an oracle of one's own, as docs/embedding.md runs them; compiled and run by a test.</summary>
internal static class OwnParts
{
    public static void Study(NatsBenchmark bench, string folder, TextWriter output)
    {
        // folder: begin
        AlgorithmDefinition climber = new("climber", "mutates the best", context => new Climber(context));
        Study study = new()
        {
            Algorithms = [new AlgorithmGrid(climber), new AlgorithmGrid(AlgorithmCatalog.Get("rea"))],
            Datasets = [Dataset.Cifar10, Dataset.Cifar100],
            Budget = StudyBudget.Of(Budget.OfSeconds(2_000)),
            Trials = 100,
        };
        StudyFolderResult result = StudyFolder.Run(BoundStudy.Bind(study, bench), folder, threads: 2);   // what a stopped run has done is kept
        foreach (SummaryRow row in SummaryRow.Of(result.Outcomes!))
            output.WriteLine($"{row.Experiment.Algorithm} on {row.Dataset}: test {row.Test.Mean:F2} ± {row.Test.Deviation:F2} %, {row.Evaluations:F0} evaluations");
        // folder: end
    }

    public static void Convolutions(NatsBenchmark bench, TextWriter output)
    {
        // quantity: begin
        Quantity convolutions = Quantity.Of(
            "convolutions", "", Direction.Minimise, index => TopologyCell.Parse(bench.Architecture(index)).CountOf(CellOperation.NorConv3x3));
        Study study = new()
        {
            Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("nsga2"))],
            Datasets = [Dataset.Cifar10],
            Objectives = [convolutions, Quantity.Named("valid-accuracy@0"), Quantity.Latency],   // yours, a column of the table, a cost
            Budget = StudyBudget.Of(Budget.OfEvaluations(200)),
            Trials = 20,
        };
        BoundStudy bound = BoundStudy.Bind(study, bench);
        FrontSummary fronts = SummaryRow.Of(ExperimentOutcomes.Of(bound, StudyRunner.RunInMemory(bound)))[0].Fronts!;
        output.WriteLine($"fronts: {fronts.Size:F1} architectures, {fronts.Test.Mean / fronts.Exact.Test.Hypervolume:P1} of the exact hypervolume");
        // quantity: end
    }

    public static void All(NatsBenchmark bench, string folder, TextWriter output)
    {
        // all: begin
        AlgorithmDefinition climber = new("climber", "mutates the best", context => new Climber(context));
        Quantity convolutions = Quantity.Of(
            "convolutions", "", Direction.Minimise, index => TopologyCell.Parse(bench.Architecture(index)).CountOf(CellOperation.NorConv3x3));
        StudyOracles device = StudyOracles.Over("four times as fast", bench, (table, dataset) => new OtherDevice(table, share: 0.25));
        Study study = new()
        {
            Algorithms = [new AlgorithmGrid(climber), new AlgorithmGrid(AlgorithmCatalog.Get("nsga2"))],
            Datasets = [Dataset.Cifar10],
            Objectives = [convolutions],
            Limits = [Limit.AtMost(Quantity.Flops, 100)],
            Budget = StudyBudget.Of(Budget.OfSeconds(2_000)),
            Trials = 40,
        };
        BoundStudy bound = BoundStudy.Bind(study, device);
        StudyFolderResult result = StudyFolder.Run(bound, folder, threads: 2);
        foreach (SummaryRow row in SummaryRow.Of(result.Outcomes!, bound))
            output.WriteLine(
                $"{row.Experiment.Algorithm}: test {row.Test.Mean:F2} ± {row.Test.Deviation:F2} %, regret {row.Regret.Mean:F2}, "
                + $"front of {row.Fronts!.Size:F1}, {row.LimitCounts!.Outside} architectures outside the limits");
        // all: end
    }

    public static void Device(NatsBenchmark bench, TextWriter output)
    {
        // device: begin
        IOracle published = TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions());
        AlgorithmDefinition rea = AlgorithmCatalog.Get("rea");
        foreach (IOracle oracle in (IOracle[])[published, new OtherDevice(published, share: 0.25)])
        {
            Experiment experiment = new(
                oracle, Dataset.Cifar10, rea, HyperParameters.Of(rea, new Dictionary<string, string>()), Budget.OfSeconds(500), RootSeed: 1);
            LogPoint last = new TrialRunner(experiment).Run(trial: 0)[^1];
            output.WriteLine($"{oracle.GetType().Name}: architecture {last.Incumbent} after {last.Clock:F0} simulated seconds");
        }
        // device: end
    }
}
