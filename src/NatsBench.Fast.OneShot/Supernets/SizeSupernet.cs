using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>The network that holds all widths: stem, cell, reduction, cell, reduction, cell, each of 64 channels, narrowed behind each.</summary>
internal sealed class SizeSupernet : Supernet
{
    /// <summary>Channels of every layer.</summary>
    public const int Width = 64;

    /// <summary>Modules behind which a width is chosen: six, of which the first two share a row of parameters.</summary>
    public const int Modules = 6;

    /// <summary>Candidate widths of a row.</summary>
    public const int Candidates = 8;

    private readonly int _stem;
    private readonly SizeCell[] _cells = new SizeCell[3];
    private readonly Reduction[] _reductions = new Reduction[2];

    public SizeSupernet(int classes, ScalarType type, Device device) : base(type, device)
    {
        _stem = Layout.Add("_cells.0.0.weight", Width, 3, 3, 3);
        Layout.Add("_cells.0.0.bias", Width);
        List<string> names = ["_cells.0.0.weight", "_cells.0.0.bias"];
        for (int module = 1; module < Modules; module++)
            if (module % 2 == 1)
            {
                _cells[module / 2] = new SizeCell(Layout, $"_cells.{module}", Width);
                names.AddRange(SizeCell.Names($"_cells.{module}"));
            }
            else
            {
                int first = Layout.Parameters.Count;
                _reductions[module / 2 - 1] = new Reduction(Layout, Statistics, $"_cells.{module}", Width, Width);
                names.AddRange(Layout.Parameters.Skip(first).Select(view => Layout.Views[view].Name));
            }
        AppendHead(Width, classes);
        names.AddRange(["classifier.weight", "classifier.bias"]);
        Names = names;
    }

    /// <summary>The row of parameters of a module.</summary>
    public static int Row(int module) => Math.Max(0, module - 1);

    /// <summary>The channels of a candidate width, 0 to 7.</summary>
    public static int Channels(int candidate) => Width / Candidates * (candidate + 1);

    /// <summary>Logits.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="images">[batch, 3, side, side].</param>
    /// <param name="narrowing">What is done behind each module.</param>
    public Tensor Forward(in Pass pass, Tensor images, INarrowing narrowing)
    {
        Tensor value = pass.Arrange(images);
        for (int module = 0; module < Modules; module++)
        {
            long channels = narrowing.Channels(module);
            Tensor full = module switch
            {
                0 => pass.ConvolveAndNormalise(value, Reduction.Rows(pass.Weights[_stem], channels)),
                1 or 3 or 5 => _cells[module / 2].Forward(pass, value, channels),
                _ => _reductions[module / 2 - 1].Forward(pass, value, channels),
            };
            value = narrowing.Narrow(module, full);
        }
        return Head(pass, value);
    }
}
