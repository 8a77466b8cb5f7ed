namespace NatsBench.Fast.Search.Conditions;

/// <summary>Kleene's three values: "and" is the least of two, "or" the greatest, "not" turns the sign.</summary>
internal enum Truth : sbyte
{
    False = -1,
    Unknown = 0,
    True = 1,
}

/// <summary>How two numbers compare.</summary>
internal enum Relation
{
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
    Unequal,
}

/// <summary>A part of a condition.</summary>
internal abstract record ConditionNode
{
    /// <summary>Its truth for each of some architectures.</summary>
    /// <param name="values">Columns by name.</param>
    /// <param name="count">How many architectures.</param>
    public abstract Truth[] Evaluate(IReadOnlyDictionary<string, double[]> values, int count);
}

/// <summary>A column by its name, or a number.</summary>
internal readonly record struct Operand(string? Column, double Number)
{
    public double At(double[]? column, int architecture) => column is null ? Number : column[architecture];
}

/// <summary>Two operands compared.</summary>
internal sealed record Comparison(Operand Left, Relation Relation, Operand Right) : ConditionNode
{
    public override Truth[] Evaluate(IReadOnlyDictionary<string, double[]> values, int count)
    {
        double[]? left = Left.Column is { } first ? values[first] : null, right = Right.Column is { } second ? values[second] : null;
        Truth[] truths = new Truth[count];
        for (int i = 0; i < count; i++)
        {
            (double a, double b) = (Left.At(left, i), Right.At(right, i));
            truths[i] = double.IsNaN(a) || double.IsNaN(b) ? Truth.Unknown : Holds(a, b) ? Truth.True : Truth.False;
        }
        return truths;
    }

    private bool Holds(double a, double b) => Relation switch
    {
        Relation.Less => a < b,
        Relation.AtMost => a <= b,
        Relation.Greater => a > b,
        Relation.AtLeast => a >= b,
        Relation.Equal => a == b,
        _ => a != b,
    };
}

/// <summary>What both say, or either.</summary>
internal sealed record Junction(ConditionNode Left, bool IsAnd, ConditionNode Right) : ConditionNode
{
    public override Truth[] Evaluate(IReadOnlyDictionary<string, double[]> values, int count)
    {
        Truth[] truths = Left.Evaluate(values, count), right = Right.Evaluate(values, count);
        for (int i = 0; i < count; i++)
            truths[i] = (truths[i] < right[i]) == IsAnd ? truths[i] : right[i];
        return truths;
    }
}

/// <summary>The contrary.</summary>
internal sealed record Negation(ConditionNode Inner) : ConditionNode
{
    public override Truth[] Evaluate(IReadOnlyDictionary<string, double[]> values, int count)
    {
        Truth[] truths = Inner.Evaluate(values, count);
        for (int i = 0; i < count; i++)
            truths[i] = (Truth)(-(sbyte)truths[i]);
        return truths;
    }
}
