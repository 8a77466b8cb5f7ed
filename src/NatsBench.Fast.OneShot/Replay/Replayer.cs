using System.Runtime.InteropServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.OneShot.Algorithms;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>Runs a recorded search again with its draws, and compares step by step.</summary>
public static class Replayer
{
    /// <summary>Replays a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="isDouble">In float64, which decides; or in float32.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="cancellation">Stops it between steps.</param>
    /// <exception cref="NatsBenchException">The trace lacks what a replay needs, or there is no engine.</exception>
    public static ReplayReport Run(Trace trace, bool isDouble, Device device, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(device);
        TorchEngine.Load();
        try
        {
            return Replay(trace, isDouble, device, cancellation);
        }
        // The engine's own refusals, of memory among them.
        catch (ExternalException e)
        {
            throw new NatsBenchException($"{trace.Path}: the engine gives up: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static ReplayReport Replay(Trace trace, bool isDouble, Device device, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        SearchSettings settings = trace.Settings with { Precision = isDouble ? SearchPrecision.F64 : SearchPrecision.F32 };
        CheckWeights(trace, settings);
        RecordedDraws draws = new(trace);
        using TraceBatches batches = new(trace, settings.Precision.Type(), device);
        using SupernetSearch search = new(settings, batches, draws, device);
        CheckArchitecture(trace, search);
        TakeInitialState(trace, search);
        Comparison comparison = new();
        TraceWitness witness = new(trace, search.Scene, comparison, isDouble);
        search.Scene.Witness = witness;
        // The tolerances of float32 are made for sums in the original's arrangement; those of float64 hold in any.
        search.Scene.IsChannelsLast &= isDouble;
        TraceJson[] epochs = trace.Root["epochs"].List();
        if (epochs.Length != settings.Epochs)
            throw TraceJson.Refuse($"it has {epochs.Length} epochs, and says {settings.Epochs}");
        for (int epoch = 0; epoch < epochs.Length; epoch++)
            RunEpoch(search, epochs[epoch], epoch, comparison, witness, cancellation);
        comparison.Begin("final");
        TraceJson final = trace.Root["final"];
        ExpectEnd(witness, final);
        CompareEnd(search.Choose(cancellation), final, comparison, witness);
        comparison.Norms("final.momentum_norms", trace.Weights, witness.MomentumNorms(), witness.List(final, "momentum_norms"), witness.Tolerances.Gradient);
        CompareFinalState(trace, search, comparison, witness, isDouble);
        comparison.Same("draws that were not asked for", draws.Rest, null);
        comparison.End();
        return new ReplayReport(trace.Name, isDouble, comparison.Parts);
    }

    private static void RunEpoch(SupernetSearch search, TraceJson recorded, int epoch, Comparison comparison, TraceWitness witness, CancellationToken cancellation)
    {
        TraceJson[] steps = recorded["steps"].List();
        if (steps.Length != search.Scene.Batches.Steps)
            throw TraceJson.Refuse($"{recorded.Place} has {steps.Length} steps, and the schedule says {search.Scene.Batches.Steps}");
        for (int step = 0; step < steps.Length; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            string prefix = $"e{epoch}/s{step}";
            comparison.Begin(prefix);
            witness.Begin(steps[step], prefix);
            witness.Number(steps[step], "lr", search.Scene.LearningRate, 1e-12);
            search.RunStep();
            witness.End(prefix);
        }
        comparison.Begin($"e{epoch}/end");
        // The original keeps it in float32 in the size space.
        if (search.Settings.Algorithm is OneShotAlgorithm.Gdas or OneShotAlgorithm.ChannelInterpolation or OneShotAlgorithm.MaskGumbel)
            witness.Number(recorded, "tau", recorded["tau"].Number() is var tau && tau == (float)tau ? (float)search.Scene.Tau : search.Scene.Tau, 1e-12);
        if (search.Settings.Space == SearchSpace.Size)
            comparison.Scalar($"{recorded.Place}.warmup_ratio", search.Scene.WarmUp ?? double.NaN, recorded["warmup_ratio"].NumberOrNull(), 1e-12);
        StepMeasures average = search.Averages();
        TraceJson means = recorded["average"];
        double arch = search.Settings.Algorithm == OneShotAlgorithm.MaskSampling ? witness.Tolerances.ArchGradient : witness.Tolerances.Loss;
        witness.Number(means, "base_loss", average.BaseLoss, witness.Tolerances.Loss);
        witness.Number(means, "base_top1", average.BaseTop1, witness.Tolerances.Loss);
        witness.Number(means, "base_top5", average.BaseTop5, witness.Tolerances.Loss);
        witness.Number(means, "arch_loss", average.ArchLoss, arch);
        witness.Number(means, "arch_top1", average.ArchTop1, witness.Tolerances.Loss);
        witness.Number(means, "arch_top5", average.ArchTop5, witness.Tolerances.Loss);
        TraceJson? controller = recorded.Find("controller");
        if (controller is { } phase)
            witness.BeginController(phase, $"e{epoch}/ctl");
        witness.AfterController = () => ExpectEnd(witness, recorded);
        if (controller is null)
            witness.AfterController();
        EpochMeasures measures = search.FinishEpoch(cancellation);
        if (controller is { } learnt && measures.Controller is { } ours)
        {
            TraceJson mean = learnt["average"];
            witness.Number(mean, "loss", ours.Loss, witness.Tolerances.Controller);
            witness.Number(mean, "top1", ours.Top1, witness.Tolerances.Controller);
            witness.Number(mean, "baseline", ours.Baseline, witness.Tolerances.Controller);
            witness.Number(mean, "reward", ours.Reward, witness.Tolerances.Controller);
        }
        CompareEnd((measures.Selection, measures.Valid), recorded, comparison, witness);
    }

    private static void ExpectEnd(TraceWitness witness, TraceJson recorded) =>
        witness.Expect([.. recorded.Find("selection")?["passes"].List() ?? [], .. recorded["valid"]["passes"].List()]);

    private static void CompareEnd((Selection Selection, ValidMeasures Valid) actual, TraceJson recorded, Comparison comparison, TraceWitness witness)
    {
        witness.End(recorded.Place);
        if (recorded.Find("selection") is { } selection)
        {
            comparison.Same($"{selection.Place}.candidates", string.Join(' ', actual.Selection.Candidates), string.Join(' ', witness.List(selection, "candidates").Select(text => text.Text())));
            CompareList(selection, "scores", actual.Selection.Scores, 0, comparison, witness);
            witness.Number(selection, "best_score", actual.Selection.Scores.Max(), 0);
            if (selection.Find("log_probs") is not null)
                CompareList(selection, "log_probs", actual.Selection.LogProbabilities, witness.Tolerances.Loss, comparison, witness);
        }
        comparison.Same($"{recorded.Place}.selected", actual.Selection.Architecture, witness.Own(recorded, "selected").Text());
        TraceJson valid = recorded["valid"];
        witness.Number(valid, "loss", actual.Valid.Loss, witness.Tolerances.Loss);
        witness.Number(valid, "top1", actual.Valid.Top1, witness.Tolerances.Loss);
        witness.Number(valid, "top5", actual.Valid.Top5, witness.Tolerances.Loss);
    }

    private static void CompareList(TraceJson recorded, string key, IReadOnlyList<double> actual, double tolerance, Comparison comparison, TraceWitness witness)
    {
        TraceJson[] expected = witness.List(recorded, key);
        comparison.Same($"{recorded.Place}.{key}: how many", actual.Count, expected.Length);
        for (int i = 0; i < Math.Min(actual.Count, expected.Length); i++)
            comparison.Scalar(expected[i].Place, actual[i], expected[i].Number(), tolerance);
    }

    // Before memory is taken for them: there are as many numbers as the files have.
    private static void CheckWeights(Trace trace, SearchSettings settings)
    {
        using Supernet net = SearchScene.CreateNet(settings, CPU);
        if (!trace.Weights.Order(StringComparer.Ordinal).SequenceEqual(net.Names.Order(StringComparer.Ordinal)))
            throw TraceJson.Refuse("its weights are not those of such a supernet");
        foreach (string name in net.Names)
        {
            long[] shape = net.Layout.Views[net.Layout[name]].Shape;
            if (!trace.InitialState.TryGet(name, out Models.Weights.Tensor? first))
                throw TraceJson.Refuse($"its initial state lacks '{name}'");
            if (!first.Shape.ToArray().Select(side => (long)side).SequenceEqual(shape))
                throw TraceJson.Refuse($"its initial '{name}' is [{string.Join(", ", first.Shape.ToArray())}], not [{string.Join(", ", shape)}]");
        }
    }

    private static void CheckArchitecture(Trace trace, SupernetSearch search)
    {
        ParameterLayout arch = search.Scene.ArchLayout;
        if (!trace.ArchParameters.SequenceEqual(arch.Parameters.Select(view => arch.Views[view].Name)))
            throw TraceJson.Refuse("its arch_parameters are not those of such a search");
    }

    private static void TakeInitialState(Trace trace, SupernetSearch search)
    {
        using IDisposable constant = no_grad();
        HashSet<string> known = [];
        foreach ((string name, Tensor target) in SearchState.Of(search.Scene))
        {
            known.Add(name);
            if (!trace.InitialState.TryGet(name, out Models.Weights.Tensor? first))
                throw TraceJson.Refuse($"its initial state lacks '{name}'");
            if (!first.Shape.ToArray().Select(side => (long)side).SequenceEqual(target.shape))
                throw TraceJson.Refuse($"its initial '{name}' is [{string.Join(", ", first.Shape.ToArray())}], not [{string.Join(", ", target.shape)}]");
            target.copy_(TensorFiles.ToTorch(first));
        }
        foreach (RunningStatistics.Entry entry in search.Scene.Net.Statistics.Entries)
            entry.Batches = trace.InitialState[$"{entry.Path}.num_batches_tracked"] is { Type: ElementType.I64 } counter
                ? counter.Integers[0]
                : throw TraceJson.Refuse($"its initial counter of {entry.Path} is no whole number");
        foreach (Models.Weights.Tensor tensor in trace.InitialState.Tensors)
            if (!known.Contains(tensor.Name) && !IsDerived(search, tensor.Name))
                throw TraceJson.Refuse($"its initial state holds '{Internals.Printable.Of(tensor.Name)}', which such a search has not");
    }

    // What the size supernet keeps beside its weights, and follows from the settings.
    private static bool IsDerived(SupernetSearch search, string name) => search.Settings.Space == SearchSpace.Size && name is "_tau" or "_masks";

    private static void CompareFinalState(Trace trace, SupernetSearch search, Comparison comparison, TraceWitness witness, bool isDouble)
    {
        const string momentum = "sgd.momentum_buffer/";
        Dictionary<string, Tensor> state = search.State().ToDictionary(pair => pair.Name, pair => pair.Value);
        string Names(IEnumerable<string> names) => string.Join(' ', names.Where(name => name.StartsWith(momentum, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        // The size space's final states hold no momenta.
        if (search.Settings.Space == SearchSpace.Topology)
            comparison.Same("final state: weights that have a momentum", Names(state.Keys), Names(trace.FinalState.Tensors.Select(tensor => tensor.Name)));
        foreach (Models.Weights.Tensor recorded in trace.FinalState.Tensors)
        {
            if (IsDerived(search, recorded.Name))
                continue;
            if (!state.TryGetValue(recorded.Name, out Tensor? value))
            {
                comparison.Same($"final state: '{recorded.Name}', which such a search has not", 1, 0);
                continue;
            }
            // Recorded in float32 alone.
            if (isDouble && recorded.Type != ElementType.I64)
                continue;
            bool isArch = trace.ArchParameters.Contains(recorded.Name);
            bool isMomentum = recorded.Name.StartsWith(momentum, StringComparison.Ordinal);
            comparison.Tensors(
                $"final state: {recorded.Name}", value, recorded,
                recorded.Type == ElementType.I64 ? 0 : isArch ? witness.Tolerances.Arch : isMomentum ? witness.Tolerances.Gradient : witness.Tolerances.Weight,
                isArch && witness.Tolerances.IsArchAbsolute,
                // Of biases before a normalisation it is rounding noise, which only a measure of its own size would take for a difference.
                least: isMomentum ? 1 : 0);
        }
    }
}
