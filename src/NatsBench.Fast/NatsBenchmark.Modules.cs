using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    private const string ModulesSwitch = "NatsBench.Fast.Modules";

    /// <summary>Whether searches know modules: a program that refuses them, and is compiled ahead of time, says no and leaves their hashing out.</summary>
    [FeatureSwitchDefinition(ModulesSwitch)]
    internal static bool KnowsModules => !AppContext.TryGetSwitch(ModulesSwitch, out bool knows) || knows;

    /// <summary>The module of an architecture of NAS-Bench-101.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, or this is another space.</exception>
    public ModuleGraph Module(int index)
    {
        RequireModules();
        _records.CheckIndex(index);
        _ = ModuleGraph.TryFromCode(_file.Graphs[index], out ModuleGraph graph);
        return graph;
    }

    /// <summary>Index of a module: it is pruned and hashed as the original does. Allocates nothing.</summary>
    /// <param name="module">The module, pruned or not.</param>
    /// <param name="index">The index, or -1: the file has no such module, or is of another space.</param>
    public bool TryIndexOf(ModuleGraph module, out int index)
    {
        index = module.Vertices >= 2 && module.TryPrune(out ModuleGraph pruned) && pruned.Edges <= ModuleGraph.MaxEdges ? _architectureIndex.Value.Find(pruned.Hash()) : -1;
        return index >= 0;
    }

    /// <summary>Index of a module by its hash; allocates nothing.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="index">The index, or -1.</param>
    public bool TryIndexOf(ModuleHash hash, out int index)
    {
        index = _architectureIndex.Value.Find(hash);
        return index >= 0;
    }

    /// <summary>Index of a module: it is pruned and hashed as the original does.</summary>
    /// <param name="module">The module, pruned or not.</param>
    /// <exception cref="RefusedException">The file has no such module; the message says why.</exception>
    public int IndexOf(ModuleGraph module)
    {
        if (TryIndexOf(module, out int index))
            return index;
        RequireModules();
        string why = !module.TryPrune(out ModuleGraph pruned) ? "no path leads from its input to its output"
            : pruned.Edges > ModuleGraph.MaxEdges ? $"it has {pruned.Edges} edges where {ModuleGraph.MaxEdges} are the most"
            : $"the file has none of hash {pruned.Hash()}";
        throw new RefusedException(Refusal.KeyError, $"{Path}: '{module}' is none of its modules: {why}");
    }

    /// <summary>The modules after trainings of so many epochs, bound once: queries as the original answers them.</summary>
    /// <param name="epochs">4, 12, 36 or 108.</param>
    /// <exception cref="RefusedException">The file has no such trainings, or is of another space.</exception>
    public ModuleView Modules(int epochs = 108)
    {
        RequireModules();
        TrainingSetting setting = new(epochs.ToString(CultureInfo.InvariantCulture));
        if (_moduleViews.Find(epochs) is { } view)
            return view;
        return _file.Table(setting.Key, Dataset.Cifar10.Name) is { Seeds: not null } table
            ? _moduleViews.Keep(epochs, new ModuleView(_file, table, epochs))
            : throw NoTable(Dataset.Cifar10, setting);
    }

    /// <summary>Refuses what NATS-Bench alone has, of modules.</summary>
    /// <exception cref="RefusedException">The file lists modules.</exception>
    internal void RequireNats(string what)
    {
        if (_file.ListsModules)
            throw new RefusedException(Refusal.ValueError, $"{Path}: is of NAS-Bench-101, of which there {what}; the topology and the size space have them");
    }

    private void RequireModules()
    {
        if (!_file.ListsModules)
            throw new RefusedException(Refusal.ValueError, $"{Path}: is of the {Space.OfficialName()} space, which has no modules; NAS-Bench-101 has");
    }
}
