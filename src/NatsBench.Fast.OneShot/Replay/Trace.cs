using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Official;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>A recorded search: its settings, its draws, and the numbers that it came to. Immutable.</summary>
public sealed class Trace
{
    private const long MostBytes = 1 << 28;
    private const long MostPixels = 1 << 24;
    private const string ImageFormula =
        "sin((0.2 + 0.03*(j mod 11))*p + 1.3*j) + 0.5*cos(0.011*(1 + (j mod 7))*p) in float64, rounded to float32; j = number of the sample, p = flat index in its 3 x side x side image";
    private const string LabelFormula = "(3*j + 1) mod classes";
    private const string SampleFormula = "base T: j = 2*T*batch + i; arch T: j = (2*T+1)*batch + i; valid V: j = 1000 + V*batch + i; i = place in the batch";

    private Trace(string path, TraceJson root, SearchSettings settings, int steps, int[] validBatches)
    {
        (Path, Root, Settings, Steps, ValidBatches) = (path, root, settings, steps, validBatches);
        Name = root["trace"].Text();
        Weights = root["weights"].Texts();
        ArchParameters = root["arch_parameters"].Texts();
        Tensors = Beside("tensors");
        InitialState = Beside("initial_state");
        FinalState = Beside("final_state");
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The search's settings.</summary>
    public SearchSettings Settings { get; }

    /// <summary>Steps of an epoch.</summary>
    public int Steps { get; }

    /// <summary>Images of each validation batch.</summary>
    internal int[] ValidBatches { get; }

    internal TraceJson Root { get; }

    /// <summary>Names of the weights, in the order of lists of norms.</summary>
    internal string[] Weights { get; }

    /// <summary>Names of what the architecture's optimiser trains.</summary>
    internal string[] ArchParameters { get; }

    internal TensorSet Tensors { get; }

    internal TensorSet InitialState { get; }

    internal TensorSet FinalState { get; }

    /// <summary>Reads a trace and the tensors beside it.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="NatsBenchException">A file is absent or damaged, or the trace has settings that are missing or not known here.</exception>
    public static Trace Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!System.IO.Path.Exists(path))
            throw new NatsBenchException($"{path}: there is no such file");
        PathKind.RefuseToRead(path);
        if (new FileInfo(path).Length > MostBytes)
            throw new NatsBenchException($"{path}: more than {MostBytes >> 20} MiB are no trace");
        TraceJson root;
        try
        {
            // A search that diverged has NaN, as Python writes it.
            using JsonDocument document = PythonJsonReader.Parse(File.ReadAllText(path));
            root = new TraceJson(document.RootElement.Clone(), "the trace");
        }
        catch (JsonException e)
        {
            throw new NatsBenchException($"{path}: not JSON: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        try
        {
            return Parse(path, root);
        }
        // A text whose escapes are half of a surrogate pair is only found out when it is read.
        catch (InvalidOperationException e)
        {
            throw new NatsBenchException($"{path}: not JSON as it should be: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static Trace Parse(string path, TraceJson root)
    {
        root.Only(
            "trace", "set", "space", "algorithm", "seed", "draws_seed", "original", "model", "data", "schedule", "initial_state", "final_state", "tensors", "weights",
            "arch_parameters", "initial_genotype", "epochs", "final", "float32_against_float64");
        string name = root["algorithm"].Text();
        if (!OneShotAlgorithms.TryParse(name, out OneShotAlgorithm algorithm))
            throw TraceJson.Refuse($"'{Printable.Of(name)}' is none of {string.Join(", ", OneShotAlgorithms.All.Select(OneShotAlgorithms.OfficialName))}");
        bool isTopology = algorithm.Space() == SearchSpace.Topology;
        string space = isTopology ? "tss" : "sss";
        if (root["space"].Text() != space)
            throw TraceJson.Refuse($"{name} searches {space}, not '{Printable.Of(root["space"].Text())}'");
        TraceJson model = root["model"], data = root["data"], schedule = root["schedule"];
        CheckModel(model, isTopology);
        data.Only("batch", "side", "valid_batches", "image", "label", "samples");
        CheckText(data["image"], ImageFormula);
        CheckText(data["label"], LabelFormula);
        CheckText(data["samples"], SampleFormula);
        schedule.Only(
            "epochs", "steps", "lr", "eta_min", "momentum", "nesterov", "weight_decay", "arch_lr", "arch_betas", "arch_eps", "arch_weight_decay", "candidates", "tau_max",
            "tau_min", "warmup_ratio", "controller");
        double[] betas = schedule["arch_betas"].Numbers();
        if (betas.Length != 2)
            throw TraceJson.Refuse("the trace.schedule.arch_betas are not two");
        int[] validBatches = [.. data["valid_batches"].List().Select(size => size.Integer(1, 1 << 16))];
        if (validBatches.Length is 0 or > 1 << 16)
            throw TraceJson.Refuse($"{validBatches.Length} validation batches are none, or too many");
        SearchSettings settings = new()
        {
            Algorithm = algorithm,
            Classes = model["classes"].Integer(1, 100_000),
            ImageSide = data["side"].Integer(4, 1024),
            Channels = isTopology ? model["channels"].Integer(1, 1024) : 64,
            CellsPerStage = isTopology ? model["cells_per_stage"].Integer(1, 100) : 1,
            Epochs = schedule["epochs"].Integer(1, 1_000_000),
            BatchSize = data["batch"].Integer(1, 1 << 16),
            ValidBatchSize = validBatches[0],
            LearningRate = schedule["lr"].Number(),
            LeastLearningRate = schedule["eta_min"].Number(),
            Momentum = schedule["momentum"].Number(),
            Nesterov = schedule["nesterov"].Flag(),
            WeightDecay = schedule["weight_decay"].Number(),
            ArchLearningRate = schedule["arch_lr"].Number(),
            ArchBeta1 = betas[0],
            ArchBeta2 = betas[1],
            ArchEpsilon = schedule["arch_eps"].Number(),
            ArchWeightDecay = schedule["arch_weight_decay"].Number(),
            Precision = SearchPrecision.F64,
        };
        if (algorithm is OneShotAlgorithm.Gdas or OneShotAlgorithm.ChannelInterpolation or OneShotAlgorithm.MaskGumbel)
            settings = settings with { TauMax = schedule["tau_max"].Number(), TauMin = schedule["tau_min"].Number() };
        if (isTopology)
            settings = settings with { Candidates = schedule["candidates"].Integer(1, TopologyCell.Count) };
        else if (schedule["warmup_ratio"].NumberOrNull() is var ratio && !double.IsNaN(ratio))
            settings = settings with { WarmUp = ratio };
        if (algorithm == OneShotAlgorithm.Enas)
            settings = settings with { Controller = ReadController(schedule["controller"]) };
        settings.Validate();
        if (Math.Max(settings.BatchSize, validBatches.Max()) * (long)settings.ImageSide * settings.ImageSide > MostPixels)
            throw TraceJson.Refuse($"batches of more than {MostPixels} pixels are not made");
        return new Trace(path, root, settings, schedule["steps"].Integer(1, 1_000_000), validBatches);
    }

    private static ControllerSettings ReadController(TraceJson controller)
    {
        controller.Only("updates", "samples", "baseline_decay", "entropy_weight", "clip");
        return new ControllerSettings
        {
            Updates = controller["updates"].Integer(1, 1_000_000),
            Samples = controller["samples"].Integer(1, 1_000_000),
            BaselineDecay = controller["baseline_decay"].Number(),
            EntropyWeight = controller["entropy_weight"].Number(),
            Clip = controller["clip"].Number(),
        };
    }

    private static void CheckModel(TraceJson model, bool isTopology)
    {
        if (isTopology)
        {
            model.Only("channels", "cells_per_stage", "nodes", "ops", "classes", "affine", "track_running_stats");
            model["nodes"].Integer(4, 4);
            string[] operations = model["ops"].Texts();
            if (!operations.SequenceEqual(Enum.GetValues<CellOperation>().Select(operation => operation.OfficialName())))
                throw TraceJson.Refuse("the trace.model.ops are not the five operations in their order");
        }
        else
        {
            model.Only("candidates", "rows", "genotype", "classes", "affine", "track_running_stats");
            model["rows"].Integer(SizeNetwork.LayerCount, SizeNetwork.LayerCount);
            if (!model["candidates"].Numbers().SequenceEqual(Enumerable.Range(1, 8).Select(i => 8.0 * i)))
                throw TraceJson.Refuse("the trace.model.candidates are not 8, 16, …, 64");
            CheckText(model["genotype"], "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|");
        }
        if (model["affine"].Flag() || model["track_running_stats"].Flag())
            throw TraceJson.Refuse("searched cells with affine normalisations or running statistics are not those of the benchmark");
    }

    private static void CheckText(TraceJson value, string expected)
    {
        if (value.Text() != expected)
            throw TraceJson.Refuse($"{value.Place} is not '{expected}', the only one known here");
    }

    // A name is that of a file beside the trace, and nothing else.
    private TensorSet Beside(string key)
    {
        string name = Root[key].Text();
        if (name.Length == 0 || name != System.IO.Path.GetFileName(name) || name is "." or "..")
            throw TraceJson.Refuse($"'{Printable.Of(name)}' of {key} is no file beside it");
        return SafetensorsFile.Read(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, name)).Tensors;
    }
}
