using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Conditions;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>What a command line asks about: a benchmark, the dataset and setting of columns that name none, and the architectures that count.</summary>
internal sealed class AskedColumns(NatsBenchmark bench, Dataset dataset, TrainingSetting setting, string? key, Condition? condition)
{
    private readonly ConditionOutcome? _outcome = condition?.Of(bench, dataset, setting);

    public NatsBenchmark Bench => bench;

    /// <summary>How many architectures count.</summary>
    public int Selected => _outcome?.Satisfied ?? bench.Count;

    /// <summary>The columns that the condition names.</summary>
    public IEnumerable<AskedColumn> OfCondition => (condition?.Columns ?? []).Select(column => Read(column.Name, ColumnOptions.WhereName));

    /// <summary>Whether an architecture counts.</summary>
    public bool Counts(int architecture) => _outcome?[architecture] ?? true;

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="place">Where it was given, for messages.</param>
    /// <exception cref="NatsBenchException">Nothing is called so, or no record has it.</exception>
    public AskedColumn Read(string name, string place)
    {
        NamedColumn column;
        try
        {
            column = NamedColumn.Parse(name);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{place}: {e.Message}", e);
        }
        double[] all = column.Values(bench, dataset, setting), values = (double[])all.Clone();
        for (int architecture = 0; architecture < values.Length; architecture++)
            if (!Counts(architecture))
                values[architecture] = double.NaN;
        return new AskedColumn(column.In(bench), all, values);
    }

    /// <summary>Columns by a list of names, each once.</summary>
    /// <exception cref="NatsBenchException">One is named twice, or is none.</exception>
    public List<AskedColumn> ReadAll(string names, string place)
    {
        List<AskedColumn> columns = [];
        foreach (string name in names.Split(','))
        {
            if (columns.Any(column => column.Name == name))
                throw new NatsBenchException($"{place}: '{name}' is named twice");
            columns.Add(Read(name, place));
        }
        return columns;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("dataset", dataset.Name);
        json.WriteString("hp", setting.Key);
        json.WriteNumber("architectures", bench.Count);
        if (condition is null)
            return;
        json.WriteString("where", condition.Text);
        json.WriteNumber("satisfied", _outcome!.Satisfied);
        json.WriteNumber("undecided", _outcome.Undecided);
    }

    public void Write(TextOutput text)
    {
        text.Line($"{dataset}; {Choices.Describe(setting, key)}; accuracies and losses: mean over seeds");
        if (condition is null)
            return;
        text.Line($"where {condition.Text}: {Display.Count(_outcome!.Satisfied)} of {Display.Count(bench.Count)} architectures");
        if (_outcome.Undecided > 0)
            text.Line($"{Display.Count(_outcome.Undecided)} lack a number that would decide, and do not count");
    }
}
