using System.Diagnostics;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

/// <summary>
/// All packages in a local feed, packed by the command of docs/embedding.md, and a stranger's project for each library: it refers to that
/// package alone and holds the program of its name in <c>Consumers</c>. They are restored and built together, once.
/// </summary>
public sealed class PackedLibraries : IDisposable
{
    /// <summary>The libraries, each a package of its own.</summary>
    public static readonly string[] Names =
    [
        "NatsBench.Fast", "NatsBench.Fast.Conversion", "NatsBench.Fast.Data", "NatsBench.Fast.Evaluations", "NatsBench.Fast.Inference", "NatsBench.Fast.Models",
        "NatsBench.Fast.OneShot", "NatsBench.Fast.Reports", "NatsBench.Fast.Search", "NatsBench.Fast.Statistics", "NatsBench.Fast.Studies", "NatsBench.Fast.Synthesis", "NatsBench.Fast.Tables",
    ];

    private readonly TemporaryFolder _folder = new();

    public PackedLibraries()
    {
        string version = $"0.1.0-test{DateTime.UtcNow.Ticks}";
        Run(SharedData.RepositoryRoot, "dotnet", "pack", "NatsBench.Fast.sln", "-c", "Release", "-o", Feed,
            $"-p:Version={version}", $"-p:ArtifactsPath={_folder["build"]}", "-p:RunAnalyzers=false");
        Directory.CreateDirectory(_folder["consumers"]);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestoreAdditionalProjectSources>{Feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{_folder["packages"]}</RestorePackagesPath>
              </PropertyGroup>
            </Project>
            """);
        foreach (string name in Names)
        {
            Directory.CreateDirectory(_folder[$"consumers/{name}"]);
            Write($"{name}/Program.cs", File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.House.Tests", "Consumers", $"{name}.cs")));
            Write($"{name}/{ConsumerOf(name)}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <ItemGroup>
                    <PackageReference Include="{name}" Version="{version}" />
                  </ItemGroup>
                </Project>
                """);
        }
        Write("Consumers.slnx", $"<Solution>{string.Concat(Names.Select(name => $"""<Project Path="{name}/{ConsumerOf(name)}.csproj" />"""))}</Solution>");
        Run(_folder["consumers"], "dotnet", "build", "-c", "Release");

        void Write(string name, string text) => File.WriteAllText(_folder[$"consumers/{name}"], text);
    }

    /// <summary>The folder that holds the packages.</summary>
    public string Feed => _folder["feed"];

    /// <summary>A place for a file or folder.</summary>
    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs the program that a library's consumer was built to.</summary>
    public string Ask(string library, params string[] arguments) => Run(
        _folder.Path, "dotnet", [_folder[$"consumers/{library}/bin/Release/net10.0/{ConsumerOf(library)}.dll"], .. arguments]);

    /// <summary>Publishes a consumer ahead of time.</summary>
    /// <param name="library">The library.</param>
    /// <param name="options">More options of <c>dotnet publish</c>.</param>
    /// <returns>Runs the program that came of it.</returns>
    public Func<string[], string> Publish(string library, params string[] options)
    {
        string output = _folder[$"published/{library}"];
        Run(_folder[$"consumers/{library}"], "dotnet", ["publish", "-c", "Release", "-p:PublishAot=true", "-o", output, .. options]);
        return arguments => Run(_folder.Path, Path.Combine(output, ConsumerOf(library)), arguments);
    }

    // An assembly of the library's own name would hide it.
    private static string ConsumerOf(string library) => $"Consumer.{library}";

    // Fails the test where the command fails.
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
