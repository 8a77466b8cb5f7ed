namespace NatsBench.Fast.Model;

/// <summary>One edge into a node of a cell's text, such as <c>nor_conv_3x3~1</c>.</summary>
/// <param name="Operation">The operation's name, as written.</param>
/// <param name="Source">The node that the edge comes from, as written: 0 is the cell's input.</param>
public readonly record struct CellEdge(string Operation, long Source);
