using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Queries;

/// <summary>The official <c>print_information</c>, line by line.</summary>
internal static class InfoTextRules
{
    public static List<string> Lines(string architecture, IReadOnlyList<string> datasets, string extra, Func<string, Runs> runsOn)
    {
        List<string> lines = [architecture, $"datasets : {PythonFormat.List(datasets)}, extra-info : {extra}"];
        foreach (string dataset in datasets)
        {
            Runs runs = runsOn(dataset);
            CostInfo cost = runs.Cost();
            string latency = cost.Latency > 0 ? PythonFormat.Fixed(cost.Latency.Value * 1000, 2) : "None";
            lines.Add($"{dataset,-14} FLOP={PythonFormat.Fixed(cost.Flops, 2),6} M, Params={PythonFormat.Fixed(cost.Params, 3)} MB, latency={latency} ms.");
            lines.Add($"{dataset,-14} {string.Join(", ", Sets(runs).Select(set => $"{set.Title}: [{Text(runs, set.Set)}]"))}");
        }
        return lines;
    }

    private static IEnumerable<(string Title, EvaluationSet Set)> Sets(Runs runs)
    {
        yield return ("train ", EvaluationSet.Train);
        string dataset = runs.Table.Dataset;
        if (dataset == Dataset.Cifar10.Name)
        {
            yield return ("test  ", EvaluationSet.OriTest);
            yield break;
        }
        yield return ("valid ", EvaluationSet.XValid);
        if (dataset != Dataset.Cifar10Valid.Name)
            yield return ("test ", EvaluationSet.XTest);
        else if (runs.Space == SearchSpace.Size)
            yield return ("test ", EvaluationSet.OriTest);
    }

    private static string Text(Runs runs, EvaluationSet set)
    {
        Metrics metrics = runs.Mean().Metrics(set);
        return metrics is { Loss: { } loss, Accuracy: { } accuracy }
            ? $"loss = {PythonFormat.Fixed(loss, 3)} & top1 = {PythonFormat.Fixed(accuracy, 2)}%"
            : throw new RefusedException(Refusal.TypeError, $"{runs.Where}: {set} holds None after the last epoch");
    }
}
