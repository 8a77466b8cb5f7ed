using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Data;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot images</c>.</summary>
internal sealed class ImagesCommand : ExampleCommand
{
    private readonly Argument<string> _folder = CommonArguments.NotEmpty(new Argument<string>("DIR") { Description = "The folder for the data set's own folder, such as cifar-10-batches-py." });
    private readonly Option<string> _dataset = CommonArguments.Dataset("Whose classes, sides and format they have: cifar10, cifar100 or ImageNet16-120. Default: cifar10.");
    private readonly Option<int?> _train = CommonArguments.Number<int>("--train", "How many training images. Default: 2000.", least: 10, most: 200_000);
    private readonly Option<int?> _test = CommonArguments.Number<int>("--test", "How many test images. Default: 1000.", least: 1, most: 200_000);
    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "What the noise follows from. Default: 1.", "S", least: 0);
    private readonly Option<bool> _json = CommonArguments.Json();

    public ImagesCommand() : base(
        "images", "Make up a small data set in the published format, which a network learns in seconds: for a first look, and for trying machines.",
        "natsbench-oneshot images made-up",
        "natsbench-oneshot images made-up --dataset ImageNet16-120 --train 5000 --test 2000")
    {
        CommonArguments.OneOf(_dataset, [.. SearchImages.Datasets.Select(dataset => dataset.Name)]);
        Arguments.Add(_folder);
        foreach (Option option in (Option[])[_dataset, _train, _test, _seed, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Dataset dataset = new(parsed.GetValue(_dataset) ?? Dataset.Cifar10.Name);
        int train = parsed.GetValue(_train) ?? 2000, test = parsed.GetValue(_test) ?? 1000;
        string folder = MadeUpImages.Write(parsed.GetRequiredValue(_folder), dataset, train, test, (ulong)(parsed.GetValue(_seed) ?? 1));
        return new Answer(
            json =>
            {
                json.WriteString("folder", folder);
                json.WriteString("dataset", dataset.Name);
                json.WriteNumber("train", train);
                json.WriteNumber("test", test);
            },
            text => text.Line($"{folder}: {Display.Count(train)} training and {Display.Count(test)} test images, made up; searches take them with --other-images"))
            .Write(parsed.GetValue(_json), synthetic: "");
    }
}
