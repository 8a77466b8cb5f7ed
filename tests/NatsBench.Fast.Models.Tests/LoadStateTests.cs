using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Tests;

/// <summary>Tensors are matched with a network strictly.</summary>
public sealed class LoadStateTests
{
    private static readonly NetworkGraph Network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), classes: 10);

    [Fact]
    public void All_tensors_in_any_order_come_in_the_order_of_the_network()
    {
        TrainedNetwork trained = Network.LoadState(new TensorSet(Tensors().Reverse()));
        Assert.Same(Network, trained.Graph);
        Assert.Equal(Network.State().Select(tensor => tensor.Name), trained.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(Network.Parameters, trained.Tensors.Zip(Network.State()).Where(pair => pair.Second.Kind == TensorKind.Parameter).Sum(pair => pair.First.Floats.Length));
    }

    [Fact]
    public void Missing_unexpected_and_mis_shaped_tensors_are_listed_in_one_error()
    {
        IEnumerable<Tensor> tensors = Tensors().Where(tensor => tensor.Name is not ("stem.0.weight" or "classifier.bias"))
            .Select(tensor => tensor.Name switch
            {
                "stem.1.weight" => new Tensor(tensor.Name, [16], new float[16]),
                "stem.1.num_batches_tracked" => new Tensor(tensor.Name, [], new float[1]),
                _ => tensor,
            })
            .Append(new Tensor("module.stem.0.weight", [1], new float[1]));
        var error = Assert.Throws<StateMismatchException>(() => Network.LoadState(new TensorSet(tensors)));
        Assert.Equal(["stem.0.weight", "classifier.bias"], error.Missing);
        Assert.Equal(["module.stem.0.weight"], error.Unexpected);
        Assert.Equal(["stem.1.weight float32 [16], not float32 [8]", "stem.1.num_batches_tracked float32 [], not int64 []"], error.Misshaped);
        Assert.Equal(
            "the tensors are not those of this network: 2 missing (stem.0.weight, classifier.bias); 1 unexpected (module.stem.0.weight); "
            + "2 mis-shaped (stem.1.weight float32 [16], not float32 [8], stem.1.num_batches_tracked float32 [], not int64 [])",
            error.Message);
    }

    [Fact]
    public void A_long_list_is_cut_in_the_message_alone()
    {
        var error = Assert.Throws<StateMismatchException>(() => Network.LoadState(new TensorSet([])));
        Assert.Equal(Network.State().Select(tensor => tensor.Name), error.Missing);
        Assert.EndsWith($"{error.Missing.Count} missing (stem.0.weight, stem.1.weight, stem.1.bias, stem.1.running_mean, stem.1.running_var, …)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Numbers_that_are_not_finite_are_refused(float value, string text)
    {
        float[] values = new float[8];
        values[3] = value;
        IEnumerable<Tensor> tensors = Tensors().Select(tensor => tensor.Name == "stem.1.running_var" ? new Tensor(tensor.Name, [8], values) : tensor);
        Assert.Contains(
            $"stem.1.running_var float32 [8]: element 3 is {text}", Assert.Throws<NatsBenchException>(() => Network.LoadState(new TensorSet(tensors))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_given_once() =>
        Assert.Contains("'stem.0.weight'", Assert.Throws<NatsBenchException>(() => new TensorSet(Tensors().Concat(Tensors()))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tensor_has_as_many_elements_as_its_sides_say()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor("x", [2, 3], new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor("x", [-1], new float[1]));
        Assert.Throws<InvalidOperationException>(() => new Tensor("x", [], new long[1]).Floats.Length);
    }

    private static IEnumerable<Tensor> Tensors() => Network.State().Select(tensor => tensor.Kind == TensorKind.Counter
        ? new Tensor(tensor.Name, tensor.Shape, new long[tensor.Count])
        : new Tensor(tensor.Name, tensor.Shape, new float[tensor.Count]));
}
