using System.Globalization;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>Which column of a file of runs means what, by its name.</summary>
internal sealed class LogColumns
{
    private static readonly string[] TrialNames = ["trial", "run", "seed", "repeat"];
    private static readonly string[] ArchitectureNames = ["architecture", "arch", "arch_index", "arch_str", "index", "genotype"];

    // Without a table only indices mean anything.
    private static readonly string[] IndicesFirst = ["arch_index", "architecture", "arch", "arch_str", "index", "genotype"];
    private static readonly string[] ClockNames = ["clock", "time", "seconds", "total_time"];
    private static readonly string[] StepNames = ["step", "evaluation", "iteration"];

    private readonly string _source;
    private readonly IReadOnlyList<string> _header;
    private readonly Dictionary<(string, string, string), LogRun> _runs = [];
    private readonly int _trial, _architecture, _clock, _step, _reward, _incumbent, _valid, _test, _algorithm, _parameters, _dataset;

    /// <exception cref="NatsBenchException">A column is missing, or two mean the same.</exception>
    public LogColumns(string source, IReadOnlyList<string> header, bool hasTable)
    {
        (_source, _header) = (source, header);
        _trial = Required("the trial", TrialNames);
        _architecture = Required("the architecture", hasTable ? ArchitectureNames : IndicesFirst);
        _clock = Find(ClockNames);
        _step = Find(StepNames);
        _reward = Find("reward");
        _incumbent = Find("incumbent", "best");
        _valid = Find("valid");
        _test = Find("test");
        _algorithm = Find("algorithm", "method", "optimizer");
        _parameters = Find("parameters");
        _dataset = Find("search_dataset", "dataset");
    }

    /// <summary>The columns that rows are read from.</summary>
    public IEnumerable<int> Used =>
        ((int[])[_trial, _architecture, _clock, _step, _reward, _incumbent, _valid, _test, _algorithm, _parameters, _dataset]).Where(column => column >= 0);

    /// <summary>Reads a row.</summary>
    /// <param name="cell">The text of a column.</param>
    /// <param name="line">Its number, for messages.</param>
    /// <param name="log">Finds architectures.</param>
    /// <exception cref="NatsBenchException">A cell is not what its column holds.</exception>
    public LogRow Read(Func<int, string> cell, long line, RunLog log)
    {
        string trial = Text(_trial);
        if (trial.Length == 0)
            throw Wrong(_trial, "", "a trial");
        (string, string, string) name = (Text(_algorithm), Text(_parameters), Text(_dataset));
        if (!_runs.TryGetValue(name, out LogRun? run))
            _runs.Add(name, run = new LogRun(name.Item1, name.Item2, name.Item3));
        return new LogRow(
            run, trial, Number(_clock), Step(), log.IndexOf(Text(_architecture), line), Number(_reward),
            Text(_incumbent) is { Length: > 0 } incumbent ? log.IndexOf(incumbent, line) : -1, Number(_valid), Number(_test), line);

        string Text(int column) => column < 0 ? "" : cell(column).Trim();

        double Number(int column) => Text(column) is not { Length: > 0 } text ? double.NaN
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : text.Equals("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN
            : throw Wrong(column, text, "a number");

        long Step() => _step < 0 ? -1
            : long.TryParse(Text(_step), NumberStyles.None, CultureInfo.InvariantCulture, out long step) && step < int.MaxValue ? step
            : throw Wrong(_step, Text(_step), "a whole number of 0 or more");

        NatsBenchException Wrong(int column, string text, string wanted) =>
            new($"{_source}, row {line}, column '{Printable.Of(_header[column])}': '{Printable.Of(text)}' is not {wanted}");
    }

    private int Required(string what, string[] names) => Find(names) is >= 0 and var found ? found : throw new NatsBenchException(
        $"{_source}: no column for {what}: it is called {string.Join(" or ", names.Select(name => $"'{name}'"))}; there are {string.Join(", ", _header.Select(name => $"'{Printable.Of(name)}'"))}");

    private int Find(params string[] names)
    {
        int[] found = [.. Enumerable.Range(0, _header.Count).Where(column => names.Contains(_header[column].Trim(), StringComparer.OrdinalIgnoreCase))];
        // A better name goes before: 'search_dataset' before 'dataset'; two of one name do not.
        return found.Length == 0 ? -1 : found.GroupBy(column => Array.FindIndex(names, name => name.Equals(_header[column].Trim(), StringComparison.OrdinalIgnoreCase)))
            .MinBy(group => group.Key)!.ToArray() is [var only] ? only : throw new NatsBenchException($"{_source}: column '{_header[found[0]]}' is there twice");
    }
}
