using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.OneShot.Algorithms;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>Compares a search with its trace while it runs.</summary>
internal sealed class TraceWitness(Trace trace, SearchScene scene, Comparison comparison, bool isDouble) : SearchWitness
{
    private const string DoubleSuffix = "_f64";

    private readonly Tolerances _tolerances = Tolerances.Of(trace.Settings.Algorithm, isDouble);
    private readonly string _suffix = isDouble ? DoubleSuffix : "";
    private readonly ILookup<string, Models.Weights.Tensor> _byStep = trace.Tensors.Tensors.ToLookup(tensor => StepOf(tensor.Name));
    private TraceJson _step;
    private string _prefix = "";
    private Queue<TraceJson> _passes = [];
    private Queue<TraceJson> _samples = [];
    private Queue<TraceJson> _updates = [];
    private int _update;

    public Tolerances Tolerances => _tolerances;

    /// <summary>What to expect once the controller's phase is over.</summary>
    public Action AfterController { get; set; } = () => { };

    /// <summary>Says which step is next.</summary>
    public void Begin(TraceJson step, string prefix)
    {
        (_step, _prefix) = (step, prefix);
        Expect(step["passes"].List());
    }

    /// <summary>Says which passes are next.</summary>
    public void Expect(TraceJson[] passes) => _passes = new Queue<TraceJson>(passes);

    /// <summary>Says which controller phase is next.</summary>
    public void BeginController(TraceJson controller, string prefix)
    {
        _prefix = prefix;
        TraceJson[] samples = controller["samples"].List();
        Expect(samples);
        _samples = new Queue<TraceJson>(samples);
        _updates = new Queue<TraceJson>(controller["updates"].List());
        _update = 0;
    }

    /// <summary>What was expected and did not come.</summary>
    public void End(string what)
    {
        comparison.Same($"{what}: passes that were not made", _passes.Count, 0);
        comparison.Same($"{what}: controller's samples and steps that were not made", _samples.Count + _updates.Count, 0);
        (_passes, _samples, _updates) = ([], [], []);
    }

    /// <summary>Compares a number of an object with its recorded one, where it is recorded.</summary>
    public void Number(TraceJson recorded, string key, double actual, double tolerance)
    {
        if ((recorded.Find(key + _suffix) ?? recorded.Find(key)) is { } value)
            comparison.Scalar($"{recorded.Place}.{key}", actual, value.NumberOrNull(), tolerance);
    }

    /// <summary>A list of the precision.</summary>
    public TraceJson[] List(TraceJson recorded, string key) => Own(recorded, key).List();

    /// <summary>What is recorded for the precision; where nothing is for it alone, both had the same.</summary>
    public TraceJson Own(TraceJson recorded, string key) => recorded.Find(key + _suffix) ?? recorded[key];

    public override void Passed(string kind, Tensor logits, Tensor labels, Tensor? loss)
    {
        if (!_passes.TryDequeue(out TraceJson pass))
        {
            comparison.Same($"a pass '{kind}' that is not recorded", 1, 0);
            return;
        }
        string name = pass["name"].Text();
        string recordedKind = name.Split('/')[^1].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        string expected = kind switch { "select" => "c", "valid" => "v", "ctl" => "k", "base2" => "base", _ => kind };
        comparison.Same($"{name}: kind of pass", expected, recordedKind);
        (Tensor top1, Tensor top5) = Accuracy.Of(logits, labels);
        Number(pass, "top1", top1.item<float>(), 0);
        Number(pass, "top5", top5.item<float>(), 0);
        if (loss is not null)
            Number(pass, "loss", Scalar(loss), _tolerances.Loss);
        Tensors(name + "/logits", logits, _tolerances.Weight);
    }

    public override void WeightGradients(ParameterBlock weights) => comparison.Norms(
        $"{_prefix} grad_norms", trace.Weights, Norms(weights.Gradients, scene.Sgd.IsReached), List(_step, "grad_norms"), _tolerances.Gradient);

    public override void ArchGradients(ParameterBlock architecture)
    {
        foreach (int view in architecture.Layout.Parameters)
            Tensors(
                $"{_prefix}/{architecture.Layout.Views[view].Name}.grad", ParameterBlock.Part(architecture.Gradients, architecture.Layout.Views[view]), _tolerances.ArchGradient);
    }

    public override void SecondOrder(Tensor vectors, Tensor unrolled, Tensor direct, Tensor implicitPart)
    {
        double norm = Scalar(vectors.norm());
        Number(_step, "v_norm", norm, _tolerances.Gradient);
        Number(_step, "R", 0.01 / norm, _tolerances.Gradient);
        comparison.Norms($"{_prefix} v_norms", trace.Weights, Norms(vectors), List(_step, "v_norms"), _tolerances.Gradient);
        comparison.Norms($"{_prefix} unrolled_norms", trace.Weights, Norms(unrolled), List(_step, "unrolled_norms"), _tolerances.Weight);
        Tensors($"{_prefix}/unrolled/arch_parameters.grad", direct.view(implicitPart.shape), _tolerances.ArchGradient);
        Tensors($"{_prefix}/implicit", implicitPart, _tolerances.ArchGradient);
    }

    public override void Stepped()
    {
        comparison.Norms($"{_prefix} weight_norms", trace.Weights, Norms(scene.Weights.Values), List(_step, "weight_norms"), _tolerances.Weight);
        Dictionary<string, Tensor> state = SearchState.Of(scene).ToDictionary(pair => pair.Name, pair => pair.Value);
        foreach (Models.Weights.Tensor recorded in _byStep[_prefix])
        {
            // Gradients and passes were compared when they were there.
            string name = recorded.Name[(_prefix.Length + 1)..];
            bool isDoubles = name.EndsWith(DoubleSuffix, StringComparison.Ordinal);
            name = isDoubles ? name[..^DoubleSuffix.Length] : name;
            if (!state.TryGetValue(name, out Tensor? value) || (isDoubles != isDouble && recorded.Type != ElementType.I64))
                continue;
            bool isArch = name == trace.ArchParameters[0];
            comparison.Tensors(
                $"{_prefix}/{name}", value, recorded,
                recorded.Type == ElementType.I64 ? 0 : isArch ? _tolerances.Arch : _tolerances.Weight, isArch && _tolerances.IsArchAbsolute);
        }
    }

    public override void ControllerSample(double logProbability, double entropy, double reward, double baseline, double loss)
    {
        if (!_samples.TryDequeue(out TraceJson sample))
        {
            comparison.Same("a sample of the controller that is not recorded", 1, 0);
            return;
        }
        Number(sample, "log_prob", logProbability, _tolerances.Controller);
        Number(sample, "entropy", entropy, _tolerances.Controller);
        Number(sample, "reward", reward, _tolerances.Controller);
        Number(sample, "baseline", baseline, _tolerances.Controller);
        Number(sample, "loss", loss, _tolerances.Controller);
    }

    public override void ControllerGradients(ParameterBlock controller, double normBeforeClipping)
    {
        if (!_updates.TryPeek(out TraceJson update))
        {
            comparison.Same("a step of the controller that is not recorded", 1, 0);
            return;
        }
        Number(update, "grad_norm_before_clip", normBeforeClipping, _tolerances.ArchGradient);
        comparison.Norms(
            $"{update.Place}.grad_norms", trace.ArchParameters, Norms(controller.Layout, controller.Gradients, trace.ArchParameters), List(update, "grad_norms"),
            _tolerances.ArchGradient);
        foreach (int view in controller.Layout.Parameters)
            ControllerTensor(controller.Layout.Views[view], controller.Gradients, ".grad", _tolerances.ArchGradient, isAbsolute: false);
    }

    public override void ControllerUpdated(ParameterBlock controller)
    {
        if (!_updates.TryDequeue(out TraceJson update))
            return;
        comparison.Norms(
            $"{update.Place}.norms", trace.ArchParameters, Norms(controller.Layout, controller.Values, trace.ArchParameters), List(update, "norms"), _tolerances.Controller);
        foreach (int view in controller.Layout.Parameters)
            ControllerTensor(controller.Layout.Views[view], controller.Values, "", _tolerances.Arch, _tolerances.IsArchAbsolute);
        _update++;
        if (_updates.Count == 0)
        {
            comparison.Same("passes of the controller that were not made", _passes.Count, 0);
            AfterController();
        }
    }

    /// <summary>Norms of momenta, absent where a weight has had no gradient.</summary>
    public double?[] MomentumNorms() => Norms(scene.Sgd.Momentum, scene.Sgd.HasMomentum);

    private static string StepOf(string name) => name.Split('/') is [var epoch, var step, ..] ? $"{epoch}/{step}" : "";

    private static double Scalar(Tensor value) => value.detach().to(TorchSharp.torch.ScalarType.Float64).item<double>();

    private static double?[] Norms(ParameterLayout layout, Tensor buffer, string[] names) =>
        [.. names.Select(name => (double?)Scalar(ParameterBlock.Part(buffer, layout.Views[layout[name]]).norm()))];

    private double?[] Norms(Tensor buffer) => Norms(scene.Net.Layout, buffer, trace.Weights);

    // Null where a place of the buffer is not there yet.
    private double?[] Norms(Tensor buffer, ReadOnlySpan<bool> isThere)
    {
        ParameterLayout layout = scene.Net.Layout;
        HashSet<string> there = new(StringComparer.Ordinal);
        for (int place = 0; place < isThere.Length; place++)
            if (isThere[place])
                there.Add(layout.Views[layout.Parameters[place]].Name);
        return [.. Norms(buffer).Select((norm, i) => there.Contains(trace.Weights[i]) ? norm : null)];
    }

    private void ControllerTensor(ParameterLayout.View view, Tensor buffer, string what, double tolerance, bool isAbsolute) =>
        Tensors($"{_prefix}/u{_update}/{view.Name}{what}", ParameterBlock.Part(buffer, view), tolerance, isAbsolute);

    private void Tensors(string name, Tensor actual, double tolerance, bool isAbsolute = false)
    {
        if (trace.Tensors.TryGet(name + _suffix, out Models.Weights.Tensor? recorded))
            comparison.Tensors(name, actual, recorded, tolerance, isAbsolute);
    }
}
