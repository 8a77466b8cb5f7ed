using System.Globalization;

namespace NatsBench.Fast.Tables.Grids;

/// <summary>A column of a table that says nothing of itself but its name: texts, or numbers.</summary>
internal sealed class GridColumn
{
    // What writers of tables put where there is nothing.
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase) { "", "nan", "na", "n/a", "none", "null", "-" };

    private static readonly Dictionary<string, double> Infinities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["inf"] = double.PositiveInfinity,
        ["infinity"] = double.PositiveInfinity,
        ["-inf"] = double.NegativeInfinity,
        ["-infinity"] = double.NegativeInfinity,
    };

    public GridColumn(string name, string?[] texts) => (Name, Texts, Numbers) = (name, texts, Parse(texts));

    public GridColumn(string name, double[] numbers) => (Name, Numbers) = (name, numbers);

    public string Name { get; }

    /// <summary>The texts; null where the file itself holds numbers.</summary>
    public string?[]? Texts { get; }

    /// <summary>The numbers, NaN where there is none; null where some text is no number.</summary>
    public double[]? Numbers { get; }

    public int Count => Texts?.Length ?? Numbers!.Length;

    /// <summary>A cell as a text; numbers as they are read back.</summary>
    public string TextAt(int row) => Texts is not null ? Texts[row] ?? "" : Numbers![row].ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Two columns of texts such as <c>86.4 ± 0.3</c>: means and deviations; null for anything else.</summary>
    public (GridColumn Mean, GridColumn Deviation)? TrySplitDeviations()
    {
        if (Texts is null || Numbers is not null || !Array.Exists(Texts, text => text?.Contains('±', StringComparison.Ordinal) == true))
            return null;
        string?[] means = new string?[Texts.Length], deviations = new string?[Texts.Length];
        for (int row = 0; row < Texts.Length; row++)
        {
            string[] parts = (Texts[row] ?? "").Split('±', StringSplitOptions.TrimEntries);
            (means[row], deviations[row]) = (parts[0], parts.Length > 1 ? parts[1] : "");
            if (parts.Length > 2)
                return null;
        }
        GridColumn mean = new(Name, means), deviation = new($"{Name}_std", deviations);
        return mean.Numbers is null || deviation.Numbers is null ? null : (mean, deviation);
    }

    private static double[]? Parse(string?[] texts)
    {
        double[] numbers = new double[texts.Length];
        for (int row = 0; row < texts.Length; row++)
        {
            string text = texts[row]?.Trim() ?? "";
            if (Nothing.Contains(text))
                numbers[row] = double.NaN;
            else if (Infinities.TryGetValue(text, out double infinity))
                numbers[row] = infinity;
            else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row]))
                return null;
        }
        return numbers;
    }
}
