using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>
/// ENAS's controller: a two-layer LSTM that says one operation after another, each edge given what was said for the one before. It is
/// small and asked one number at a time, so it computes on the processor whatever the device of the supernet.
/// </summary>
internal sealed class Controller
{
    private const int Hidden = 32;
    private const int Layers = 2;
    private const double Temperature = 5.0;
    private const double Range = 2.5;

    private readonly int _start;
    private readonly (int Input, int Hidden, int InputBias, int HiddenBias)[] _layers = new (int, int, int, int)[Layers];
    private readonly int _embedding;
    private readonly int _weight;
    private readonly int _bias;

    public Controller()
    {
        _start = Layout.Add("controller.input_vars", 1, 1, Hidden);
        for (int layer = 0; layer < Layers; layer++)
            _layers[layer] = (
                Layout.Add($"controller.w_lstm.weight_ih_l{layer}", 4 * Hidden, Hidden), Layout.Add($"controller.w_lstm.weight_hh_l{layer}", 4 * Hidden, Hidden),
                Layout.Add($"controller.w_lstm.bias_ih_l{layer}", 4 * Hidden), Layout.Add($"controller.w_lstm.bias_hh_l{layer}", 4 * Hidden));
        _embedding = Layout.Add("controller.w_embd.weight", CellOperations.Count, Hidden);
        _weight = Layout.Add("controller.w_pred.weight", CellOperations.Count, Hidden);
        _bias = Layout.Add("controller.w_pred.bias", CellOperations.Count);
    }

    /// <summary>Where its parameters lie.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>Half the width of the uniform distribution that a parameter begins with.</summary>
    public static double InitialBound(string name) => name switch
    {
        "controller.input_vars" or "controller.w_lstm.weight_ih_l0" or "controller.w_lstm.weight_hh_l0" or "controller.w_embd.weight" or "controller.w_pred.weight" => 0.1,
        // PyTorch's own for an LSTM and a linear layer of this width.
        _ => 1 / Math.Sqrt(Hidden),
    };

    /// <summary>Log-probabilities of the operations of the first edge, of the second given the first, … each [count, 5]; in the caller's scope.</summary>
    /// <param name="weights">Its parameters.</param>
    /// <param name="count">How many architectures at once.</param>
    /// <param name="choose">Gives the operations, [count] int64, of an edge, given its log-probabilities.</param>
    public IReadOnlyList<Tensor> Unroll(ReadOnlySpan<Tensor> weights, int count, Func<int, Tensor, Tensor> choose)
    {
        Tensor input = weights[_start].view(1, Hidden).expand(count, Hidden);
        Tensor?[] hidden = new Tensor?[Layers], memory = new Tensor?[Layers];
        List<Tensor> logProbabilities = [];
        for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
        {
            for (int layer = 0; layer < Layers; layer++)
                input = hidden[layer] = Cell(weights, layer, input, hidden[layer], ref memory[layer]);
            Tensor logits = nn.functional.linear(input, weights[_weight], weights[_bias]).Over(Temperature).tanh().Times(Range);
            Tensor logProbability = logits.log_softmax(1);
            logProbabilities.Add(logProbability);
            if (edge + 1 < TopologyCell.EdgeCount)
                input = weights[_embedding].index_select(0, choose(edge, logProbability));
            else
                choose(edge, logProbability);
        }
        return logProbabilities;
    }

    // Gates in PyTorch's order: input, forget, cell, output; states begin at zero.
    private Tensor Cell(ReadOnlySpan<Tensor> weights, int layer, Tensor input, Tensor? hidden, ref Tensor? memory)
    {
        (int inputWeight, int hiddenWeight, int inputBias, int hiddenBias) = _layers[layer];
        Tensor gates = nn.functional.linear(input, weights[inputWeight], weights[inputBias]);
        gates = gates.Plus(hidden is null ? weights[hiddenBias] : nn.functional.linear(hidden, weights[hiddenWeight], weights[hiddenBias]));
        Tensor[] parts = gates.chunk(4, 1);
        Tensor added = parts[0].sigmoid() * parts[2].tanh();
        memory = memory is null ? added : (parts[1].sigmoid() * memory).Plus(added);
        return parts[3].sigmoid() * memory.tanh();
    }
}
