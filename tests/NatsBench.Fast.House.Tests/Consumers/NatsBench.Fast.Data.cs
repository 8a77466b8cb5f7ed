using NatsBench.Fast.Data;
using NatsBench.Fast.Data.Splits;
using NatsBench.Fast.Model;

Console.WriteLine($"{OfficialSplit.Cifar100Test["xvalid"][^1]} {OfficialImages.Count(Dataset.ImageNet16120, EvaluationSet.XTest)}");
