namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Every kernel with its twin and its forms, all asked in one way: so that each can be held against its definition.</summary>
internal static class KernelRegistry
{
    public static IReadOnlyList<KernelEntry> All { get; } =
    [
        Vector<BestKernel, LimitedColumn, int>("best", (input, _) => new(input.First, input.LimitsOfCount()), (index, _) => [index]),
        Vector<TopKernel, TopQuestion, int>("top",
            (input, output) => new(new LimitedColumn(input.First, input.LimitsOfCount()), output.Best),
            (count, output) => [.. output.Best[..count].SelectMany(best => (long[])[best.Index, Bits(best.Value)])]),
        Vector<FilterKernel, RangeQuestion, int>("filter",
            (input, output) => new(input.First, input.Low, input.High, output.Bitmap, narrow: false), Selected),
        Vector<FilterKernel, RangeQuestion, int>("narrow",
            (input, output) => new(input.First, input.Low, input.High, output.Bitmap, narrow: true), Selected),
        Vector<SummaryKernel, ReadOnlySpan<double>, ColumnSummary>("summary",
            (input, _) => input.First,
            (summary, _) => [summary.Count, Bits(summary.Minimum), Bits(summary.Maximum), Bits(summary.Mean), Bits(summary.Variance)]),
        Vector<RankKernel, RankQuestion, RankCounts>("rank",
            (input, _) => new(input.First, input.Low), (counts, _) => [counts.Below, counts.Equal, counts.Numbers]),
        Plain<HistogramKernel, HistogramQuestion, int>("histogram",
            (input, output) => new(input.First, input.Low, input.High, output.Bins),
            (counted, output) => [counted, .. output.Bins.Select(bin => (long)bin)]),
        Plain<FrontKernel, FrontQuestion, int>("front",
            (input, output) => new(new ColumnPair(input.First, input.Second), output.Indices), Front),
        Plain<SpaceFrontKernel, SpaceFrontQuestion, int>("space front",
            (input, output) => new(new ColumnPair(input.First, input.Second), input.Third, output.Indices), Front),
        Plain<HypervolumeKernel, HypervolumeQuestion, double>("hypervolume",
            (input, _) => new(new ColumnPair(input.First, input.Second), input.High, input.High), (area, _) => [Bits(area)]),
        Plain<PointsFrontKernel, PointsFrontQuestion, int>("points front", (input, output) => new(input.Points(), output.Indices), Front),
        Plain<VolumeKernel, VolumeQuestion, double>("volume",
            (input, _) => new(input.Points(), Enumerable.Repeat(input.High, input.Points().Dimensions).ToArray()), (volume, _) => [Bits(volume)]),
        Plain<KendallKernel, ColumnPair, double>("kendall", (input, _) => new(input.First, input.Second), (tau, _) => [Bits(tau)]),
        Plain<SpearmanKernel, ColumnPair, double>("spearman", (input, _) => new(input.First, input.Second), (rho, _) => [Bits(rho)]),
    ];

    private static KernelEntry Vector<TKernel, TQuestion, TAnswer>(
        string name, Func<KernelInput, KernelOutput, TQuestion> ask, Func<TAnswer, KernelOutput, long[]> bits)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct
    {
        List<KernelForm> forms = [];
        Add<Form128>("128");
        Add<Form256>("256");
        Add<Form512>("512");
        return new KernelEntry(name, typeof(TKernel), Run<TwinForm>, forms);

        void Add<TForm>(string width) where TForm : struct, IForm
        {
            if (TForm.IsHere)
                forms.Add(new KernelForm(width, Run<TForm>));
        }

        long[] Run<TForm>(KernelInput input) where TForm : struct, IForm
        {
            KernelOutput output = new(input);
            return bits(TForm.Run<TKernel, TQuestion, TAnswer>(ask(input, output)), output);
        }
    }

    private static KernelEntry Plain<TKernel, TQuestion, TAnswer>(
        string name, Func<KernelInput, KernelOutput, TQuestion> ask, Func<TAnswer, KernelOutput, long[]> bits)
        where TKernel : struct, IPlainKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct
    {
        return new KernelEntry(name, typeof(TKernel), Twin, [new KernelForm("scalar", Run)]);

        long[] Twin(KernelInput input)
        {
            KernelOutput output = new(input);
            return bits(TKernel.Twin(ask(input, output)), output);
        }

        long[] Run(KernelInput input)
        {
            KernelOutput output = new(input);
            return bits(TKernel.Run(ask(input, output)), output);
        }
    }

    private static long[] Selected(int count, KernelOutput output) => [count, .. output.Bitmap.Select(word => (long)word)];

    private static long[] Front(int count, KernelOutput output) => [.. output.Indices[..count].Select(index => (long)index)];

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
