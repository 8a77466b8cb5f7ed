using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// The area between the front of two losses and a reference point: one rectangle for each step of the front, from the least first
/// loss on. Not for vectors: one sort by radix.
/// </summary>
internal readonly struct HypervolumeKernel : IPlainKernel<HypervolumeQuestion, double>
{
    public static double Twin(in HypervolumeQuestion question)
    {
        ColumnPair losses = question.Losses;
        double area = 0;
        double height = question.Second;
        while (true)
        {
            // The next step: of all below the last one, the least first loss, and of these the least second.
            int next = -1;
            for (int i = 0; i < losses.First.Length; i++)
                if (question.Counts(i) && losses.Second[i] < height
                    && (next < 0 || (losses.First[i], losses.Second[i]).CompareTo((losses.First[next], losses.Second[next])) < 0))
                    next = i;
            if (next < 0)
                return area;
            area += (question.First - losses.First[next]) * (height - losses.Second[next]);
            height = losses.Second[next];
        }
    }

    public static double Run(in HypervolumeQuestion question)
    {
        ColumnPair losses = question.Losses;
        using SpanOwner<int> owner = SpanOwner<int>.Allocate(losses.First.Length);
        Span<int> order = owner.Span;
        int counted = 0;
        for (int i = 0; i < losses.First.Length; i++)
        {
            order[counted] = i;
            counted += question.Counts(i) ? 1 : 0;
        }

        double area = 0;
        double height = question.Second;
        foreach (int index in order[..FrontKernel.Reduce(losses, order[..counted])])
        {
            if (losses.Second[index] == height)
                continue;
            area += (question.First - losses.First[index]) * (height - losses.Second[index]);
            height = losses.Second[index];
        }
        return area;
    }
}
