namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>The logarithm of a determinant's magnitude, as <c>numpy.linalg.slogdet(matrix)[1]</c> gives it.</summary>
public static class LogDeterminant
{
    /// <summary>log |det| by elimination with row pivots in double precision, as LAPACK's <c>getrf</c> has it; negative infinity for a singular matrix.</summary>
    /// <param name="matrix">A square matrix, row by row; the determinant of none is 1.</param>
    /// <param name="size">Its rows and columns.</param>
    public static double Of(ReadOnlySpan<float> matrix, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(matrix.Length, checked(size * size), nameof(matrix));
        double[][] rows = new double[size][];
        for (int i = 0; i < size; i++)
        {
            rows[i] = new double[size];
            for (int j = 0; j < size; j++)
                rows[i][j] = matrix[i * size + j];
        }

        double sum = 0;
        for (int column = 0; column < size; column++)
        {
            int pivot = column;
            for (int i = column + 1; i < size; i++)
                if (Math.Abs(rows[i][column]) > Math.Abs(rows[pivot][column]))
                    pivot = i;
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            double[] top = rows[column];
            if (top[column] == 0)
                return double.NegativeInfinity;
            sum += Math.Log(Math.Abs(top[column]));
            for (int i = column + 1; i < size; i++)
            {
                double factor = rows[i][column] / top[column];
                if (factor == 0)
                    continue;
                Span<double> row = rows[i].AsSpan(column + 1, size - column - 1);
                ReadOnlySpan<double> above = top.AsSpan(column + 1, row.Length);
                for (int j = 0; j < row.Length; j++)
                    row[j] -= factor * above[j];
            }
        }
        return sum;
    }
}
