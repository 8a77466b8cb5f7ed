namespace NatsBench.Fast.Reports.Pictures;

/// <summary>What something is drawn with. Colours follow from it, those of dark pages too; series differ by dashes and marks as well.</summary>
public readonly record struct Ink
{
    private Ink(int code) => Code = code;

    /// <summary>Of texts and axes.</summary>
    public static Ink Text => new(-1);

    /// <summary>Of what stands behind: references, footnotes.</summary>
    public static Ink Muted => new(-2);

    /// <summary>Of grid lines and areas that say nothing.</summary>
    public static Ink Faint => new(-3);

    /// <summary>Of what is written on: the page.</summary>
    public static Ink Page => new(-4);

    /// <summary>Of warnings.</summary>
    public static Ink Stamp => new(-5);

    internal int Code { get; }

    /// <summary>Of one of several algorithms, datasets or settings.</summary>
    /// <param name="number">Its number, from 0. Eight have colours of their own; with dashes and marks forty look different.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Ink Series(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new(number);
    }
}
