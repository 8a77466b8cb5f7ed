using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks;

/// <summary>The loops that a caller would write around a view.</summary>
internal static class Loops
{
    /// <summary>Trains random architectures with random runs; one random number a query for both.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Simulate(SimulationView view, SplitMix64 random, int queries)
    {
        double accuracies = 0, costs = 0;
        uint count = (uint)view.Count;
        for (int i = 0; i < queries; i++)
        {
            ulong bits = random.NextUInt64();
            TrainingOutcome outcome = view.Train((int)(((bits >> 32) * count) >> 32), (uint)bits);
            accuracies += outcome.Accuracy;
            costs += outcome.Cost;
        }
        return accuracies + costs;
    }

    /// <summary>Trains one architecture after the other with random runs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double SimulateAll(SimulationView view, SplitMix64 random)
    {
        double accuracies = 0, costs = 0;
        for (int architecture = 0; architecture < view.Count; architecture++)
        {
            TrainingOutcome outcome = view.Train(architecture, random.NextUInt32());
            accuracies += outcome.Accuracy;
            costs += outcome.Cost;
        }
        return accuracies + costs;
    }

    /// <summary>Asks for validation accuracies, seconds and parameters of random modules.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Metrics(ModuleView view, SplitMix64 random, int queries)
    {
        double accuracies = 0, seconds = 0;
        long parameters = 0;
        uint count = (uint)view.Count;
        for (int i = 0; i < queries; i++)
        {
            ulong bits = random.NextUInt64();
            ModuleMetrics metrics = view.Query((int)(((bits >> 32) * count) >> 32), (uint)bits);
            accuracies += metrics.ValidationAccuracy;
            seconds += metrics.TrainingTime;
            parameters += metrics.TrainableParameters;
        }
        return accuracies + seconds + parameters;
    }

    /// <summary>Looks modules up by their graphs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Indices(NatsBenchmark bench, ModuleGraph[] graphs)
    {
        long sum = 0;
        foreach (ModuleGraph graph in graphs)
            sum += bench.IndexOf(graph);
        return sum;
    }

    /// <summary>Asks for the final metrics of random architectures.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Finals(FinalView view, SplitMix64 random, int queries)
    {
        double sum = 0;
        for (int i = 0; i < queries; i++)
        {
            ref readonly FinalMetrics metrics = ref view[random.NextIndex(view.Count)];
            sum += metrics.ValidationLoss + metrics.ValidationAccuracy + metrics.TestLoss + metrics.TestAccuracy;
        }
        return sum;
    }

    /// <summary>Looks architectures up by their texts.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Indices(NatsBenchmark bench, string[] texts)
    {
        long sum = 0;
        foreach (string text in texts)
        {
            bench.TryIndexOf(text, out int index);
            sum += index;
        }
        return sum;
    }

    /// <summary>Asks for the curves of architectures.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double CurveLengths(CurveView view, int[] architectures)
    {
        long sum = 0;
        foreach (int architecture in architectures)
            sum += view[architecture, 0].Values.Length;
        return sum;
    }
}
