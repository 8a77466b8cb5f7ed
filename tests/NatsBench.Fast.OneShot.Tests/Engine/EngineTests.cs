using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Engine;

public sealed class EngineTests
{
    [Fact]
    public void It_loads_and_multiplies()
    {
        NeedsEngine.Skip();
        using torch.Tensor product = torch.tensor(new double[] { 1, 2, 3 }).dot(torch.tensor(new double[] { 4, 5, 6 }));
        Assert.Equal(32, product.item<double>());
    }
}
