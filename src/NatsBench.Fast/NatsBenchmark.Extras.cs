using NatsBench.Fast.Internals;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Views;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    private readonly Lazy<OrderedDictionary<string, ExtraColumn>> _extras;

    /// <summary>
    /// The extra columns, numbers of architectures that the archive does not have: those in the file, then those of the files
    /// <c>FILE.natsb.d/*.natsbx</c> beside it, in the order of their names. Looked for when they are first asked for.
    /// </summary>
    /// <exception cref="NatsBenchException">A file beside cannot be read, is about other architectures, or two columns have one name.</exception>
    /// <exception cref="DamagedFileException">One is not what was written.</exception>
    public IReadOnlyList<ExtraColumn> Extras => _extras.Value.Values;

    /// <summary>An extra column by its name.</summary>
    /// <param name="name">The name, such as <c>help.pixel2.latency</c>.</param>
    /// <exception cref="RefusedException">There is none; the message says which there are.</exception>
    /// <exception cref="NatsBenchException">A file beside cannot be read, is about other architectures, or two columns have one name.</exception>
    public ExtraColumn Extra(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        OrderedDictionary<string, ExtraColumn> extras = _extras.Value;
        return extras.TryGetValue(name, out ExtraColumn? column) ? column : throw new RefusedException(
            Refusal.KeyError,
            extras.Count == 0
                ? $"{Path}: has no extra columns, and so no '{name}'; 'natsbench attach' adds some"
                : $"{Path}: has no extra column '{name}'; there are {string.Join(", ", extras.Keys.Take(8))}{(extras.Count > 8 ? $" and {extras.Count - 8} more" : "")}{Nearest.Hint(name, extras.Keys)}");
    }

    /// <summary>The regular expression (ECMA-262) that names of extra columns match; they have 128 characters at most.</summary>
    public static string ExtraNamePattern => ExtraJson.NamePattern;

    /// <summary>True for what may be a name of an extra column, whether there is one or not.</summary>
    /// <param name="name">Any text.</param>
    public static bool IsExtraName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ExtraJson.IsName(name);
    }

    private OrderedDictionary<string, ExtraColumn> ReadExtras()
    {
        OrderedDictionary<string, ExtraColumn> extras = [];
        foreach (ExtraEntry entry in _file.Extras.Entries.Values)
            extras.Add(entry.Name, new ExtraColumn(entry, entry.Describe(_file.Architectures, Path)));
        return extras;
    }
}
