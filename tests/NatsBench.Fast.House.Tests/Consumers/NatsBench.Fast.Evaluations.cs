using NatsBench.Fast.Data;
using NatsBench.Fast.Evaluations;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;

byte[] model = OnnxExport.ToArray(CellNetworks.Of(SizeNetwork.Parse(args[0]), classes: 10).Initialise(seed: 1));
using INetworkRunner runner = NetworkRunner.Load(model, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 2 });
ImageSet images = new(new byte[3 * 3072], [1, 2, 3], classes: 10, side: 32);
SetScore score = NetworkEvaluation.Run(runner, images, ImageStatistics.Of(Dataset.Cifar10), "network");
Console.WriteLine($"{score.Images} images, loss {score.Loss:F1}");
