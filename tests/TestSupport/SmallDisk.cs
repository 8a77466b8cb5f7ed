using System.Diagnostics;

namespace NatsBench.Fast.TestSupport;

/// <summary>A disk that is soon full, at a folder; a test that may not mount one is skipped by name.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(string folder, string size)
    {
        Path = Directory.CreateDirectory(folder).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Path), "needs the right to mount a small disk");
    }

    public string Path { get; }

    /// <summary>Makes it larger.</summary>
    public void Grow(string size) => Assert.True(Run("mount", "-o", $"remount,size={size}", Path));

    public void Dispose() => Run("umount", Path);

    private static bool Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
