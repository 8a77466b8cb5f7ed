using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NatsBench.Fast.Internals;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>
/// The native libraries of libtorch: those beside the program, or those of the folder that the variable <c>TORCH_LIBRARY</c> names, such as
/// <c>site-packages/torch/lib</c> of a Python that has PyTorch with CUDA.
/// </summary>
internal static partial class TorchLibrary
{
    public const string Variable = "TORCH_LIBRARY";

    // The version that TorchSharp is made for; others have other functions, and say so where one is called, or compute something else.
    private const string Wanted = "2.10";

    // In the order in which they need one another. Those with CUDA are in builds with CUDA alone.
    private static readonly (string Name, bool IsRequired)[] Parts =
        [("c10", true), ("torch_cpu", true), ("c10_cuda", false), ("torch_cuda", false), ("torch", true)];

    /// <summary>The folder; null where the variable is not set.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>A line about a libtorch of another version than TorchSharp's; null where there is nothing to say.</summary>
    public static string? Notice => Folder is { } folder && Version(folder) is var version && version?.StartsWith(Wanted + ".", StringComparison.Ordinal) != true
        ? $"{Variable} names libtorch {version ?? "of an unknown version"}, and TorchSharp is made for {Wanted}: see with 'natsbench-oneshot replay' whether it computes the same"
        : null;

    /// <summary>
    /// Loads the folder's libraries, where the variable is set, and TorchSharp's wrapper. What needs one of them by name finds it loaded; left to itself
    /// TorchSharp would print pages and copy libraries about before it fails.
    /// </summary>
    /// <exception cref="NatsBenchException">It is no folder with libtorch, the program has a libtorch of its own, or one does not load; with the remedy.</exception>
    public static void Load()
    {
        if (Folder is { } folder)
            LoadFrom(folder);
        try
        {
            if (Folder is null)
                _ = NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out _);
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            (string reason, string remedy) = Reason(e.Message);
            throw new NatsBenchException($"the tensor engine (TorchSharp, libtorch) does not load: {reason}; {remedy}", e);
        }
    }

    private static void LoadFrom(string folder)
    {
        // A second copy in one process registers every operator twice, which ends it.
        string own = FileName("torch_cpu");
        string[] places = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (places.Append(AppContext.BaseDirectory).FirstOrDefault(place => File.Exists(Path.Combine(place, own))) is { } place)
            throw new NatsBenchException($"{Variable} names {folder}, and this program has a libtorch of its own in {place}: build it with -p:Torch=none, or leave {Variable} unset");
        foreach ((string name, bool isRequired) in Parts)
        {
            string path = Path.GetFullPath(Path.Combine(folder, FileName(name)));
            if (!File.Exists(path))
            {
                if (isRequired)
                    throw new NatsBenchException($"{Variable} names {folder}, which has no {FileName(name)}: a folder with libtorch, such as site-packages/torch/lib");
                continue;
            }
            if (PathKind.Irregular(path) is { } kind)
                throw new NatsBenchException($"{path} is {kind}; {Variable} names a folder with libtorch, such as site-packages/torch/lib");
            try
            {
                NativeLibrary.Load(path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw new NatsBenchException($"{path}, which {Variable} names, does not load: {Reason(e.Message).Reason}", e);
            }
        }
    }

    // The loader's own words stand amid all the names that were tried.
    private static (string Reason, string Remedy) Reason(string message)
    {
        string[] lines = [.. message.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string reason = lines.FirstOrDefault(line => line.Contains("GLIBC", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.Contains("undefined symbol", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.Contains("torch.", StringComparison.Ordinal) && !line.Contains("LibTorchSharp", StringComparison.Ordinal))
            ?? lines[0];
        return (
            reason.Length > 300 ? reason[..300] + "…" : reason,
            reason.Contains("GLIBC", StringComparison.Ordinal) ? TorchEngine.Remedy
            : reason.Contains("undefined symbol", StringComparison.Ordinal) ? $"TorchSharp is made for libtorch {Wanted}: let {Variable} name one of that version"
            : $"build the program with libtorch (-p:Torch=cpu or cuda), or let {Variable} name a folder that has one, such as site-packages/torch/lib");
    }

    // Python packages have version.py in the folder above; the archives of libtorch have build-version there.
    private static string? Version(string folder)
    {
        try
        {
            string above = Path.GetFullPath(Path.Combine(folder, ".."));
            string python = Path.Combine(above, "version.py"), archive = Path.Combine(above, "build-version");
            return IsFile(python) ? PythonVersion().Match(File.ReadAllText(python)) is { Success: true } match ? match.Groups[1].Value : null
                : IsFile(archive) ? File.ReadAllText(archive).Trim()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsFile(string path) => File.Exists(path) && PathKind.Irregular(path) is null;

    private static string FileName(string name) => OperatingSystem.IsWindows() ? name + ".dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    [GeneratedRegex(@"^__version__\s*=\s*'([0-9A-Za-z.+]{1,40})'", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PythonVersion();
}
