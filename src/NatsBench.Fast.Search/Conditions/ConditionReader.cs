using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Search.Conditions;

/// <summary>Reads the text of a condition: <c>or</c> of <c>and</c> of <c>not</c>, parentheses, comparisons.</summary>
internal sealed class ConditionReader
{
    private const int LongestText = 4096;

    // Deeper than anybody nests, and far from the end of the stack.
    private const int MostDepth = 100;

    private static readonly Dictionary<string, Relation> Relations = new()
    {
        ["<"] = Relation.Less,
        ["<="] = Relation.AtMost,
        [">"] = Relation.Greater,
        [">="] = Relation.AtLeast,
        ["="] = Relation.Equal,
        ["=="] = Relation.Equal,
        ["!="] = Relation.Unequal,
    };

    private readonly string _text;
    private readonly ConditionTokens _tokens;
    private readonly OrderedDictionary<string, NamedColumn> _columns = [];
    private int _depth;

    public ConditionReader(string text)
    {
        if (text.Length > LongestText)
            throw new NatsBenchException($"a condition has {LongestText} characters at most, not {text.Length}");
        (_text, _tokens) = (text, new ConditionTokens(text));
    }

    public Condition Read()
    {
        ConditionNode root = Or();
        if (_tokens.Current.Length > 0)
            throw _tokens.Unexpected("'and', 'or' or the end");
        return new Condition(_text, root, [.. _columns.Values]);
    }

    private ConditionNode Or()
    {
        ConditionNode node = And();
        while (_tokens.Take("or"))
            node = new Junction(node, IsAnd: false, And());
        return node;
    }

    private ConditionNode And()
    {
        ConditionNode node = Unary();
        while (_tokens.Take("and"))
            node = new Junction(node, IsAnd: true, Unary());
        return node;
    }

    private ConditionNode Unary()
    {
        if (++_depth > MostDepth)
            throw _tokens.Fault($"parentheses and 'not' nest {MostDepth} deep at most");
        ConditionNode node = _tokens.Take("not") ? new Negation(Unary()) : _tokens.Take("(") ? Parenthesis() : Comparisons();
        _depth--;
        return node;
    }

    private ConditionNode Parenthesis()
    {
        ConditionNode inner = Or();
        return _tokens.Take(")") ? inner : throw _tokens.Unexpected("'and', 'or' or ')'");
    }

    // a < b < c is a < b and b < c.
    private ConditionNode Comparisons()
    {
        int place = _tokens.Place;
        Operand left = Operand();
        ConditionNode? all = null;
        while (Relations.TryGetValue(_tokens.Current, out Relation relation))
        {
            _tokens.Next();
            Operand right = Operand();
            if (left.Column is null && right.Column is null)
                throw _tokens.Fault("two numbers are compared; one side names a column", place);
            Comparison comparison = new(left, relation, right);
            all = all is null ? comparison : new Junction(all, IsAnd: true, comparison);
            left = right;
        }
        return all ?? throw _tokens.Unexpected("a comparison (<, <=, >, >=, =, !=)");
    }

    private Operand Operand()
    {
        if (!_tokens.IsWord)
            throw _tokens.Unexpected("a column, a number, 'not' or '('");
        string word = _tokens.Current;
        bool isNumber = ConditionTokens.IsNumber(word);
        double number = 0;
        if (isNumber && Numbers.Read(word, out number) is { } fault)
            throw _tokens.Fault(fault);
        if (!isNumber)
            _columns.TryAdd(word, Column(word));
        _tokens.Next();
        return new Operand(isNumber ? null : word, number);
    }

    private NamedColumn Column(string name)
    {
        try
        {
            return NamedColumn.Parse(name);
        }
        catch (NatsBenchException e)
        {
            throw _tokens.Fault(e.Message);
        }
    }
}
