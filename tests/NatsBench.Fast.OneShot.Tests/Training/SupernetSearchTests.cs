using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.TestSupport;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Training;

public sealed class SupernetSearchTests
{
    public static TheoryData<OneShotAlgorithm, SearchVariant> All
    {
        get
        {
            TheoryData<OneShotAlgorithm, SearchVariant> data = [];
            foreach (OneShotAlgorithm algorithm in OneShotAlgorithms.All)
                foreach (SearchVariant variant in algorithm.Variants())
                    data.Add(algorithm, variant);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_search_that_goes_on_from_a_file_ends_with_the_same_bytes(OneShotAlgorithm algorithm, SearchVariant variant)
    {
        NeedsEngine.Skip();
        using TemporaryFolder folder = new();
        SearchSettings settings = Small.Settings(algorithm, variant) with { Precision = SearchPrecision.F32 };
        SeededDraws draws = new(7);
        using SupernetSearch search = new(settings, new TestBatches(settings), draws, torch.CPU);
        RunEpoch(search);
        search.RunStep();
        TensorFiles.Write(folder["state"], search.State());
        byte[] saved = draws.Save();
        SeededDraws others = new(8);
        using SupernetSearch resumed = new(settings with { Seed = 1 }, new TestBatches(settings), others, torch.CPU);
        others.Restore(saved);
        Dictionary<string, torch.Tensor> state = TensorFiles.Read(folder["state"]);
        resumed.Restore(state, search.Epoch, search.Step);
        foreach (torch.Tensor tensor in state.Values)
            tensor.Dispose();
        EpochMeasures expected = RunEpoch(search), actual = RunEpoch(resumed);
        Assert.Equal(expected.Selection.Architecture, actual.Selection.Architecture);
        Assert.Equal(expected.Valid, actual.Valid);
        Assert.Equal(expected.Average, actual.Average);
        TensorFiles.Write(folder["first"], search.State());
        TensorFiles.Write(folder["second"], resumed.State());
        Assert.Equal(File.ReadAllBytes(folder["first"]), File.ReadAllBytes(folder["second"]));
    }

    [Fact]
    public void A_state_of_another_search_is_refused_by_the_tensor_and_nothing_is_changed()
    {
        NeedsEngine.Skip();
        using TemporaryFolder folder = new();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.Gdas));
        using SupernetSearch wider = Small.Search(Small.Settings(OneShotAlgorithm.Gdas) with { Channels = 6 });
        using SupernetSearch enas = Small.Search(Small.Settings(OneShotAlgorithm.Enas));
        TensorFiles.Write(folder["before"], search.State());
        Assert.Contains("_stem.0.weight", Refusal(wider), StringComparison.Ordinal);
        Assert.Contains("adam.exp_avg/arch_parameters", Refusal(enas), StringComparison.Ordinal);
        TensorFiles.Write(folder["after"], search.State());
        Assert.Equal(File.ReadAllBytes(folder["before"]), File.ReadAllBytes(folder["after"]));

        string Refusal(SupernetSearch other) =>
            Assert.Throws<NatsBenchException>(() => search.Restore(other.State().ToDictionary(pair => pair.Name, pair => pair.Value), 0, 0)).Message;
    }

    [Theory]
    [InlineData(OneShotAlgorithm.DartsFirstOrder)]
    [InlineData(OneShotAlgorithm.MaskGumbel)]
    public void Mixed_precision_comes_near_float32_and_is_not_it(OneShotAlgorithm algorithm)
    {
        NeedsEngine.Skip();
        using SupernetSearch plain = Small.Search(Small.Settings(algorithm) with { Precision = SearchPrecision.F32 });
        using SupernetSearch mixed = Small.Search(Small.Settings(algorithm) with { Precision = SearchPrecision.Mixed });
        plain.RunStep();
        mixed.RunStep();
        Assert.NotEqual(plain.LastStep().BaseLoss, mixed.LastStep().BaseLoss);
        Assert.Equal(plain.LastStep().BaseLoss, mixed.LastStep().BaseLoss, 0.05 * plain.LastStep().BaseLoss);
        Assert.True(mixed.LastStep().IsFinite);
    }

    [Fact]
    public void An_architecture_is_scored_on_validation_images()
    {
        NeedsEngine.Skip();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.MaskGumbel));
        Assert.InRange(search.Score("8:64:16:24:32"), 0, 100);
        Assert.Throws<NatsBenchException>(() => search.Score("|none~0|"));
    }

    [Theory]
    [InlineData(OneShotAlgorithm.Gdas, SearchVariant.Sound)]
    [InlineData(OneShotAlgorithm.DartsFirstOrder, SearchVariant.Exact)]
    public void A_variant_that_an_algorithm_has_not_is_refused(OneShotAlgorithm algorithm, SearchVariant variant) =>
        Assert.Contains("no variant", Assert.Throws<NatsBenchException>(() => Small.Settings(algorithm, variant).Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_out_of_their_range_are_refused_by_name()
    {
        SearchSettings settings = Small.Settings(OneShotAlgorithm.ChannelInterpolation);
        SearchSettings[] wrong =
        [
            settings with { Epochs = 0 }, settings with { ImageSide = 2 }, settings with { LearningRate = double.NaN }, settings with { ArchBeta1 = 1 }, settings with { TauMin = 0 },
            settings with { WarmUp = 2 }, settings with { Classes = 0 }, Small.Settings(OneShotAlgorithm.Gdas) with { WarmUp = 0.3 },
        ];
        Assert.All(wrong, one => Assert.Throws<NatsBenchException>(one.Validate));
        settings.Validate();
    }

    private static EpochMeasures RunEpoch(SupernetSearch search)
    {
        while (search.Step < 3)
            search.RunStep();
        return search.FinishEpoch(TestContext.Current.CancellationToken);
    }
}
