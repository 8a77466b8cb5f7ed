using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>The networks that a command line names. Any number of threads may ask at once.</summary>
internal abstract class NetworkSource : IDisposable
{
    /// <summary>Names the source in messages.</summary>
    public abstract string Path { get; }

    /// <summary>The architectures that are asked for, ascending; of some there may be no network.</summary>
    public abstract IReadOnlyList<int> Architectures { get; }

    /// <summary>What was asked for, in messages.</summary>
    public abstract string Choice { get; }

    /// <summary>The networks of an architecture; of an archive, its record is read.</summary>
    public abstract IReadOnlyList<ChosenNetwork> Of(int architecture);

    /// <summary>The names of all networks of an architecture where they are known without reading anything, else null.</summary>
    public virtual IReadOnlyList<string>? Names(int architecture) => null;

    /// <summary>Which networks there are of an architecture of which none was asked for, as the rest of a message; empty where there is none.</summary>
    public virtual string Others(int architecture) => "";

    public virtual void Dispose() { }

    /// <summary>The name of a training, for messages and files.</summary>
    protected static string Name(TrainingKey training) =>
        string.Create(CultureInfo.InvariantCulture, $"{training.Architecture:D6}-{training.Setting}-{training.Dataset}-{training.Seed}");

    /// <summary>The name of a file or directory, without the folders that it is in.</summary>
    protected static string LastPart(string path) => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));

    /// <summary>Puts weights into the network of an architecture; what is wrong with either names where they are from.</summary>
    protected static TrainedNetwork Load(string text, Dataset? dataset, TensorSet tensors, string where)
    {
        try
        {
            return CellNetworks.Of(text, Classes(dataset, tensors)).LoadState(tensors);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{where}: {e.Message}", e);
        }
    }

    // Third parties' datasets have as many classes as their classifier says.
    private static int Classes(Dataset? dataset, TensorSet tensors) =>
        dataset is { } known && ImageStatistics.TryGet(known, out ImageStatistics? images) ? images.Classes
        : tensors["classifier.bias"].Shape is [var classes] ? classes
        : throw new NatsBenchException($"{tensors["classifier.bias"]} tells no number of classes; take the weights of another training");
}
