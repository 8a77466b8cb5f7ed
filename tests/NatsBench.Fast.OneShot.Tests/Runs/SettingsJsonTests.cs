using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Tests.Runs;

public sealed class SettingsJsonTests
{
    [Fact]
    public void Settings_are_read_back_as_they_were()
    {
        foreach (OneShotPreset task in OneShotPreset.All)
            Assert.Equal(task.Settings, SettingsJson.Read(SettingsJson.Write(task.Settings)));
    }

    [Fact]
    public void Changes_name_settings_and_the_parameters_of_a_run_are_those_that_differ()
    {
        SearchSettings paper = SearchSettings.Paper(OneShotAlgorithm.Enas, Dataset.Cifar10);
        SearchSettings changed = SettingsJson.With(paper, ["epochs=3", "controller.updates=2", "learning_rate=0.05", "variant=sound", "precision=mixed"]);
        Assert.Equal(
            paper with { Epochs = 3, Controller = paper.Controller with { Updates = 2 }, LearningRate = 0.05, Variant = SearchVariant.Sound, Precision = SearchPrecision.Mixed }, changed);
        Assert.Equal("", new RunPlan(paper with { Seed = 5 }, Dataset.Cifar10, "").Parameters);
        Assert.Equal(
            ["controller.updates=2", "epochs=3", "learning_rate=0.05", "limit_batches=7", "precision=mixed", "variant=sound"],
            new RunPlan(changed, Dataset.Cifar10, "", 7).Parameters.Split(',').Order(StringComparer.Ordinal));
        Assert.Null(SettingsJson.With(SearchSettings.Paper(OneShotAlgorithm.MaskSampling, Dataset.Cifar10), ["warm_up=null"]).WarmUp);
    }

    [Theory]
    [InlineData("epoch=3", "did you mean 'epochs'")]
    [InlineData("epochs", "is no setting with its value")]
    [InlineData("epochs=many", "'many' is no value")]
    [InlineData("controller=1", "no value")]
    [InlineData("controller.x=1", "there is no setting")]
    [InlineData("algorithm=gdas", "there is no setting")]
    [InlineData("seed=[1]", "no value")]
    public void What_is_no_setting_is_refused(string change, string message) => Assert.Contains(
        message,
        Assert.Throws<NatsBenchException>(() => SettingsJson.With(SearchSettings.Paper(OneShotAlgorithm.Gdas, Dataset.Cifar10), [change])).Message, StringComparison.Ordinal);
}
