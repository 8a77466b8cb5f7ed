using System.Diagnostics;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

/// <summary>The package as a stranger gets it: packed, restored from a feed, compiled, published ahead of time, run.</summary>
public sealed class PackageTests
{
    private const string Consumer = """
        using NatsBench.Fast;
        using NatsBench.Fast.Model;

        using NatsBenchmark bench = NatsBenchmark.Open(args[0]);
        Console.WriteLine(bench.Runs(1, Dataset.Cifar10, TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.OriTest).Accuracy);
        """;

    [Fact]
    public void The_core_is_packed_restored_and_published_ahead_of_time()
    {
        using TemporaryFolder folder = new();
        string version = $"0.1.0-test{DateTime.UtcNow.Ticks}";
        Run(SharedData.RepositoryRoot, "dotnet", "pack", "src/NatsBench.Fast", "-c", "Release", "-o", folder["feed"], $"-p:Version={version}", $"-p:ArtifactsPath={folder["build"]}");
        string package = Assert.Single(Directory.GetFiles(folder["feed"], "*.nupkg"));
        Assert.Single(Directory.GetFiles(folder["feed"], "*.snupkg"));
        string[] entries = [.. System.IO.Compression.ZipFile.OpenRead(package).Entries.Select(entry => entry.FullName)];
        Assert.Contains("README.md", entries);
        Assert.Contains("lib/net10.0/NatsBench.Fast.xml", entries);

        Directory.CreateDirectory(folder["consumer"]);
        File.WriteAllText(Path.Combine(folder["consumer"], "Program.cs"), Consumer);
        File.WriteAllText(Path.Combine(folder["consumer"], "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestoreAdditionalProjectSources>{folder["feed"]}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{folder["packages"]}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NatsBench.Fast" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        SampleFile.Write(folder["sample.natsb"]);

        Run(folder["consumer"], "dotnet", "publish", "-c", "Release", "-o", folder["published"]);
        Assert.Equal("28.5", Run(folder.Path, Path.Combine(folder["published"], "Consumer"), folder["sample.natsb"]).Trim());
    }

    private static string Run(string folder, string command, params string[] arguments)
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
