using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis.Modules;

namespace NatsBench.Fast.Synthesis.Tests.Modules;

public class ModuleEnumerationTests
{
    [Fact]
    public void There_are_as_many_modules_as_the_original_has()
    {
        int[] bySize = new int[ModuleGraph.MaxVertices + 1];
        foreach (ModuleGraph module in ModuleEnumeration.All())
        {
            bySize[module.Vertices]++;
            if (!module.IsPruned || module.Edges > ModuleGraph.MaxEdges)
                Assert.Fail($"{module} is no module of the space");
        }
        Assert.Equal([0, 0, 1, 6, 84, 2441, 62_010, 359_082], bySize);
        Assert.Equal(ModuleEnumeration.Count, bySize.Sum());
    }

    [Fact]
    public void No_two_share_a_hash()
    {
        ModuleGraph[] modules = [.. ModuleEnumeration.All().Take(20_000)];
        Assert.Equal(modules.Length, modules.Select(module => module.Hash()).Distinct().Count());
    }
}
