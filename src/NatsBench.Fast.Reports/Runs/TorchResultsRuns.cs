using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>
/// <c>results.pth</c> of the official scripts (<c>exps/NATS-algos</c>), in PyTorch's zip form or the one before 1.6: a dict of trials, each with
/// <c>all_archs</c>, the index of the best so far after each evaluation, and <c>all_total_times</c>, the simulated clock. No code is run.
/// </summary>
public static partial class TorchResultsRuns
{
    private const string ArchitecturesKey = "all_archs";
    private const string TimesKey = "all_total_times";

    // Of a zip entry: 500 runs of BOHB have 20 MB.
    private const long MostBytes = 1L << 30;

    /// <summary>
    /// Reads them. Dataset, budget and algorithm are those of the folders that the scripts write into, such as <c>cifar10-T20000/R-EA-SS3</c>,
    /// unless they are given.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="import">What it does not say.</param>
    /// <exception cref="NatsBenchException">It cannot be read, or holds something else.</exception>
    public static RunSet Read(string path, RunImport import)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(import);
        PathKind.RefuseToRead(path);
        RunLog log = new(path, WithPlace(path, import));
        PickleValue top = Open(path);
        if (top.Kind != PickleKind.Dict)
            throw Wrong(path, $"it holds {top}, not a dict of trials");
        long line = 0;
        foreach (PickleDict.Entry trial in top.AsDict.Entries)
        {
            if (trial.Key.Kind is not (PickleKind.Int or PickleKind.String) || trial.Value.Kind != PickleKind.Dict
                || !trial.Value.AsDict.TryGet(ArchitecturesKey, out PickleValue archs) || !trial.Value.AsDict.TryGet(TimesKey, out PickleValue times)
                || !archs.TryGetItems(out ReadOnlySpan<PickleValue> architectures) || !times.TryGetItems(out ReadOnlySpan<PickleValue> clocks))
                throw Wrong(path, $"trial {trial.Key} has no lists '{ArchitecturesKey}' and '{TimesKey}'");
            if (architectures.Length != clocks.Length)
                throw Wrong(path, $"trial {trial.Key} has {architectures.Length} architectures and {clocks.Length} times");
            string name = trial.Key.Kind == PickleKind.Int ? trial.Key.AsInt.ToString(CultureInfo.InvariantCulture) : trial.Key.AsString;
            for (int step = 0; step < architectures.Length; step++)
                log.Add(new LogRow(
                    LogRun.Unnamed, name, Time(path, trial.Key, clocks[step]), step, Architecture(log, path, trial.Key, architectures[step], ++line), double.NaN, -1, double.NaN,
                    double.NaN, line));
        }
        return log.ToRuns(RunFormat.TorchResults, RunClock.Simulated);
    }

    private static int Architecture(RunLog log, string path, in PickleValue trial, in PickleValue value, long line) => value.Kind switch
    {
        PickleKind.Int when value.AsInt is >= 0 and < int.MaxValue => log.IndexOf(value.AsInt.ToString(CultureInfo.InvariantCulture), line),
        PickleKind.String => log.IndexOf(value.AsString, line),
        _ => throw Wrong(path, $"trial {trial} has {value} for an architecture"),
    };

    private static double Time(string path, in PickleValue trial, in PickleValue value) => value.Kind switch
    {
        PickleKind.Float when double.IsFinite(value.AsFloat) => value.AsFloat,
        PickleKind.Int => value.AsInt,
        _ => throw Wrong(path, $"trial {trial} has {value} for a time"),
    };

    private static PickleValue Open(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] start = new byte[4];
            int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            file.Position = 0;
            return start.AsSpan(0, read).SequenceEqual("PK\x03\x04"u8) ? OpenZip(path, file) : OpenLegacy(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({Printable.Of(e.Message.ReplaceLineEndings(" "))})", e);
        }
    }

    private static PickleValue OpenZip(string path, FileStream file)
    {
        using ZipArchive zip = new(file, ZipArchiveMode.Read);
        ZipArchiveEntry entry = zip.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
            ?? throw Wrong(path, "it is a zip archive without data.pkl");
        if (entry.Length > MostBytes)
            throw Wrong(path, $"its pickle has {entry.Length} bytes");
        byte[] pickle = entry.ReadChecked();
        return Machine().Read(new PickleInput(pickle, pickle.Length, path));
    }

    // A mark, a version and the machine come before, each a pickle of its own.
    private static PickleValue OpenLegacy(string path, FileStream file)
    {
        PickleInput input = new(file, path);
        PickleValue first = Machine().Read(input);
        if (first.Kind == PickleKind.Dict)
            return first;
        if (first.Kind != PickleKind.BigInt)
            throw Wrong(path, $"it begins with {first}, not with PyTorch's mark");
        _ = Machine().Read(input);
        _ = Machine().Read(input);
        return Machine().Read(input);
    }

    private static PickleMachine Machine() => new(new StringTable());

    private static NatsBenchException Wrong(string path, string what) => new($"{path}: no results.pth of the official scripts: {what}");

    private static RunImport WithPlace(string path, RunImport import)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        Match place = Place().Match(Path.GetFileName(Path.GetDirectoryName(folder)) ?? "");
        return import with
        {
            Algorithm = import.Algorithm ?? (place.Success ? Path.GetFileName(folder) : null),
            Dataset = import.Dataset ?? (place.Success ? new Dataset(place.Groups["dataset"].Value) : null),
            Budget = import.Budget ?? (place.Success && double.TryParse(place.Groups["seconds"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out double seconds)
                && seconds > 0 ? Budget.OfSeconds(seconds) : null),
        };
    }

    [GeneratedRegex(@"^(?<dataset>cifar10|cifar100|ImageNet16-120)(-T(?<seconds>\d{1,9})(-FULL)?)?$")]
    private static partial Regex Place();
}
