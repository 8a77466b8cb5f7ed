using System.CommandLine;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Conditions;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The options of commands that ask for columns by name: of which dataset, under which setting, of which architectures.</summary>
internal sealed class ColumnOptions
{
    public const string WhereName = "--where";

    /// <summary>What a column is called, for descriptions of options.</summary>
    public const string Names = "flops, params, latency, valid, test-loss@11, cifar100:test, help.pixel2.latency";

    private readonly Option<string> _dataset = CommonArguments.Dataset($"The dataset of columns that name none. Default: {Model.Dataset.Cifar10}, or the file's first.");
    private readonly Option<string> _setting = CommonArguments.Setting();
    private readonly Option<string> _where = Where();

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_where, _dataset, _setting];

    /// <summary>What a command line asks about.</summary>
    /// <exception cref="NatsBenchException">A name or a condition that is none, or that the file lacks.</exception>
    public AskedColumns Read(NatsBenchmark bench, ParseResult parsed)
    {
        string? name = parsed.GetValue(_dataset), key = parsed.GetValue(_setting), where = parsed.GetValue(_where);
        Dataset dataset = name is not null ? Choices.Dataset(bench, name)
            : bench.Datasets.Contains(Dataset.Cifar10) ? Dataset.Cifar10 : bench.Datasets[0];
        return new AskedColumns(bench, dataset, Choices.Setting(bench, key), key, where is null ? null : Parse(where));
    }

    /// <summary>The option of a condition.</summary>
    public static Option<string> Where() => CommonArguments.NotEmpty(new Option<string>(WhereName)
    {
        Description = "Only architectures that satisfy this: comparisons of columns and numbers, and, or, not, parentheses. An absent number satisfies nothing.",
        HelpName = "CONDITION",
    });

    /// <summary>Reads what that option was given.</summary>
    /// <exception cref="NatsBenchException">It is no condition.</exception>
    public static Condition Parse(string where)
    {
        try
        {
            return Condition.Parse(where);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{WhereName}: {e.Message}", e);
        }
    }
}
