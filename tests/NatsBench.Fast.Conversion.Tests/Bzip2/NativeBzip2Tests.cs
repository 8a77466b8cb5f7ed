using NatsBench.Fast.Conversion.Bzip2;

namespace NatsBench.Fast.Conversion.Tests.Bzip2;

public sealed class NativeBzip2Tests : Bzip2Tests
{
    private protected override Bzip2Library Library => OfSystem();

    [Fact]
    public void It_is_the_one_that_is_used() => Assert.Same(OfSystem(), Bzip2Library.Best);

    internal static Bzip2Library OfSystem()
    {
        Assert.SkipWhen(Bzip2Library.Native is null, "this system has no libbz2");
        return Bzip2Library.Native;
    }
}
