using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Columns;

/// <summary>
/// Division by a number of images n, rounded as <c>/</c> rounds it, at a few multiplications: a quotient from the reciprocal of n,
/// corrected by its remainder. <see cref="Scalar"/> is the definition.
/// </summary>
/// <remarks>
/// Why the correction cannot fail (Markstein's). The first quotient q is wrong by at most two units in the last place, and n is a
/// 31-bit integer, so the remainder x - q·n is exact. Then x/n = q + remainder/n, and the last operation rounds q + remainder·(1/n)
/// once; the reciprocal's own rounding moves that sum by 2^-52 units. A double over n lies at least 2^-32 units away from any point
/// where rounding turns, and on none. This needs values far from overflow and underflow, which fractions and counts are.
/// </remarks>
internal readonly struct ImageDivision(int images)
{
    private readonly double _images = images;
    private readonly double _reciprocal = 1.0 / images;

    // Without the instruction, the runtime's replacement costs more than a division.
    private static bool IsFused => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    public double Scalar(double value) => value / _images;

    public Vector<double> Divide(Vector<double> values)
    {
        if (!IsFused)
            return values / _images;
        Vector<double> quotient = values * _reciprocal;
        Vector<double> remainder = Vector.FusedMultiplyAdd(quotient, new Vector<double>(-_images), values);
        return Vector.FusedMultiplyAdd(remainder, new Vector<double>(_reciprocal), quotient);
    }
}
