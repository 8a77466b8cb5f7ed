using System.Runtime.Intrinsics;
using CsCheck;
using NatsBench.Fast.Scans.Kernels;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Scans;

/// <summary>Every form of every kernel against its twin, to the last bit. Runs once more at each narrower width (WidthTests).</summary>
public sealed class KernelTests
{
    public static TheoryData<string> Names => [.. KernelRegistry.All.Select(kernel => kernel.Name)];

    [Fact]
    public void The_registry_has_every_kernel()
    {
        IEnumerable<Type> kernels = typeof(KernelRegistry).Assembly.GetTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(
            parent => parent.Name.StartsWith(nameof(IVectorKernel<,>), StringComparison.Ordinal)
                || parent.Name.StartsWith(nameof(IPlainKernel<,>), StringComparison.Ordinal)));
        Assert.Equal(kernels.Select(type => type.Name).Order(), KernelRegistry.All.Select(kernel => kernel.Kernel.Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_told_of_in_the_document(string name) => Assert.Contains(
        $"`{name}`", File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "scans.md")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_forms_are_those_of_this_machine(string name)
    {
        IEnumerable<string> forms = Kernel(name).Forms.Select(form => form.Name);
        if (forms.Contains("scalar"))
            return;
        Assert.Equal(
            new[] { (Vector128.IsHardwareAccelerated, "128"), (Vector256.IsHardwareAccelerated, "256"), (Vector512.IsHardwareAccelerated, "512") }
                .Where(width => width.Item1).Select(width => width.Item2),
            forms);
        if (Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0")
            Assert.Empty(forms);
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0")
            Assert.DoesNotContain("512", forms);
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX2") == "0")
            Assert.DoesNotContain("256", forms);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_its_twin_around_every_step(string name)
    {
        foreach (int length in Enumerable.Range(0, 71).Concat([127, 128, 129, 511, 512, 513, 527, 528, 529, 1040, 1041]))
            for (int seed = 0; seed < 24; seed++)
                AssertTwin(Kernel(name), Columns.Input(seed * 1_000 + length, length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_its_twin_over_a_whole_space(string name) => AssertTwin(Kernel(name), Columns.Input(7, 15_625));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_its_twin_for_arbitrary_doubles(string name) =>
        Columns.Arbitrary.Sample(input => AssertTwin(Kernel(name), input), iter: 300);

    /// <summary>The winner in each lane of each step, alone and with an equal one behind it.</summary>
    [Theory]
    [InlineData("best")]
    [InlineData("top")]
    public void It_finds_the_winner_wherever_it_stands(string name)
    {
        for (int winner = 0; winner < 70; winner++)
        {
            double[] values = Columns.Draw(new Random(winner), 0, 70);
            values[winner] = 101;
            AssertTwin(Kernel(name), new KernelInput(values, values, values, 0, 0, 4));
            values[69] = 101;
            AssertTwin(Kernel(name), new KernelInput(values, values, values, 0, 0, 4));
        }
    }

    private static void AssertTwin(KernelEntry kernel, KernelInput input)
    {
        long[] expected = kernel.Twin(input);
        foreach (KernelForm form in kernel.Forms)
            Assert.True(expected.AsSpan().SequenceEqual(form.Run(input)), $"{kernel.Name} at {form.Name}, {input.First.Length} values");
    }

    private static KernelEntry Kernel(string name) => KernelRegistry.All.Single(kernel => kernel.Name == name);
}
