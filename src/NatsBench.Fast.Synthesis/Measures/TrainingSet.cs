namespace NatsBench.Fast.Synthesis.Measures;

/// <summary>One of the four official ways to train: a dataset, its images and what is evaluated.</summary>
internal sealed class TrainingSet
{
    private readonly string[] _names;
    private readonly string[] _raggedNames;

    private TrainingSet(int number, string name, int classes, int imageSide, int images, params ImageSet[] evaluations)
    {
        Number = number;
        Name = name;
        Classes = classes;
        ImageSide = imageSide;
        Train = new ImageSet("train", images);
        Evaluations = evaluations;
        _names = [.. evaluations.Select(evaluation => evaluation.Name)];
        // Long trainings of the topology space name the union first, where there is one.
        _raggedNames = evaluations.Length == 3 ? [_names[2], _names[0], _names[1]] : _names;
    }

    public static TrainingSet Cifar10Valid { get; } = new(0, "cifar10-valid", 10, 32, 25_000, new ImageSet("x-valid", 25_000), new ImageSet("ori-test", 10_000));

    public static TrainingSet Cifar10 { get; } = new(1, "cifar10", 10, 32, 50_000, new ImageSet("ori-test", 10_000));

    public static TrainingSet Cifar100 { get; } =
        new(2, "cifar100", 100, 32, 50_000, new ImageSet("x-valid", 5_000), new ImageSet("x-test", 5_000), new ImageSet("ori-test", 10_000));

    public static TrainingSet ImageNet16 { get; } =
        new(3, "ImageNet16-120", 120, 16, 151_700, new ImageSet("x-valid", 3_000), new ImageSet("x-test", 3_000), new ImageSet("ori-test", 6_000));

    /// <summary>The four in the order of the official records.</summary>
    public static IReadOnlyList<TrainingSet> All { get; } = [Cifar10Valid, Cifar10, Cifar100, ImageNet16];

    /// <summary>Place in <see cref="All"/>.</summary>
    public int Number { get; }

    /// <summary>The official key.</summary>
    public string Name { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Height and width of an image.</summary>
    public int ImageSide { get; }

    /// <summary>The images trained on.</summary>
    public ImageSet Train { get; }

    /// <summary>The sets evaluated, where there are three the last is the union of the others.</summary>
    public IReadOnlyList<ImageSet> Evaluations { get; }

    /// <summary>The official <c>eval_names</c> of a trial. The first one was measured at every epoch, whatever the setting.</summary>
    public string[] EvaluationNames(SettingPlan setting) => setting.IsRagged ? _raggedNames : _names;

    /// <summary>Accuracy of guessing, percent.</summary>
    public double Chance => 100.0 / Classes;
}
