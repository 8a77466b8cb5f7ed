using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>Arguments and options that several commands have, in the same words.</summary>
internal static class CommonArguments
{
    private const string ArchiveKinds = "the directory NATS-…-simple, a .tar of it, or the single .pickle.pbz2; or NAS-Bench-201's .pth, or a directory or .tar of its cells; or NAS-Bench-101's .tfrecord";

    public const string DatasetDescription = "The dataset trained on: cifar10-valid, cifar10, cifar100, ImageNet16-120 or another of the file.";

    /// <summary>The one vocabulary of sets.</summary>
    public const string SetNames = "train, valid, test, valtest, or the file's own names x-valid, x-test, ori-test and others";

    // No machine has more, and a hundred thousand end in an abort that leaves a partial file behind.
    private const int MostThreads = 1024;

    public static Argument<string> File() => NotEmpty(new Argument<string>("FILE")
    {
        Description = "A column file (.natsb), made by 'natsbench convert' or 'natsbench synth'.",
    });

    public static Argument<string> Architecture() => NotEmpty(new Argument<string>("ARCHITECTURE")
    {
        Description = "Its index or its text, such as 11 or '8:8:8:16:32', or another name that 'natsbench arch' shows.",
    });

    /// <summary>For <see cref="Architectures"/> of commands that ask a file.</summary>
    public const string OtherNames = ", or other names that 'natsbench arch' shows";

    public static Argument<string[]> Architectures(ArgumentArity arity, string others = "") => new("ARCHITECTURE")
    {
        Description = $"Indices or texts, such as 11 or '8:8:8:16:32'{others}; - reads them from the standard input, one a line.",
        Arity = arity,
    };

    public static Argument<string> Archive() => NotEmpty(new Argument<string>("ARCHIVE") { Description = $"An official archive: {ArchiveKinds}." });

    public static Argument<string> WeightArchive() => NotEmpty(new Argument<string>("ARCHIVE")
    {
        Description = "A full archive: the directory NATS-…-full, or a part of it, its .tar, or one record such as 000284.pickle.pbz2.",
    });

    public static Argument<string> WeightSource(string description = "A full archive (directory, .tar or one record), or a weight store (.natsw).") =>
        NotEmpty(new Argument<string>("SOURCE") { Description = description });

    public static Option<string> Against() => NotEmpty(new Option<string>("--against")
    {
        Description = $"Also read the archive again ({ArchiveKinds}) and compare every number, bit for bit.",
        HelpName = "ARCHIVE",
    });

    public static Option<string> Output() => NotEmpty(new Option<string>("--output", "-o")
    {
        Description = "The column file to write; an existing one is replaced when the new one is complete.",
        HelpName = "FILE.natsb",
    });

    public static Option<int?> Threads() =>
        Number<int>("--threads", "How many threads; the result is the same for any number. Default: one a processor.", least: 1, most: MostThreads);

    /// <summary>An option that is a number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="helpName">What stands for the number in the help.</param>
    /// <param name="least">The least that is allowed; null for any.</param>
    /// <param name="most">The most that is allowed; null for any.</param>
    public static Option<T?> Number<T>(string name, string description, string helpName = "N", T? least = null, T? most = null)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            // The parser's own message would name a .NET type.
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Numbers.Read(text, out T number) is { } fault)
                    result.AddError($"{name}: {fault}.");
                else if (number < least)
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {least} or more, not {text}."));
                else if (number > most)
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {most} or less, not {text}."));
                return number;
            },
        };

    public static Option<bool> Json(string description = "Print one line of JSON, with every digit, instead of tables.") =>
        new("--json") { Description = description };

    public static Option<bool> JsonWithUnits() =>
        Json("Print JSON, with every digit, instead of tables: accuracies in percent, times and latency in seconds, flops and params in millions.");

    public static Option<bool> JsonLines() => Json("Print one line of JSON for each dataset and algorithm, with every digit, instead of tables.");

    public static Option<string> Dataset(string description = DatasetDescription) =>
        NotEmpty(new Option<string>("--dataset") { Description = description, HelpName = "DATASET" });

    public static Option<string> Setting(
        string description = "The training setting, by its number of epochs: 12 or 200 (topology), 01, 12 or 90 (size). Default: the full training, 200 or 90.") =>
        NotEmpty(new Option<string>("--hp") { Description = description, HelpName = "KEY" });

    public static Option<string> Set(string description) =>
        NotEmpty(new Option<string>("--set") { Description = description, HelpName = "SET" });

    public static Option<double?> MaxFlops() => Number<double>("--max-flops", "Most FLOPs, in millions.", "M", least: 0);

    public static Option<double?> MaxParams() => Number<double>("--max-params", "Most parameters, in millions.", "M", least: 0);

    public static Option<double?> MaxLatency() => Number<double>("--max-latency", "Most seconds for a batch of 256, such as 0.02.", "S", least: 0);

    public static Option<int?> DrawSeed(string description) => Number<int>("--rng-seed", description);

    /// <summary>Allows some words only.</summary>
    public static void OneOf(Symbol symbol, IReadOnlyCollection<string> words)
    {
        string name = symbol.Name;
        if (symbol is Option<string> option)
            option.Validators.Add(result => Check(result, result.Tokens));
        else if (symbol is Argument<string> argument)
            argument.Validators.Add(result => Check(result, result.Tokens));

        void Check(SymbolResult result, IReadOnlyList<Token> tokens)
        {
            if (tokens is [{ Value: var word }] && !words.Contains(word))
                result.AddError($"{name}: '{word}' is none of {string.Join(", ", words.Select(one => $"'{one}'"))}{Nearest.Hint(word, words)}");
        }
    }

    public static Argument<string> NotEmpty(Argument<string> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError($"{argument.Name} is empty.");
        });
        return argument;
    }

    public static Option<string> NotEmpty(Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError($"{option.Name} is empty.");
        });
        return option;
    }
}
