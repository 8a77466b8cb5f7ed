using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;

byte[] model = OnnxExport.ToArray(CellNetworks.Of(SizeNetwork.Parse(args[0]), classes: 10).Initialise(seed: 1));
using INetworkRunner runner = NetworkRunner.Load(model, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 2 });
runner.Images<float>().Fill(0.5f);
runner.Run(2);
Console.WriteLine($"{runner.Used.Name()} {runner.Logits[..10].SequenceEqual(runner.Logits[10..])} {runner.Logits[0]:F3}");
