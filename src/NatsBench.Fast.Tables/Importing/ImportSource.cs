using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Readers;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>A file or folder that is to be imported; what it takes to know it is read once.</summary>
internal sealed class ImportSource
{
    // A look at the first bytes tells the kind.
    private const int StartBytes = 4096;

    private readonly Lazy<SourceFile> _file;
    private readonly Lazy<PickleValue> _pickle;

    /// <exception cref="NatsBenchException">There is none, or it cannot be read.</exception>
    public ImportSource(string path, string? dataset)
    {
        Path = path;
        Dataset = dataset;
        IsFolder = Directory.Exists(path);
        _file = new(() => SourceFile.Read(path));
        _pickle = new(ReadPickle);
        if (!IsFolder)
            Start = ReadStart(path);
    }

    public string Path { get; }

    /// <summary>Its name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)));

    public bool IsFolder { get; }

    /// <summary>The dataset that the caller names; null for what the source says.</summary>
    public string? Dataset { get; }

    /// <summary>The first bytes of a file.</summary>
    public byte[] Start { get; } = [];

    /// <summary>The whole of a file.</summary>
    public SourceFile File => _file.Value;

    /// <summary>The pickle in a file; of one that is none a value of kind None.</summary>
    public PickleValue Pickle => !IsFolder && Start is [0x80, >= 2 and <= 5, ..] or [(byte)'(', (byte)'d', ..] ? _pickle.Value : default;

    /// <summary>What is wrong with it.</summary>
    public NatsBenchException Fault(string what) => new($"{Path}: {what}");

    /// <summary>The dataset that the caller or the file's name says.</summary>
    /// <param name="ofCifar10">The dataset that the source means by CIFAR-10.</param>
    /// <exception cref="NatsBenchException">Neither does.</exception>
    public string DatasetOr(string ofCifar10) => Dataset ?? (
        Has("cifar10-valid") ? Model.Dataset.Cifar10Valid.Name
        : Has("cifar100") ? Model.Dataset.Cifar100.Name
        : Has("imagenet") ? Model.Dataset.ImageNet16120.Name
        : Has("cifar10") ? ofCifar10
        : throw Fault("does not name its dataset, as cifar100 in its name would; --dataset says it"));

    private PickleValue ReadPickle()
    {
        try
        {
            return PickleFile.Read(File);
        }
        catch (PickleException e) when (PickleFile.DataFrameFault(e) is { } fault)
        {
            throw Fault(fault);
        }
    }

    private bool Has(string word) => Name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static byte[] ReadStart(string path)
    {
        PathKind.RefuseToRead(path);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            byte[] start = new byte[StartBytes];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }
}
