using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>Many networks at once, each on a thread of its own.</summary>
internal static class Population
{
    /// <summary>Does something with each; the first that fails is thrown as it was, once the others have ended.</summary>
    public static void Run(int[] architectures, int workers, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            // One at a time, for networks differ in size.
            Parallel.ForEach(
                Partitioner.Create(architectures, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, work);
        }
        catch (AggregateException e) when (e.InnerException is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
