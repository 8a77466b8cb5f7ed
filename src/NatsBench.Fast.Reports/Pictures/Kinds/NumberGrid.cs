using System.Globalization;
using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Pictures.Kinds;

/// <summary>A heat map with its numbers, such as a matrix of correlations: the nearer to 1 in size, the fuller the cell; negative ones in another colour.</summary>
public static class NumberGrid
{
    // Numbers stay legible on what is fullest.
    private const double Fullest = 0.5;

    /// <summary>The picture.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="rows">Names of the rows, from the top down.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="values">Values between -1 and 1, row by row; NaN where there is none.</param>
    /// <param name="format">How numbers are written.</param>
    public static Picture Of(
        string name, string title, IReadOnlyList<string> rows, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<double>> values, string format = "0.00")
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        List<Layer> layers = [];
        List<string> words = [];
        for (int row = 0; row < rows.Count; row++)
        {
            words.Add($"{rows[row]}: {string.Join(", ", values[row].Select(Text))}");
            for (int column = 0; column < columns.Count; column++)
            {
                (double value, double y) = (values[row][column], rows.Count - 1 - row);
                if (double.IsFinite(value))
                    layers.Add(AreaLayer.Rectangle(Ink.Series(value < 0 ? 1 : 0), column - 0.5, column + 0.5, y - 0.5, y + 0.5) with
                    {
                        Opacity = Fullest * double.Min(1, Math.Abs(value)),
                    });
                layers.Add(new NoteLayer(Ink.Text, (column, y), Text(value)));
            }
        }
        return new Picture(
            name, title, $"Heat map with numbers; columns {string.Join(", ", columns)}. {string.Join("; ", words)}.",
            new PictureAxis("") { Names = columns }, new PictureAxis("") { Names = [.. rows.Reverse()] }, layers)
        {
            PlotHeight = 60 + (38 * rows.Count),
        };

        string Text(double value) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−') : "—";
    }
}
