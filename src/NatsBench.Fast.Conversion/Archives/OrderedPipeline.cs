using System.Collections.Concurrent;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Works on many items at once and gives the results in the order of the items, a bounded number of them ahead.</summary>
internal static class OrderedPipeline
{
    // So many items a thread are being worked on or waiting for their turn.
    private const int Ahead = 4;

    /// <param name="items">What to work on.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="createState">Makes what each thread keeps to itself.</param>
    /// <param name="work">The work on one item.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static IEnumerable<TResult> Run<TItem, TState, TResult>(
        IEnumerable<TItem> items, int threads, Func<TState> createState, Func<TState, TItem, TResult> work, CancellationToken cancellation)
    {
        var pending = new Queue<TaskCompletionSource<TResult>>();
        using var queue = new BlockingCollection<(TItem Item, TaskCompletionSource<TResult> Result)>();
        Task[] workers = [.. Enumerable.Range(0, threads).Select(_ =>
            Task.Factory.StartNew(() => Work(queue, createState(), work), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            foreach (TItem item in items)
            {
                var result = new TaskCompletionSource<TResult>();
                pending.Enqueue(result);
                queue.Add((item, result), cancellation);
                if (pending.Count == Ahead * threads)
                    yield return Next(pending, cancellation);
            }
            while (pending.Count > 0)
                yield return Next(pending, cancellation);
        }
        finally
        {
            // Whoever stops early wants no more of it.
            while (queue.TryTake(out _)) { }
            queue.CompleteAdding();
            Task.WhenAll(workers).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private static TResult Next<TResult>(Queue<TaskCompletionSource<TResult>> pending, CancellationToken cancellation)
    {
        Task<TResult> next = pending.Dequeue().Task;
        next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(cancellation);
        return next.GetAwaiter().GetResult();
    }

    private static void Work<TItem, TState, TResult>(
        BlockingCollection<(TItem Item, TaskCompletionSource<TResult> Result)> queue, TState state, Func<TState, TItem, TResult> work)
    {
        foreach ((TItem item, TaskCompletionSource<TResult> result) in queue.GetConsumingEnumerable())
        {
            try
            {
                result.SetResult(work(state, item));
            }
#pragma warning disable CA1031 // it is thrown again where the result is asked for
            catch (Exception e)
#pragma warning restore CA1031
            {
                result.SetException(e);
            }
        }
    }
}
