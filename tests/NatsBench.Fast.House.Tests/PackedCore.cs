using System.Diagnostics;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

/// <summary>The core packed into a local feed, and a stranger's project that restores it from there.</summary>
public sealed class PackedCore : IDisposable
{
    private const string Consumer = """
        using NatsBench.Fast;
        using NatsBench.Fast.Model;

        using NatsBenchmark bench = NatsBenchmark.Open(args[0]);
        Console.WriteLine(bench.Runs(1, Dataset.Cifar10, TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.OriTest).Accuracy);
        """;

    private readonly TemporaryFolder _folder = new();

    public PackedCore()
    {
        string version = $"0.1.0-test{DateTime.UtcNow.Ticks}";
        Run(SharedData.RepositoryRoot, "dotnet", "pack", "src/NatsBench.Fast", "-c", "Release", "-o", Feed, $"-p:Version={version}", $"-p:ArtifactsPath={_folder["build"]}");
        Directory.CreateDirectory(Project);
        File.WriteAllText(Path.Combine(Project, "Program.cs"), Consumer);
        File.WriteAllText(Path.Combine(Project, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestoreAdditionalProjectSources>{Feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{_folder["packages"]}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NatsBench.Fast" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        SampleFile.Write(Sample);
    }

    /// <summary>The folder that holds the packages.</summary>
    public string Feed => _folder["feed"];

    /// <summary>The stranger's project.</summary>
    public string Project => _folder["consumer"];

    /// <summary>A column file to ask.</summary>
    public string Sample => _folder["sample.natsb"];

    /// <summary>A place for what the project is published to.</summary>
    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a command and returns its output; fails the test where it fails.</summary>
    public static string Run(string folder, string command, params string[] arguments)
    {
        ProcessStartInfo start = new(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}:\n{output}\n{errors.Result}");
        return output;
    }
}
