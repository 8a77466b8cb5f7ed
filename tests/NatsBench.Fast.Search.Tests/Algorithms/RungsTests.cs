using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>The epochs of the rungs.</summary>
public sealed class RungsTests
{
    private static readonly Fidelities Curve = new(Enumerable.Range(1, 200), isLadder: false, "the runs have 200 epochs");
    private static readonly Fidelities Ladder = new([1, 12, 90], isLadder: true, "the ladder has three");

    [Theory]
    [InlineData(3, 1, 81, new[] { 1, 3, 9, 27, 81 })]
    [InlineData(3, 1, 12, new[] { 1, 4, 12 })]
    [InlineData(3, 2, 12, new[] { 4, 12 })]
    [InlineData(2, 1, 12, new[] { 1, 3, 6, 12 })]
    [InlineData(4, 3, 200, new[] { 3, 12, 50, 200 })]
    [InlineData(3, 12, 12, new[] { 12 })]
    [InlineData(3, 20, 0, new[] { 22, 66, 200 })]
    public void They_are_the_longest_divided_by_powers_of_eta_down_to_the_shortest(int eta, int least, int most, int[] rungs) =>
        Assert.Equal(rungs, Of(Curve, eta, least, most));

    [Theory]
    [InlineData(1, 0, new[] { 1, 12, 90 })]
    [InlineData(2, 0, new[] { 12, 90 })]
    [InlineData(1, 12, new[] { 1, 12 })]
    public void On_a_ladder_they_are_its_own(int least, int most, int[] rungs) => Assert.Equal(rungs, Of(Ladder, 3, least, most));

    [Theory]
    [InlineData(1, 201, "no training can be stopped after 201 epochs: the runs have 200 epochs")]
    [InlineData(13, 12, "min-epochs 13 is more than 12, the epochs of the longest training")]
    public void What_cannot_be_trained_is_refused(int least, int most, string message) =>
        Assert.Equal(message, Assert.Throws<NatsBenchException>(() => Of(Curve, 3, least, most)).Message);

    [Fact]
    public void A_length_that_would_show_test_images_is_refused_with_the_reason()
    {
        Fidelities lastAlone = new([200], isLadder: false, "it was validated after epoch 200 alone");
        Assert.Equal(
            "no training can be stopped after 66 epochs: it was validated after epoch 200 alone",
            Assert.Throws<NatsBenchException>(() => Of(lastAlone, 3, 1, 0)).Message);
    }

    private static int[] Of(Fidelities fidelities, int eta, int least, int most) =>
        Rungs.Of(fidelities, HyperParameters.Of(AlgorithmCatalog.Get("asha"), new Dictionary<string, string>
        {
            ["eta"] = $"{eta}",
            ["min-epochs"] = $"{least}",
            ["max-epochs"] = $"{most}",
        }));
}
