using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>The tensor engine: whether it is here, and on what device it computes.</summary>
public static class TorchEngine
{
    /// <summary>What to do where the native library does not load beside an older libstdc++.</summary>
    public const string Remedy = "run tools/patch-torch.sh with the program's folder (Debian 12 and Ubuntu 22.04 need it), or use a system with GCC 13's libstdc++";

    private static readonly Lazy<string?> LoadFault = new(TryLoad);

    /// <summary>Why the engine cannot be used, in one line with the remedy; null where it can.</summary>
    public static string? Fault => LoadFault.Value;

    /// <summary>
    /// A line for whoever has the variable <c>TORCH_LIBRARY</c> name a libtorch of another version than TorchSharp is made for; null where there is
    /// nothing to say.
    /// </summary>
    public static string? Notice => TorchLibrary.Notice;

    /// <summary>Loads the engine: libtorch from beside the program, or from the folder that the variable <c>TORCH_LIBRARY</c> names.</summary>
    /// <exception cref="NatsBenchException">It does not load; the message says what to do.</exception>
    public static void Load()
    {
        if (Fault is { } fault)
            throw new NatsBenchException(fault);
    }

    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> …; null for a GPU where there is one.</param>
    /// <exception cref="NatsBenchException">There is no such device, or no engine.</exception>
    public static Device Device(string? name)
    {
        Load();
        if (name is null)
            return cuda.is_available() ? CUDA : CPU;
        if (name == "cpu")
            return CPU;
        int index = 0;
        if (name != "cuda" && !(name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), out index) && index >= 0))
            throw new NatsBenchException($"there is no device '{name}': cpu, cuda, or cuda:N");
        if (!cuda.is_available())
            throw new NatsBenchException($"there is no CUDA here: this needs an NVIDIA GPU with its driver, and a build with -p:Torch=cuda, or a PyTorch with CUDA whose folder torch/lib {TorchLibrary.Variable} names; --device cpu does without");
        if (index >= cuda.device_count())
            throw new NatsBenchException($"there is no device '{name}': this machine has {cuda.device_count()} GPUs, from cuda:0 on");
        return new Device(DeviceType.CUDA, index);
    }

    /// <summary>Whether libtorch threw because the device has not enough memory: what it throws has no type of its own.</summary>
    public static bool IsShortOfMemory(ExternalException e) =>
        e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase);

    private static string? TryLoad()
    {
        try
        {
            TorchLibrary.Load();
            Touch();
            return null;
        }
        catch (NatsBenchException e)
        {
            return e.Message;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException or BadImageFormatException or EntryPointNotFoundException)
        {
            string reason = e.GetBaseException().Message.ReplaceLineEndings(" ").Trim();
            return $"the tensor engine (TorchSharp, libtorch) does not work: {(reason.Length > 300 ? reason[..300] + "…" : reason)}; {Remedy}";
        }
    }

    // Not inlined: the engine is loaded where this is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch()
    {
        using Tensor one = ones(1);
        if (one.item<float>() != 1)
            throw new NotSupportedException("it does not compute");
    }
}
