using System.CommandLine;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>Arguments and options that several commands have, in the same words.</summary>
internal static class CommonArguments
{
    public static Argument<string> File() => NotEmpty(new Argument<string>("FILE")
    {
        Description = "A column file (.natsb), made by 'natsbench convert' or 'natsbench synth'.",
    });

    public static Argument<string> Architecture() => NotEmpty(new Argument<string>("ARCHITECTURE")
    {
        Description = "Its index or its text, such as 11 or '8:8:8:16:32'.",
    });

    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one line of JSON, with every digit, instead of tables.",
    };

    public static Option<string> Dataset(string description = "The dataset trained on: cifar10-valid, cifar10, cifar100, ImageNet16-120 or another of the file.") =>
        NotEmpty(new Option<string>("--dataset") { Description = description, HelpName = "DATASET" });

    public static Option<string> Setting(
        string description = "The training setting, by its number of epochs: 12 or 200 (topology), 01, 12 or 90 (size). Default: the full training, 200 or 90.") =>
        NotEmpty(new Option<string>("--hp") { Description = description, HelpName = "KEY" });

    public static Option<string> Set(string description) =>
        NotEmpty(new Option<string>("--set") { Description = description, HelpName = "SET" });

    public static Option<int?> DrawSeed(string description) => new("--rng-seed") { Description = description, HelpName = "N" };

    private static Argument<string> NotEmpty(Argument<string> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError($"{argument.Name} is empty.");
        });
        return argument;
    }

    private static Option<string> NotEmpty(Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError($"{option.Name} is empty.");
        });
        return option;
    }
}
