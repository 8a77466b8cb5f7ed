using NatsBench.Fast;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

using NatsBenchmark bench = NatsBenchmark.Open(args[0]);
TableOracle oracle = TableOracle.Bind(bench, Dataset.Cifar100, new OracleOptions());
foreach (string name in args[1..])
{
    AlgorithmDefinition algorithm = AlgorithmCatalog.Get(name);
    Experiment experiment = new(oracle, Dataset.Cifar100, algorithm, HyperParameters.Of(algorithm, new Dictionary<string, string>()), Budget.OfEvaluations(50), RootSeed: 1);
    LogPoint last = new TrialRunner(experiment).Run(0)[^1];
    Console.WriteLine(FormattableString.Invariant($"{name} {last.Incumbent} {last.Clock:R}"));
}
