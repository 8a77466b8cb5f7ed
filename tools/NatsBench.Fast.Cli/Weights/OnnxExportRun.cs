using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>Writes the networks of a source as models, into one file or into a folder.</summary>
/// <param name="source">The networks.</param>
/// <param name="side">Rows and columns of an image; null for those of each network's dataset.</param>
internal sealed class OnnxExportRun(NetworkSource source, int? side)
{
    private const string Suffix = ".onnx";

    /// <summary>Whether batch normalisations are folded.</summary>
    public bool Fold { get; init; } = true;

    /// <summary>Whether models compute in float16.</summary>
    public bool Half { get; init; }

    /// <summary>Whether they take pixels.</summary>
    public bool WithPreprocessing { get; init; }

    /// <summary>Whether they give NASWOT's kernel.</summary>
    public bool WithKernel { get; init; }

    /// <summary>What was written.</summary>
    /// <param name="Files">Names of the models, in order.</param>
    /// <param name="AlreadyThere">Models that were there.</param>
    /// <param name="Bytes">Bytes of those that were written.</param>
    /// <param name="Without">Architectures without such a network, ascending.</param>
    internal sealed record Report(IReadOnlyList<string> Files, int AlreadyThere, long Bytes, IReadOnlyList<int> Without);

    /// <summary>Writes the one network that is chosen; an existing file is replaced.</summary>
    public Report ToFile(string path)
    {
        if (source.Architectures.Count != 1)
            throw Several(path, $"{source.Architectures.Count} architectures are chosen");
        PathKind.RefuseToReplace(path, source.Path);
        return source.Of(source.Architectures[0]) switch
        {
            [] => throw new NatsBenchException($"{source.Path}: no weights of {source.Choice}{source.Others(source.Architectures[0])}"),
            [var network] => new Report([Path.GetFileName(path)], AlreadyThere: 0, Write(path, network), Without: []),
            var networks => throw Several(path, $"there are {string.Join(", ", networks.Take(8).Select(network => network.Name))}{(networks.Count > 8 ? ", …" : "")}"),
        };
    }

    /// <summary>Writes each network as a file of its own, on many threads. One that is there is left, so that what was stopped goes on.</summary>
    public Report ToFolder(string folder, bool isForced, int threads, IProgress<double> progress, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{folder}: cannot be written ({e.Message.TrimEnd('.')}); choose another place", e);
        }
        ConcurrentBag<string> files = [];
        ConcurrentBag<int> without = [];
        int done = 0, alreadyThere = 0;
        long bytes = 0;
        try
        {
            Parallel.ForEach(
                Partitioner.Create(source.Architectures, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, One);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return files.IsEmpty && alreadyThere == 0
            ? throw new NatsBenchException($"{source.Path}: no weights of {source.Choice}; 'natsbench weights list' tells which there are")
            : new Report([.. files.Order(StringComparer.Ordinal)], alreadyThere, bytes, [.. without.Order()]);

        void One(int architecture)
        {
            // Where names are known beforehand and all are there, nothing is read.
            if (!isForced && source.Names(architecture) is { } names && names.All(name => File.Exists(FileOf(folder, name))))
                Interlocked.Add(ref alreadyThere, names.Count);
            else
            {
                IReadOnlyList<ChosenNetwork> networks = source.Of(architecture);
                if (networks.Count == 0)
                    without.Add(architecture);
                foreach (ChosenNetwork network in networks)
                {
                    cancellation.ThrowIfCancellationRequested();
                    string path = FileOf(folder, network.Name);
                    if (!isForced && File.Exists(path))
                    {
                        Interlocked.Increment(ref alreadyThere);
                        continue;
                    }
                    Interlocked.Add(ref bytes, Write(path, network));
                    files.Add(Path.GetFileName(path));
                }
            }
            progress.Report((double)Interlocked.Increment(ref done) / source.Architectures.Count);
        }
    }

    private long Write(string path, ChosenNetwork network)
    {
        OnnxOptions options = new()
        {
            ImageSide = side ?? SideOf(network),
            FoldBatchNorm = Fold,
            Half = Half,
            Preprocessing = WithPreprocessing ? ImagesOf(network) : null,
            WithKernel = WithKernel,
        };
        OnnxLabels labels = new()
        {
            Architecture = network.Text,
            Dataset = network.Dataset,
            Setting = network.Setting,
            Seed = network.Seed,
            Weights = network.Weights,
        };
        var trained = network.Load();
        try
        {
            return OnnxFile.Write(path, trained, options, labels);
        }
        catch (NatsBenchException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new NatsBenchException($"{source.Path}: {network.Name}: {e.Message}", e);
        }
    }

    // What differs by what was asked for has another name: a folder may hold several kinds of models of one network.
    private string FileOf(string folder, string name)
    {
        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            throw new NatsBenchException($"{name}: its names do not go into the name of a file; name one with -o FILE.onnx");
        string kind = (Fold ? "" : "-plain") + (Half ? "-half" : "") + (WithPreprocessing ? "-pixels" : "") + (WithKernel ? "-kernel" : "");
        return Path.Combine(folder, $"{name}{kind}{(side is { } given ? $"-{given}x{given}" : "")}{Suffix}");
    }

    private static int SideOf(ChosenNetwork network) => network.Dataset is { } dataset && ImageStatistics.TryGet(dataset, out ImageStatistics? images)
        ? images.Side : throw new NatsBenchException($"{network.Name}: the size of its images is not known; give it with --image-side");

    private static ImageStatistics ImagesOf(ChosenNetwork network) => network.Dataset is { } dataset
        ? ImageStatistics.Of(dataset) : throw new NatsBenchException($"{network.Name}: how its images are normalised is not known; name the dataset with --dataset");

    private static NatsBenchException Several(string path, string what) =>
        new($"{path}: a file holds one network, and {what}; choose one with --arch, --hp, --dataset and --seed, or name a folder");
}
