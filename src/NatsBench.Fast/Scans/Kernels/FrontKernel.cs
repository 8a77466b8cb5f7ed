namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// The Pareto front of two losses, indices ascending; the answer is how many. In the order of the first loss, a candidate is on the
/// front when its second is less than all before. Not for vectors: one sort by radix.
/// </summary>
internal readonly struct FrontKernel : IPlainKernel<FrontQuestion, int>
{
    public static int Twin(in FrontQuestion question)
    {
        ColumnPair losses = question.Losses;
        int count = 0;
        for (int i = 0; i < losses.First.Length; i++)
        {
            bool dominated = !losses.Counts(i);
            for (int j = 0; j < losses.First.Length && !dominated; j++)
                dominated = losses.First[j] <= losses.First[i] && losses.Second[j] <= losses.Second[i]
                    && (losses.First[j] < losses.First[i] || losses.Second[j] < losses.Second[i]);
            if (!dominated)
                question.Front[count++] = i;
        }
        return count;
    }

    public static int Run(in FrontQuestion question)
    {
        int counted = question.Losses.CopyCounted(question.Front);
        int count = Reduce(question.Losses, question.Front[..counted]);
        question.Front[..count].Sort();
        return count;
    }

    /// <summary>Moves those on the front to the beginning, ascending by the first loss; how many there are.</summary>
    public static int Reduce(ColumnPair losses, Span<int> candidates)
    {
        RadixOrder.Sort(losses.First, candidates);
        int count = 0;
        double leastBefore = double.NaN;
        for (int start = 0, end; start < candidates.Length; start = end)
        {
            // Among equals in the first loss, all that are least in the second.
            double first = losses.First[candidates[start]];
            double least = losses.Second[candidates[start]];
            for (end = start + 1; end < candidates.Length && losses.First[candidates[end]] == first; end++)
                least = double.Min(least, losses.Second[candidates[end]]);
            if (least >= leastBefore)
                continue;
            leastBefore = least;
            for (int i = start; i < end; i++)
                if (losses.Second[candidates[i]] == least)
                    candidates[count++] = candidates[i];
        }
        return count;
    }
}
