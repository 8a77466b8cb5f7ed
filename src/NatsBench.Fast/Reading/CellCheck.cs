using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>Checks the cells of a column against the rest of its file.</summary>
/// <param name="source">The column, for what is said about it.</param>
/// <param name="cells">All cells.</param>
/// <param name="states">Their states; empty when all are numbers.</param>
/// <exception cref="DamagedFileException">They cannot be.</exception>
internal delegate void CellCheck<T>(ColumnSource source, ReadOnlySpan<T> cells, ReadOnlySpan<CellState> states);
