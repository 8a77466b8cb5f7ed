namespace NatsBench.Fast.Cli;

/// <summary>What the shell is told.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The request was refused, or failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
