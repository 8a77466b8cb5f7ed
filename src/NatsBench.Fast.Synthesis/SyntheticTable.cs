using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Synthesis;

/// <summary>Writes a synthetic column file, marked as such in its provenance.</summary>
public static class SyntheticTable
{
    // Records travel in groups, so that handing one over costs nothing beside making it.
    private const int GroupSize = 16;

    // So many groups a thread wait or are made, so that no thread stands still while the writer is busy.
    private const int GroupsAhead = 4;

    /// <summary>Writes a table of a whole space. Equal arguments give equal bytes, whatever the number of threads.</summary>
    /// <param name="space">The model of a space.</param>
    /// <param name="path">The column file; an existing one is replaced when the new one is complete.</param>
    /// <param name="seed">Seed of the table.</param>
    /// <param name="threads">How many threads make records, 1 or more; null for one a processor.</param>
    /// <param name="progress">Told how many architectures are written.</param>
    /// <param name="contents">How much of the records it holds; <see cref="TableContents.SearchOnly"/> takes a tenth of the time and less of the disk.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Write(
        SyntheticSpace space, string path, long seed = 0, int? threads = null, IProgress<int>? progress = null,
        TableContents contents = TableContents.Whole, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        Write(space, path, seed, 0..space.Architectures.Count, threads, progress, contents, cancellation);
    }

    // Tests write a few.
    internal static void Write(
        SyntheticSpace space, string path, long seed, Range architectures, int? threads, IProgress<int>? progress, TableContents contents, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads ?? 1, nameof(threads));
        using NatsBenchWriter writer = NatsBenchWriter.Create(path, contents);
        writer.Cancellation = cancellation;
        int written = 0;
        foreach (ArchitectureRecord[] group in Groups(space, seed, architectures, contents, threads ?? Environment.ProcessorCount, cancellation))
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

    // A few groups a thread are under way or wait to be taken: memory stays bounded, and the order is that of the indices.
    private static IEnumerable<ArchitectureRecord[]> Groups(
        SyntheticSpace space, long seed, Range architectures, TableContents contents, int threads, CancellationToken cancellation)
    {
        var underWay = new Queue<Task<ArchitectureRecord[]>>(threads * GroupsAhead);
        int next = architectures.Start.Value, stop = architectures.End.Value;
        while (next < stop || underWay.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            while (next < stop && underWay.Count < threads * GroupsAhead)
            {
                int first = next;
                next = Math.Min(stop, first + GroupSize);
                int end = next;
                underWay.Enqueue(Task.Run(() => Group(space, seed, first, end, contents), cancellation));
            }
            yield return underWay.Dequeue().GetAwaiter().GetResult();
        }
    }

    private static ArchitectureRecord[] Group(SyntheticSpace space, long seed, int first, int end, TableContents contents)
    {
        var group = new ArchitectureRecord[end - first];
        for (int index = first; index < end; index++)
            group[index - first] = space.CreateRecord(index, seed, contents);
        return group;
    }
}
