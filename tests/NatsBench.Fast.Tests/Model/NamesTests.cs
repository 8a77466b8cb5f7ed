using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public class NamesTests
{
    [Fact]
    public void Well_known_names_are_the_official_keys()
    {
        Assert.Equal(
            ["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"],
            new[] { Dataset.Cifar10Valid, Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120 }.Select(name => name.ToString()));
        Assert.Equal(
            ["01", "12", "90", "200"],
            new[] { TrainingSetting.Epochs01, TrainingSetting.Epochs12, TrainingSetting.Epochs90, TrainingSetting.Epochs200 }
                .Select(name => name.ToString()));
        Assert.Equal(
            ["train", "x-valid", "x-test", "ori-test"],
            new[] { EvaluationSet.Train, EvaluationSet.XValid, EvaluationSet.XTest, EvaluationSet.OriTest }.Select(name => name.ToString()));
    }

    [Fact]
    public void Names_of_third_parties_are_allowed_and_compared_by_character()
    {
        Assert.Equal(new Dataset("svhn"), new Dataset("svhn"));
        Assert.NotEqual(Dataset.Cifar10, new Dataset("CIFAR10"));
        Assert.NotEqual(TrainingSetting.Epochs01, new TrainingSetting("1"));
        Assert.NotEqual(EvaluationSet.XValid, new EvaluationSet("valid"));
    }

    [Fact]
    public void A_name_is_not_empty()
    {
        Assert.Throws<ArgumentException>(() => new Dataset(""));
        Assert.Throws<ArgumentNullException>(() => new Dataset(null!));
        Assert.Throws<ArgumentException>(() => new TrainingSetting(""));
        Assert.Throws<ArgumentException>(() => new EvaluationSet(""));
    }
}
