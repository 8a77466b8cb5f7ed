using NatsBench.Fast.Inference.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.Inference.Tests.Running;

public sealed class RunnerTests
{
    private static readonly RunnerOptions Cpu = new() { Provider = ExecutionProvider.Cpu, Batch = 16, Threads = 1 };

    [Fact]
    public void A_runner_says_what_it_takes_and_gives()
    {
        using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(), Cpu);
        Assert.Equal(new NetworkSignature(ImageElement.F32, 3, 8, 8, Classes: 10, Features: 8, FixedBatch: null, HasKernel: false), runner.Signature);
        Assert.Equal((ExecutionProvider.Cpu, ExecutionProvider.Cpu, 16), (runner.Requested, runner.Used, runner.Batch));
        Assert.Equal(16 * TestModels.ImageLength, runner.Images<float>().Length);
        Assert.Throws<InvalidOperationException>(() => runner.Images<byte>().Length);
        Assert.True(runner.Logits.IsEmpty);
    }

    [Fact]
    public void An_image_has_the_same_logits_in_any_batch()
    {
        using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(), Cpu);
        TestModels.Fill(runner.Images<float>());
        runner.Run(16);
        float[] logits = runner.Logits.ToArray(), features = runner.Features.ToArray();
        Assert.Equal((160, 128), (logits.Length, features.Length));
        Assert.True(logits.Distinct().Count() > 150);
        // More sizes than bindings are kept; the first once more at the end.
        foreach (int images in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 1, 16])
        {
            runner.Run(images);
            Assert.Equal(logits.AsSpan(0, 10 * images), runner.Logits);
            Assert.Equal(features.AsSpan(0, 8 * images), runner.Features);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => runner.Run(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => runner.Run(17));
    }

    [Fact]
    public void Results_are_the_same_on_any_number_of_threads_and_without_copies()
    {
        float[] Logits(int threads)
        {
            using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(imageSide: 32), Cpu with { Threads = threads });
            TestModels.Fill(runner.Images<float>());
            runner.RunOnDevice(16);
            return runner.Logits.ToArray();
        }

        float[] one = Logits(1);
        foreach (int threads in (int[])[2, 3, 8])
            Assert.Equal(one, Logits(threads));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(), Cpu);
        runner.Run(16);
        runner.Run(5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            runner.Images<float>()[0] = i;
            runner.Run(16);
            runner.Run(5);
            Assert.False(runner.Logits.IsEmpty || runner.Features.IsEmpty);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Many_networks_run_at_once()
    {
        float[][] one = [.. Enumerable.Range(0, 8).Select(seed => Run(seed))];
        float[][] together = new float[32][];
        Parallel.For(0, together.Length, i => together[i] = Run(i % one.Length));
        for (int i = 0; i < together.Length; i++)
            Assert.Equal(one[i % one.Length], together[i]);
        Assert.NotEqual(one[0], one[1]);

        static float[] Run(long seed)
        {
            using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(seed), Cpu);
            TestModels.Fill(runner.Images<float>());
            for (int i = 0; i < 5; i++)
                runner.Run(16);
            return runner.Logits.ToArray();
        }
    }

    [Fact]
    public void A_model_of_a_fixed_batch_computes_it_whole()
    {
        byte[] model = TestModels.Altered(model => model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = 4);
        using INetworkRunner runner = NetworkRunner.Load(model, Cpu), any = NetworkRunner.Load(TestModels.Network(), Cpu);
        Assert.Equal((4, 4), (runner.Signature.FixedBatch, runner.Batch));
        TestModels.Fill(runner.Images<float>());
        TestModels.Fill(any.Images<float>());
        runner.Run(3);
        any.Run(3);
        Assert.Equal(any.Logits, runner.Logits);
    }

    [Fact]
    public void The_kernel_says_how_much_two_images_share()
    {
        using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(new OnnxOptions { WithKernel = true }), Cpu);
        Assert.True(runner.Signature.HasKernel);
        TestModels.Fill(runner.Images<float>());
        runner.Run(5);
        float[] kernel = runner.Kernel.ToArray();
        Assert.Equal(25, kernel.Length);
        for (int i = 0; i < 5; i++)
            for (int j = 0; j < 5; j++)
            {
                Assert.Equal(kernel[i * 5 + j], kernel[j * 5 + i]);
                Assert.True(i == j ? kernel[i * 6] == kernel[0] : kernel[i * 5 + j] < kernel[0]);
            }
        runner.Run(2);
        Assert.Equal([kernel[0], kernel[1], kernel[5], kernel[6]], runner.Kernel);
    }

    [Fact]
    public void Pixels_that_the_model_normalises_give_the_logits_of_normalised_images()
    {
        ImageStatistics images = ImageStatistics.Of(Dataset.Cifar10);
        using INetworkRunner pixels = NetworkRunner.Load(TestModels.Network(new OnnxOptions { Preprocessing = images }), Cpu);
        using INetworkRunner normalised = NetworkRunner.Load(TestModels.Network(), Cpu);
        Assert.Equal(ImageElement.U8, pixels.Signature.Element);
        new Random(4).NextBytes(pixels.Images<byte>());
        float[] table = images.Normalised();
        const int Plane = TestModels.ImageSide * TestModels.ImageSide;
        for (int i = 0; i < pixels.Images<byte>().Length; i++)
            normalised.Images<float>()[i] = table[i / Plane % 3 * 256 + pixels.Images<byte>()[i]];
        pixels.Run(16);
        normalised.Run(16);
        Assert.Equal(normalised.Logits, pixels.Logits);
    }

    [Fact]
    public void Half_precision_gives_nearly_the_same_logits()
    {
        using INetworkRunner half = NetworkRunner.Load(TestModels.Network(new OnnxOptions { Half = true }), Cpu);
        using INetworkRunner single = NetworkRunner.Load(TestModels.Network(), Cpu);
        TestModels.Fill(half.Images<float>());
        TestModels.Fill(single.Images<float>());
        half.Run(16);
        single.Run(16);
        double most = 0;
        for (int i = 0; i < half.Logits.Length; i++)
            most = Math.Max(most, Math.Abs(half.Logits[i] - single.Logits[i]));
        Assert.InRange(most, 1e-6, 1e-2);
    }

    [Fact]
    public void Auto_is_the_processor_where_no_GPU_is()
    {
        using INetworkRunner runner = NetworkRunner.Load(TestModels.Network(), Cpu with { Provider = ExecutionProvider.Auto });
        Assert.Equal(ExecutionProvider.Auto, runner.Requested);
        Assert.Contains(runner.Used, (ExecutionProvider[])[ExecutionProvider.Cpu, ExecutionProvider.Cuda]);
    }

    [Fact]
    public void Weights_that_are_not_numbers_give_logits_that_are_none()
    {
        byte[] model = TestModels.Altered(model => model.Graph.Initializer.Single(tensor => tensor.Name == "classifier.bias").RawData =
            Google.Protobuf.ByteString.CopyFrom([.. Enumerable.Repeat(BitConverter.GetBytes(float.NaN), 10).SelectMany(bytes => bytes)]));
        using INetworkRunner runner = NetworkRunner.Load(model, Cpu);
        runner.Run(1);
        Assert.All(runner.Logits.ToArray(), logit => Assert.True(float.IsNaN(logit)));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(65_537, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1025, 0)]
    [InlineData(1, 1, -1)]
    public void Options_out_of_their_range_are_refused(int batch, int threads, int device) => Assert.Throws<ArgumentOutOfRangeException>(
        () => NetworkRunner.Load(TestModels.Network(), Cpu with { Batch = batch, Threads = threads, Device = device }));
}
