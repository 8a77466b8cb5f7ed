using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Queries;

/// <summary>The search space of a file, told by what it lists: modules, or else the text of its first architecture.</summary>
internal static class SpaceOfFile
{
    public static SearchSpace Of(NatsBenchFile file) =>
        file.ListsModules ? SearchSpace.NasBench101 : SearchSpaces.Detect(file.ArchitectureCount == 0 ? "" : file.Architectures[0]);
}
