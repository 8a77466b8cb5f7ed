using System.CommandLine;
using System.Security.Cryptography;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Weights;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench weights show</c>.</summary>
internal sealed class WeightsShowCommand : ExampleCommand
{
    private readonly Argument<string> _source = CommonArguments.WeightSource("A full archive (directory, .tar or one record), a weight store (.natsw), or a .safetensors file.");
    private readonly WeightOptions _weights = new();
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each network instead of tables.");

    public WeightsShowCommand() : base(
        "show", "Show the tensors of networks: names, shapes and the SHA-256 of their numbers.",
        "natsbench weights show NATS-tss-v1_0-3ffb9-full.tar --arch 284 --dataset cifar10 --hp 12",
        "natsbench weights show cell-284.safetensors --json")
    {
        Arguments.Add(_source);
        foreach (Option option in (Option[])[.. _weights.All, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_source);
        if (File.Exists(path) && WeightExtraction.IsSafetensors(path))
            return Show(path, parsed.GetValue(_json));
        using Interruption interruption = new();
        using WeightSource source = WeightSource.Open(path, interruption.Token);
        WeightChoice choice = _weights.Choice(parsed);
        int networks = 0;
        foreach (int architecture in _weights.Architectures(parsed, source.Architectures, source.Path))
        {
            interruption.Token.ThrowIfCancellationRequested();
            WeightSource.Networks of = source.Of(architecture);
            foreach (TrainingKey training in of.Trainings.Where(choice.Takes))
            {
                Answer answer = Show(training, of.Text(), of.Read(training));
                answer.Write(parsed.GetValue(_json), synthetic: "");
                networks++;
            }
        }
        return networks > 0 ? ExitCode.Success : throw new NatsBenchException($"{source.Path}: no weights of {choice}; {WeightArchive.WhichHaveWeights}");
    }

    private static Answer Show(TrainingKey training, string text, TensorSet tensors) => new(
        json =>
        {
            json.WriteArchitecture(training.Architecture, text);
            json.WriteTraining(training);
            json.WriteTensors(tensors);
        },
        output =>
        {
            output.Title($"{training}: {text}");
            WriteTable(output, tensors);
        });

    private static int Show(string path, bool asJson)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        Answer answer = new(
            json =>
            {
                json.WriteString("file", path);
                json.WriteStartObject("metadata");
                foreach ((string key, string value) in file.Metadata)
                    json.WriteString(key, value);
                json.WriteEndObject();
                json.WriteTensors(file.Tensors);
            },
            output =>
            {
                output.Title(path);
                foreach ((string key, string value) in file.Metadata)
                    output.Line($"{key}: {value}");
                WriteTable(output, file.Tensors);
            });
        return answer.Write(asJson, synthetic: "");
    }

    private static void WriteTable(TextOutput output, TensorSet tensors)
    {
        TextTable table = new("tensor", "type", "shape", "SHA-256");
        foreach (Tensor tensor in tensors.Tensors)
            table.Add(tensor.Name, tensor.Type.ToString(), $"[{string.Join(", ", tensor.Shape.ToArray())}]", Convert.ToHexStringLower(SHA256.HashData(tensor.Bytes)));
        output.Table(table);
    }
}
