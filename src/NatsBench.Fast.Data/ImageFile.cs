namespace NatsBench.Fast.Data;

/// <summary>A file that images were read from.</summary>
/// <param name="Name">Its published name, such as <c>data_batch_1</c>.</param>
/// <param name="Md5">The MD5 of its bytes, in hexadecimal digits.</param>
/// <param name="IsPublished">Whether that is the published file's.</param>
public sealed record ImageFile(string Name, string Md5, bool IsPublished);
