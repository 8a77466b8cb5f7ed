using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Synthesis;

/// <summary>Writes a synthetic column file, marked as such in its provenance.</summary>
public static class SyntheticTable
{
    // Records travel in groups, so that handing one over costs nothing beside making it.
    private const int GroupSize = 16;

    /// <summary>Writes a table of a whole space. Equal arguments give equal bytes, whatever the number of threads.</summary>
    /// <param name="space">The model of a space.</param>
    /// <param name="path">The column file; an existing one is replaced when the new one is complete.</param>
    /// <param name="seed">Seed of the table.</param>
    /// <param name="threads">How many threads make records, 1 or more; null for one a processor.</param>
    /// <param name="progress">Told how many architectures are written.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Write(
        SyntheticSpace space, string path, long seed = 0, int? threads = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        Write(space, path, seed, space.Architectures.Count, threads, progress, cancellation);
    }

    // Tests write the first few.
    internal static void Write(
        SyntheticSpace space, string path, long seed, int count, int? threads, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads ?? 1, nameof(threads));
        using NatsBenchWriter writer = NatsBenchWriter.Create(path);
        writer.Cancellation = cancellation;
        int written = 0;
        foreach (ArchitectureRecord[] group in Groups(space, seed, count, threads ?? Environment.ProcessorCount, cancellation))
        {
            foreach (ArchitectureRecord record in group)
                writer.Add(record);
            progress?.Report(written += group.Length);
        }
        writer.Complete(space.Architectures, ProvenanceOf(space, seed));
    }

    internal static Provenance ProvenanceOf(SyntheticSpace space, long seed) => new()
    {
        SourceName = space.Name,
        SourceKind = "synthetic",
        Tool = $"NatsBench.Fast {typeof(NatsBenchWriter).Assembly.GetName().Version!.ToString(3)}",
        Synthetic = space.MarkOf(seed),
    };

    // As many groups as threads are under way or wait to be taken: memory stays bounded, and the order is that of the indices.
    private static IEnumerable<ArchitectureRecord[]> Groups(SyntheticSpace space, long seed, int count, int threads, CancellationToken cancellation)
    {
        var underWay = new Queue<Task<ArchitectureRecord[]>>(threads);
        int next = 0;
        while (next < count || underWay.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            while (next < count && underWay.Count < threads)
            {
                int first = next;
                next = Math.Min(count, first + GroupSize);
                int end = next;
                underWay.Enqueue(Task.Run(() => Group(space, seed, first, end), cancellation));
            }
            yield return underWay.Dequeue().GetAwaiter().GetResult();
        }
    }

    private static ArchitectureRecord[] Group(SyntheticSpace space, long seed, int first, int end)
    {
        var group = new ArchitectureRecord[end - first];
        for (int index = first; index < end; index++)
            group[index - first] = space.CreateRecord(index, seed);
        return group;
    }
}
