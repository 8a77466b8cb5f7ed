using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Reads one layout.</summary>
internal interface ITableReader
{
    /// <summary>The word of the command line.</summary>
    string Format { get; }

    /// <summary>Whether a file is of this layout, told by its content.</summary>
    bool Knows(SourceFile file);

    /// <summary>Reads the file.</summary>
    /// <exception cref="NatsBenchException">It is not whole, or not as the layout says.</exception>
    IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options);
}
