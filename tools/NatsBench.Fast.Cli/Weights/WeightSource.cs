using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>Trained networks wherever they are: in a full archive (directory, tar, record) or in a weight store.</summary>
internal abstract class WeightSource : IDisposable
{
    /// <summary>Names it in messages.</summary>
    public abstract string Path { get; }

    /// <summary>The architectures that it has, ascending; whether those of an archive have weights, only reading them tells.</summary>
    public abstract IReadOnlyList<int> Architectures { get; }

    /// <summary>Opens an archive or a store, and says where the index of a tar file could not be kept.</summary>
    /// <param name="path">The archive or the store.</param>
    /// <param name="cancellation">Ends the reading of a tar file's headers.</param>
    public static WeightSource Open(string path, CancellationToken cancellation) => WeightStore.IsAt(path) ? new OfStore(WeightStore.Open(path)) : new OfArchive(OpenArchive(path, cancellation));

    /// <summary>Opens an archive, with a bar while the headers of a tar file are read for the first time.</summary>
    public static WeightArchive OpenArchive(string path, CancellationToken cancellation)
    {
        WeightArchive archive = ProgressDisplay.Run("indexing", progress => WeightArchive.Open(path, new() { Indexing = progress, Cancellation = cancellation }));
        if (archive.Note is { } note)
            Failure.Say(note);
        return archive;
    }

    /// <summary>The networks of an architecture.</summary>
    public abstract Networks Of(int architecture);

    public virtual void Dispose() { }

    /// <summary>The networks of one architecture.</summary>
    /// <param name="Text">The architecture's text.</param>
    /// <param name="Trainings">The trainings that have weights.</param>
    /// <param name="Read">Reads the tensors of one.</param>
    internal sealed record Networks(Func<string> Text, IReadOnlyList<TrainingKey> Trainings, Func<TrainingKey, TensorSet> Read);

    private sealed class OfArchive(WeightArchive archive) : WeightSource
    {
        public override string Path => archive.ToString();

        public override IReadOnlyList<int> Architectures { get; } = archive.Architectures;

        public override Networks Of(int architecture)
        {
            ArchitectureWeights record = archive.Record(architecture);
            return new(() => record.Text, record.WithWeights, training => record.Read(training)[0]);
        }
    }

    private sealed class OfStore(WeightStore store) : WeightSource
    {
        private readonly ILookup<int, TrainingKey> _trainings = store.Trainings.ToLookup(training => training.Architecture);

        public override string Path => store.Path;

        public override IReadOnlyList<int> Architectures { get; } = [.. store.Trainings.Select(training => training.Architecture).Distinct()];

        public override Networks Of(int architecture) => new(() => store.Architecture(architecture), [.. _trainings[architecture]], store.Get);

        public override void Dispose()
        {
            store.Dispose();
            base.Dispose();
        }
    }
}
