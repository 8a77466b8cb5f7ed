using System.Globalization;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Tables.Keys;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>What the words of a command line mean for a benchmark; one that means nothing is refused, with those that do.</summary>
internal static class Choices
{
    private const string StandardInput = "-";

    /// <summary>The architecture that an index or a text names.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static int Architecture(NatsBenchmark bench, string indexOrText)
    {
        if (indexOrText.Length == 0)
            throw new RefusedException(Refusal.ValueError, "an architecture is empty; give an index or a text");
        if (bench.TryIndexOf(indexOrText, out int index))
            return index;
        if (ModuleGraph.IsText(indexOrText))
            return bench.IndexOf(ModuleGraph.Parse(indexOrText));
        // Tuples, codes and columns of other tables; six digits of 0 to 4 are codes before they are a number.
        if (indexOrText[0] is '(' or '[' or 'O' || indexOrText.Length == TopologyCell.EdgeCount)
        {
            if (new ArchitectureKeys(bench).TryFind(indexOrText, out index))
                return index;
        }
        if (Numbers.Read(indexOrText, out index) is not { } fault)
        {
            _ = bench.Architecture(index);
            return index;
        }
        if (indexOrText.Contains(',') && indexOrText[0] is not ('(' or '[' or 'O'))
            throw new RefusedException(Refusal.ValueError, $"'{indexOrText}' is no architecture; separate several by spaces, and nothing in a number");
        if (double.TryParse(indexOrText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            throw new RefusedException(Refusal.ValueError, $"architecture {indexOrText} is outside 0..{bench.Count - 1}");
        if (char.IsAsciiDigit(indexOrText[0]) && !indexOrText.Contains(':'))
            throw new RefusedException(Refusal.ValueError, $"{fault}, and no architecture's text (such as '{bench.Architecture(0)}')");
        return bench.IndexOf(indexOrText);
    }

    /// <summary>The architectures that indices or texts name; <c>-</c> stands for the lines of the standard input.</summary>
    /// <exception cref="RefusedException">There is none of a name.</exception>
    public static List<int> Architectures(NatsBenchmark bench, IEnumerable<string> words)
    {
        List<int> indices = [];
        foreach (string word in words)
            if (word == StandardInput)
                indices.AddRange(StandardStreams.ReadLines().Select(line => Architecture(bench, line)));
            else
                indices.Add(Architecture(bench, word));
        return indices.Count > 0 ? indices : throw new NatsBenchException("no architecture was named: the standard input was empty");
    }

    /// <summary>The dataset of a name.</summary>
    /// <exception cref="RefusedException">The file has no run on it.</exception>
    public static Dataset Dataset(NatsBenchmark bench, string name)
    {
        IEnumerable<string> names = bench.Datasets.Select(dataset => dataset.Name);
        return names.Contains(name) ? new Dataset(name) : throw new RefusedException(
            Refusal.KeyError, $"{bench.Path}: no dataset '{name}'; the file has {string.Join(", ", names)}{Nearest.Hint(name, names)}");
    }

    /// <summary>The setting that was named, or the full training of the space.</summary>
    /// <exception cref="RefusedException">No record of the file has it.</exception>
    public static TrainingSetting Setting(NatsBenchmark bench, string? key)
    {
        TrainingSetting setting = key is null ? bench.Space.FullTraining() : new TrainingSetting(key);
        IReadOnlyList<TrainingSetting> settings = bench.Settings;
        if (settings.Contains(setting))
            return setting;
        IEnumerable<string> keys = settings.Select(one => one.Key);
        string hint = keys.FirstOrDefault(one => one.TrimStart('0') == setting.Key.TrimStart('0')) is { } same ? $"; did you mean '{same}'?" : "";
        throw new RefusedException(
            Refusal.KeyError,
            $"{bench.Path}: no setting '{setting}'{(key is null ? ", the full training" : "")}; the file has {string.Join(", ", keys)} (--hp names one){hint}");
    }

    /// <summary>The quantity of a name.</summary>
    /// <exception cref="NatsBenchException">There is none; the message begins with the option.</exception>
    public static Quantity Quantity(string name, string option)
    {
        try
        {
            return Search.Oracle.Quantity.Named(name);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{option}: {e.Message}", e);
        }
    }

    /// <summary>Names the setting, and says so where nobody chose it.</summary>
    public static string Describe(TrainingSetting setting, string? key) =>
        key is null ? $"setting {setting} (the full training; --hp chooses another)" : $"setting {setting}";
}
