using NatsBench.Fast.Internals;
using nietras.SeparatedValues;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>Rows of a CSV with a header, by RFC 4180; commas, semicolons or tabs, as the header has them.</summary>
internal static class CsvFile
{
    /// <summary>Reads a file row by row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Is given the header, and answers with what takes each row: the text of a column, and the row's line.</param>
    /// <exception cref="NatsBenchException">It is no CSV, or cannot be read.</exception>
    public static void Read(string path, Func<IReadOnlyList<string>, Action<Func<int, string>, long>> start)
    {
        PathKind.RefuseToRead(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            Read(path, file, start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
    }

    /// <inheritdoc cref="Read(string, Func{IReadOnlyList{string}, Action{Func{int, string}, long}})"/>
    public static void Read(string path, Stream stream, Func<IReadOnlyList<string>, Action<Func<int, string>, long>> start)
    {
        try
        {
            using SepReader reader = Sep.Reader(options => options with { Unescape = true }).From(stream);
            Action<Func<int, string>, long>? take = start(reader.Header.ColNames);
            foreach (SepReader.Row row in reader)
            {
                // The row is a ref struct: its texts are taken out before others see them.
                string[] cells = new string[row.ColCount];
                for (int column = 0; column < cells.Length; column++)
                    cells[column] = row[column].ToString();
                take(column => cells[column], row.LineNumberFrom);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or NotSupportedException or FormatException)
        {
            throw new NatsBenchException($"{path}: is no CSV ({Printable.Of(e.Message.ReplaceLineEndings(" "))})", e);
        }
    }
}
