using NatsBench.Fast.Inference.Tests.Support;

namespace NatsBench.Fast.Inference.Tests.Running;

public sealed class ProviderTests
{
    [Fact]
    public void Every_provider_has_a_name()
    {
        Assert.Equal(["auto", "cpu", "cuda", "tensorrt", "webgpu", "directml", "coreml"], ExecutionProviders.Names);
        foreach (string name in ExecutionProviders.Names)
            Assert.Equal(name, ExecutionProviders.Parse(name).Name());
    }

    [Theory]
    [InlineData("cudda", "did you mean 'cuda'?")]
    [InlineData("CPU", "did you mean 'cpu'?")]
    [InlineData("", "auto, cpu, cuda, tensorrt, webgpu, directml, coreml")]
    [InlineData("rocm", "auto, cpu, cuda, tensorrt, webgpu, directml, coreml")]
    public void An_unknown_name_is_refused_with_those_that_are(string name, string word) =>
        Assert.Contains(word, Assert.Throws<NatsBenchException>(() => ExecutionProviders.Parse(name)).Message, StringComparison.Ordinal);

    /// <summary>A provider that was named computes, or is refused with a remedy; nothing else computes in its stead.</summary>
    [Theory]
    [InlineData("cuda")]
    [InlineData("tensorrt")]
    [InlineData("webgpu")]
    [InlineData("directml")]
    [InlineData("coreml")]
    public void A_named_provider_is_used_or_refused(string name)
    {
        ExecutionProvider provider = ExecutionProviders.Parse(name);
        try
        {
            using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(), new RunnerOptions { Provider = provider, Batch = 2 });
            Assert.Equal(provider, runner.Used);
        }
        catch (NatsBenchException e)
        {
            Assert.Contains(name, e.Message, StringComparison.Ordinal);
            Assert.Matches("ORT_LIBRARY|CUDA|GPU|cpu can compute", e.Message);
            Assert.DoesNotContain('\n', e.Message);
        }
    }
}
