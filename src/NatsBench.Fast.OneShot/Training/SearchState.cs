using NatsBench.Fast.OneShot.Algorithms;
using NatsBench.Fast.OneShot.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>A search as named tensors, and back.</summary>
internal static class SearchState
{
    private const string Momentum = "sgd.momentum_buffer/";
    private const string First = "adam.exp_avg/";
    private const string Second = "adam.exp_avg_sq/";
    private const string Steps = "adam.step";
    private const string Reached = "search/reached";
    private const string Position = "search/valid_position";
    private const string Sums = "search/sums";

    /// <summary>What the original's state has: architecture, weights, statistics, controller.</summary>
    public static IEnumerable<(string Name, Tensor Value)> Of(SearchScene scene)
    {
        ParameterLayout alpha = scene.Alpha.Layout, layout = scene.Net.Layout;
        foreach (int view in alpha.Parameters)
            yield return (alpha.Views[view].Name, scene.Alpha.Constant[view]);
        foreach (string name in scene.Net.Names)
            yield return (name, scene.Weights.Constant[layout[name]]);
        foreach (RunningStatistics.Entry entry in scene.Net.Statistics.Entries)
        {
            yield return ($"{entry.Path}.running_mean", entry.Mean);
            yield return ($"{entry.Path}.running_var", entry.Variance);
            yield return ($"{entry.Path}.num_batches_tracked", tensor(entry.Batches));
        }
        if (scene.ControllerWeights is { } controller)
            foreach (int view in controller.Layout.Parameters)
                yield return (controller.Layout.Views[view].Name, controller.Constant[view]);
    }

    /// <summary>All of a search.</summary>
    public static IEnumerable<(string Name, Tensor Value)> Of(SearchScene scene, Algorithm algorithm, Tensor sums)
    {
        ParameterLayout layout = scene.Net.Layout, arch = scene.ArchLayout;
        foreach ((string name, Tensor value) in Of(scene))
            yield return (name, value);
        for (int place = 0; place < layout.Parameters.Count; place++)
            if (scene.Sgd.HasMomentum[place])
                yield return (Momentum + layout.Views[layout.Parameters[place]].Name, ParameterBlock.Part(scene.Sgd.Momentum, layout.Views[layout.Parameters[place]]));
        foreach (int view in arch.Parameters)
        {
            yield return (First + arch.Views[view].Name, ParameterBlock.Part(scene.Adam.First, arch.Views[view]));
            yield return (Second + arch.Views[view].Name, ParameterBlock.Part(scene.Adam.Second, arch.Views[view]));
        }
        yield return (Steps, tensor(scene.Adam.Steps));
        yield return (Reached, tensor([.. scene.Sgd.IsReached.ToArray().Select(isReached => isReached ? 1L : 0)]));
        yield return (Position, tensor(scene.ValidPosition));
        yield return (Sums, sums);
        foreach ((string name, Tensor value) in algorithm.State())
            yield return (name, value);
    }

    /// <summary>Takes a state; one that does not fit is refused before anything is changed.</summary>
    public static void Restore(SearchScene scene, Algorithm algorithm, Tensor sums, IReadOnlyDictionary<string, Tensor> state)
    {
        using IDisposable constant = no_grad();
        using DisposeScope scope = NewDisposeScope();
        ParameterLayout layout = scene.Net.Layout, arch = scene.ArchLayout;
        HashSet<string> known = [];
        List<(Tensor Target, Tensor Source)> copies = [];
        foreach ((string name, Tensor target) in Of(scene, algorithm, sums))
        {
            if (name.StartsWith(Momentum, StringComparison.Ordinal))
                continue;
            known.Add(name);
            copies.Add((target, Find(state, name, target.shape)));
        }
        bool[] hasMomentum = new bool[layout.Parameters.Count];
        for (int place = 0; place < layout.Parameters.Count; place++)
        {
            ParameterLayout.View view = layout.Views[layout.Parameters[place]];
            if (!state.ContainsKey(Momentum + view.Name))
                continue;
            known.Add(Momentum + view.Name);
            copies.Add((ParameterBlock.Part(scene.Sgd.Momentum, view), Find(state, Momentum + view.Name, view.Shape)));
            hasMomentum[place] = true;
        }
        if (state.Keys.FirstOrDefault(name => !known.Contains(name)) is { } other)
            throw new NatsBenchException($"the state holds '{other}', which no {scene.Settings.Algorithm} search of these settings has");
        bool[] isReached = [.. state[Reached].to(ScalarType.Int64).cpu().data<long>().ToArray().Select(value => value != 0)];
        scene.Sgd.Momentum.zero_();
        scene.Sgd.Restore(isReached, hasMomentum);
        foreach ((Tensor target, Tensor source) in copies)
            target.copy_(source);
        foreach (RunningStatistics.Entry entry in scene.Net.Statistics.Entries)
            entry.Batches = state[$"{entry.Path}.num_batches_tracked"].ToInt64();
        scene.Adam.Steps = state[Steps].ToInt64();
        scene.ValidPosition = state[Position].ToInt64();
        algorithm.Restore(name => state[name]);
    }

    private static Tensor Find(IReadOnlyDictionary<string, Tensor> state, string name, long[] shape)
    {
        if (!state.TryGetValue(name, out Tensor? value))
            throw new NatsBenchException($"the state lacks '{name}': it is of another search, or not whole");
        if (!value.shape.SequenceEqual(shape))
            throw new NatsBenchException($"the state's '{name}' is [{string.Join(", ", value.shape)}], not [{string.Join(", ", shape)}]: it is of other settings");
        return value;
    }
}
