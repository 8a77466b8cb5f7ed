using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>Values of hyper-parameters: defaults, canonical texts, refusals.</summary>
public sealed class HyperParametersTests
{
    private static readonly AlgorithmDefinition Algorithm = new(
        "sample", "a sample",
        [
            HyperParameter.Whole("count", 10, 1, 100, "things"),
            HyperParameter.Number("rate", 0.25, 0, 1, "share"),
            HyperParameter.Choice("kind", ["plain", "fancy"], "kind"),
        ],
        (_, _) => throw new InvalidOperationException());

    [Fact]
    public void What_is_not_given_has_its_default()
    {
        HyperParameters parameters = HyperParameters.Of(Algorithm, new Dictionary<string, string> { ["rate"] = "0.50" });
        Assert.Equal("count=10,rate=0.5,kind=plain", parameters.Text);
        Assert.Equal((10, 0.5, "plain"), (parameters.Whole("count"), parameters.Number("rate"), parameters.Choice("kind")));
    }

    [Theory]
    [InlineData("1e1", "10")]
    [InlineData("007", "7")]
    [InlineData(" 8 ", "8")]
    public void Equal_numbers_have_one_text(string given, string text) => Assert.Equal(text, Algorithm.Parameters[0].Canonical(given));

    [Fact]
    public void Zero_has_no_sign() => Assert.Equal("0", Algorithm.Parameters[1].Canonical("-0.0"));

    [Theory]
    [InlineData("count", "0")]
    [InlineData("count", "101")]
    [InlineData("count", "1.5")]
    [InlineData("count", "many")]
    [InlineData("count", "")]
    [InlineData("rate", "NaN")]
    [InlineData("rate", "-0.1")]
    [InlineData("rate", "Infinity")]
    [InlineData("kind", "Plain")]
    [InlineData("speed", "1")]
    public void Others_are_refused_by_name(string name, string value)
    {
        NatsBenchException refused = Assert.Throws<NatsBenchException>(() => HyperParameters.Of(Algorithm, new Dictionary<string, string> { [name] = value }));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains("sample", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_the_catalogue_are_distinct_and_their_defaults_allowed()
    {
        Assert.Equal(AlgorithmCatalog.All.Count, AlgorithmCatalog.All.Select(algorithm => algorithm.Name).Distinct().Count());
        foreach (AlgorithmDefinition algorithm in AlgorithmCatalog.All)
            Assert.All(algorithm.Parameters, parameter => Assert.Equal(parameter.Default, parameter.Canonical(parameter.Default)));
        Assert.Contains("rea", Assert.Throws<NatsBenchException>(() => AlgorithmCatalog.Get("genetic")).Message, StringComparison.Ordinal);
    }
}
