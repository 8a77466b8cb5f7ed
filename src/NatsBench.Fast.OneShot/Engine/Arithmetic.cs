using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>
/// Sums and products of tensors with numbers that stay alive until the engine has read them. TorchSharp 0.107's own operators make a
/// <see cref="Scalar"/>, hand its address on and forget it: a garbage collection that another thread begins meanwhile frees it, and the
/// engine adds with a factor of whatever lies there then. Even <c>a + b</c> is such a sum, with a factor of 1.
/// </summary>
internal static class Arithmetic
{
    private static readonly Scalar One = 1;

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a + factor·b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b, double factor)
    {
        Scalar held = factor;
        Tensor sum = a.add(b, held);
        GC.KeepAlive(held);
        return sum;
    }

    /// <summary>a + factor·b, of whole numbers.</summary>
    public static Tensor Plus(this Tensor a, Tensor b, long factor)
    {
        Scalar held = factor;
        Tensor sum = a.add(b, held);
        GC.KeepAlive(held);
        return sum;
    }

    /// <summary>a becomes a + b.</summary>
    public static Tensor PlusInPlace(this Tensor a, Tensor b) => a.add_(b, One);

    /// <summary>a becomes a + factor·b.</summary>
    public static Tensor PlusInPlace(this Tensor a, Tensor b, double factor)
    {
        Scalar held = factor;
        a.add_(b, held);
        GC.KeepAlive(held);
        return a;
    }

    /// <summary>Every element of a has a number added.</summary>
    public static Tensor PlusInPlace(this Tensor a, double number)
    {
        Scalar held = number;
        a.add_(held, One);
        GC.KeepAlive(held);
        return a;
    }

    /// <summary>a + b·c.</summary>
    public static Tensor PlusProduct(this Tensor a, Tensor b, Tensor c) => a.addcmul(b, c, One);

    /// <summary>a becomes a + factor·b·c.</summary>
    public static Tensor PlusProductInPlace(this Tensor a, Tensor b, Tensor c, double factor)
    {
        Scalar held = factor;
        a.addcmul_(b, c, held);
        GC.KeepAlive(held);
        return a;
    }

    /// <summary>a becomes a + factor·b/c.</summary>
    public static Tensor PlusQuotientInPlace(this Tensor a, Tensor b, Tensor c, double factor)
    {
        Scalar held = factor;
        a.addcdiv_(b, c, held);
        GC.KeepAlive(held);
        return a;
    }

    /// <summary>factor·a.</summary>
    public static Tensor Times(this Tensor a, double factor)
    {
        Scalar held = factor;
        Tensor product = a.mul(held);
        GC.KeepAlive(held);
        return product;
    }

    /// <summary>a becomes factor·a.</summary>
    public static Tensor TimesInPlace(this Tensor a, double factor)
    {
        Scalar held = factor;
        a.mul_(held);
        GC.KeepAlive(held);
        return a;
    }

    /// <summary>a / divisor.</summary>
    public static Tensor Over(this Tensor a, double divisor)
    {
        Scalar held = divisor;
        Tensor quotient = a.div(held);
        GC.KeepAlive(held);
        return quotient;
    }

    /// <summary>a becomes a / divisor.</summary>
    public static Tensor OverInPlace(this Tensor a, double divisor)
    {
        Scalar held = divisor;
        a.div_(held);
        GC.KeepAlive(held);
        return a;
    }
}
