using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Evaluations;

/// <summary>Trained networks wherever they are: in a full archive, whose records have the table's numbers as well, or in a weight store.</summary>
public abstract class TrainedNetworks
{
    private protected TrainedNetworks()
    {
    }

    /// <summary>The architectures, ascending; whether those of an archive have weights, only reading them tells.</summary>
    public abstract IReadOnlyList<int> Architectures { get; }

    /// <summary>Name of the archive or store, without its folder.</summary>
    internal abstract string Name { get; }

    /// <summary>Those of an archive.</summary>
    public static TrainedNetworks Of(WeightArchive archive) => new OfArchive(archive);

    /// <summary>Those of a store, which stays the caller's to close.</summary>
    public static TrainedNetworks Of(WeightStore store) => new OfStore(store);

    /// <summary>The networks of an architecture.</summary>
    internal abstract Networks Get(int architecture);

    /// <summary>Refuses trainings that are not there, saying what is there instead.</summary>
    internal abstract void Require(int architecture, Dataset dataset, long? seed, TrainingSetting setting);

    /// <summary>The networks of one architecture.</summary>
    /// <param name="Architecture">The architecture's text.</param>
    /// <param name="Source">What messages call the place.</param>
    /// <param name="Trainings">The trainings that have weights.</param>
    /// <param name="Read">Reads the tensors of one.</param>
    /// <param name="Numbers">What the table holds; null where it is not there.</param>
    internal sealed record Networks(
        string Architecture, string Source, IReadOnlyList<TrainingKey> Trainings, Func<TrainingKey, TensorSet> Read, ArchitectureRecord? Numbers);

    private sealed class OfArchive(WeightArchive archive) : TrainedNetworks
    {
        public override IReadOnlyList<int> Architectures => archive.Architectures;

        internal override string Name => archive.Name;

        internal override Networks Get(int architecture)
        {
            ArchitectureWeights weights = archive.Record(architecture);
            ArchitectureRecord record = weights.Numbers();
            return new(record.Architecture, weights.Source, weights.WithWeights, training => weights.Read(training)[0], record);
        }

        internal override void Require(int architecture, Dataset dataset, long? seed, TrainingSetting setting) => archive.GetNetParam(architecture, dataset, seed, setting);
    }

    private sealed class OfStore(WeightStore store) : TrainedNetworks
    {
        public override IReadOnlyList<int> Architectures { get; } = [.. store.Trainings.Select(training => training.Architecture).Distinct()];

        internal override string Name => Path.GetFileName(store.Path);

        internal override Networks Get(int architecture) => new(
            store.Architecture(architecture), store.Path, [.. store.Trainings.Where(training => training.Architecture == architecture)], store.Get, Numbers: null);

        internal override void Require(int architecture, Dataset dataset, long? seed, TrainingSetting setting) => store.GetNetParam(architecture, dataset, seed, setting);
    }
}
