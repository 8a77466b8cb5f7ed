namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Points in a space of objectives that are all minimised: who dominates whom, and how crowded they lie (Deb et al. 2002, sections III.A and III.B).</summary>
internal static class ParetoFronts
{
    /// <summary>True when a point is nowhere worse than another and somewhere better.</summary>
    public static bool Dominates(ReadOnlySpan<double> point, ReadOnlySpan<double> other)
    {
        bool isBetter = false;
        for (int objective = 0; objective < point.Length; objective++)
        {
            if (point[objective] > other[objective])
                return false;
            isBetter |= point[objective] < other[objective];
        }
        return isBetter;
    }

    /// <summary>The fast non-dominated sort.</summary>
    /// <param name="points">All objectives of the first point, then those of the second, and so on; none NaN.</param>
    /// <param name="objectives">How many objectives a point has.</param>
    /// <param name="order">Receives all points: front after front, in each by their number.</param>
    /// <returns>Where in <paramref name="order"/> each front ends.</returns>
    public static List<int> Sort(ReadOnlySpan<double> points, int objectives, Span<int> order)
    {
        int count = order.Length;
        int[] dominators = new int[count];
        List<int>[] dominated = new List<int>[count];
        for (int i = 0; i < count; i++)
            dominated[i] = [];
        for (int i = 0; i < count; i++)
            for (int j = i + 1; j < count; j++)
            {
                ReadOnlySpan<double> a = points.Slice(i * objectives, objectives), b = points.Slice(j * objectives, objectives);
                if (Dominates(a, b))
                    Note(i, j);
                else if (Dominates(b, a))
                    Note(j, i);
            }

        List<int> ends = [];
        int placed = 0;
        for (int i = 0; i < count; i++)
            if (dominators[i] == 0)
                order[placed++] = i;
        for (int begin = 0; begin < placed; begin = ends[^1])
        {
            ends.Add(placed);
            foreach (int i in order[begin..placed])
                foreach (int j in dominated[i])
                    if (--dominators[j] == 0)
                        order[placed++] = j;
            order[ends[^1]..placed].Sort();
        }
        return ends;

        void Note(int dominator, int other)
        {
            dominated[dominator].Add(other);
            dominators[other]++;
        }
    }

    /// <summary>
    /// The crowding distances within a front: in each objective the gap between a point's neighbours, as a share of the range; infinite for
    /// those at either end. A point whose objective is infinite (never measured) is left out in that objective.
    /// </summary>
    /// <param name="points">As for <see cref="Sort"/>.</param>
    /// <param name="objectives">How many objectives a point has.</param>
    /// <param name="front">The front's points; they come back in another order.</param>
    /// <param name="distances">Receives the distance of each point of the front, by its number.</param>
    public static void Crowd(ReadOnlySpan<double> points, int objectives, Span<int> front, Span<double> distances)
    {
        foreach (int i in front)
            distances[i] = 0;
        double[] keys = new double[front.Length];
        for (int objective = 0; objective < objectives; objective++)
        {
            front.Sort();
            int measured = 0;
            for (int k = 0; k < front.Length; k++)
            {
                keys[k] = points[front[k] * objectives + objective];
                measured += double.IsFinite(keys[k]) ? 1 : 0;
            }
            StableSort(keys, front);
            for (int k = 0; k < measured; k++)
            {
                bool isAtEnd = k == 0 || k == measured - 1;
                double range = keys[measured - 1] - keys[0];
                distances[front[k]] += isAtEnd ? double.PositiveInfinity : range > 0 ? (keys[k + 1] - keys[k - 1]) / range : 0;
            }
        }
    }

    // By insertion, for fronts are short and equal keys must keep their order.
    private static void StableSort(Span<double> keys, Span<int> values)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            (double key, int value) = (keys[i], values[i]);
            int at = i;
            for (; at > 0 && keys[at - 1] > key; at--)
                (keys[at], values[at]) = (keys[at - 1], values[at - 1]);
            (keys[at], values[at]) = (key, value);
        }
    }
}
