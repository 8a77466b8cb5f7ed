using NatsBench.Fast;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

using NatsBenchmark bench = NatsBenchmark.Open(args[0]);
Study study = new()
{
    Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("random"))],
    Datasets = [Dataset.Cifar10],
    Budget = StudyBudget.Of(Budget.OfEvaluations(20)),
    Trials = 3,
};
StudyFolderResult result = StudyFolder.Run(BoundStudy.Bind(study, bench), args[1]);
foreach (SummaryRow row in SummaryRow.Of(result.Outcomes!))
    Console.WriteLine($"{row.Experiment.Algorithm} {row.Trials} {row.Evaluations}");
