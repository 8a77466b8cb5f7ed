using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Tests.Internals;

public class ElementaryTests
{
    [Fact]
    public void Functions_agree_with_the_platform()
    {
        for (double x = -20; x <= 20; x += 0.037)
            Assert.Equal(1, Elementary.Exp(x) / Math.Exp(x), 1e-12);
        for (double x = 1e-6; x < 1e6; x *= 1.07)
            Assert.Equal(Math.Log(x), Elementary.Log(x), 1e-11);
        for (double x = 0; x <= 1; x += 0.003)
            Assert.Equal(Math.Cos(Math.PI * x), Elementary.CosHalfTurns(x), 1e-13);
    }
}
