using System.Text.RegularExpressions;
using CsCheck;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Tests.Attaching;

public class ExtraNameTests
{
    [Fact]
    public void Names_are_what_their_pattern_says()
    {
        var pattern = new Regex(ExtraJson.NamePattern, RegexOptions.CultureInvariant);
        Gen.Char["aZ09_-..é "].Array[0, 12].Select(chars => new string(chars)).Sample(
            name => Assert.Equal(pattern.IsMatch(name), ExtraJson.IsName(name)), iter: 100_000);
        Assert.True(ExtraJson.IsName($"a.{new string('b', 126)}"));
        Assert.False(ExtraJson.IsName($"a.{new string('b', 127)}"));
        Assert.False(ExtraJson.IsName("a.b\n"));
    }
}
