using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>
/// The native library of ONNX Runtime: the one of the package, or the one that the variable <c>ORT_LIBRARY</c> names. It keeps silent: what
/// it has to say comes with its exceptions.
/// </summary>
internal static class RuntimeLibrary
{
    public const string Variable = "ORT_LIBRARY";

    private static readonly Lazy<OrtEnv> Opened = new(Open);

    /// <summary>The library, opened by the first call.</summary>
    /// <exception cref="NatsBenchException">It cannot be loaded.</exception>
    public static OrtEnv Environment => Opened.Value;

    /// <summary>
    /// Whether sessions on the CPU may take what they compute in from one place: many networks that run one after the other then need the memory of
    /// one. Not where somebody else opened the library.
    /// </summary>
    public static bool SharesMemory { get; private set; }

    /// <summary>Where it comes from, for messages.</summary>
    public static string Origin => Named is { } path ? $"{path}, which {Variable} names" : "the package's";

    /// <summary>Whether it has a provider; that a device is there, it does not say.</summary>
    public static bool Has(ExecutionProvider provider) => Environment.GetAvailableProviders().Contains(provider.OfficialName());

    private static string? Named => System.Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    private static OrtEnv Open()
    {
        // Who loads from a pipe waits until somebody writes into it.
        if (Named is { } path && PathKind.Irregular(path) is { } kind)
            throw NotLoaded($"{path} is {kind}", null);
        try
        {
            if (Named is not null && !OrtEnv.IsCreated)
            {
                // Its own way of finding the library would come first.
                OrtEnv.DisableDllImportResolver = true;
                NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, Resolve);
            }
            if (OrtEnv.IsCreated)
                return OrtEnv.Instance();
            EnvironmentCreationOptions options = new() { logId = "natsbench", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv environment = OrtEnv.CreateInstanceWithOptions(ref options);
            ShareMemory(environment);
            return environment;
        }
        catch (Exception e) when (Cause(e) is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw NotLoaded(RuntimeErrors.OneLine(Cause(e).Message), e);
        }
    }

    private static NatsBenchException NotLoaded(string fault, Exception? e) =>
        new($"ONNX Runtime cannot be loaded ({fault}); let {Variable} name a libonnxruntime of this system, or leave it unset for the package's", e);

    // Without a limit, and grown as ONNX Runtime grows its own.
    private static void ShareMemory(OrtEnv environment)
    {
        using OrtMemoryInfo memory = new("Cpu", OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using OrtArenaCfg arena = new(0, -1, -1, -1);
        environment.CreateAndRegisterAllocator(memory, arena);
        SharesMemory = true;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) =>
        library.StartsWith("onnxruntime", StringComparison.OrdinalIgnoreCase) && Named is { } named ? NativeLibrary.Load(named) : 0;

    // The first use of the managed library fails within its initialiser.
    private static Exception Cause(Exception e) => e is TypeInitializationException { InnerException: { } inner } ? Cause(inner) : e;
}
