using NatsBench.Fast;
using NatsBench.Fast.Model;

using NatsBenchmark bench = NatsBenchmark.Open(args[0]);
Console.WriteLine(bench.Runs(1, Dataset.Cifar10, TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.OriTest).Accuracy);
