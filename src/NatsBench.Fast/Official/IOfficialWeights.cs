using System.Text.Json;

namespace NatsBench.Fast.Official;

/// <summary>
/// The trained weights behind a column file, which itself holds none: what <c>get_net_param</c>, <c>clear_params</c> and <c>reload</c> are about.
/// Whoever reads full archives implements it.
/// </summary>
public interface IOfficialWeights
{
    /// <summary>Writes the weights of a training as one JSON value; null where the official library has None.</summary>
    /// <param name="architecture">Index of the architecture, one of the space.</param>
    /// <param name="setting">The official <c>hp</c>.</param>
    /// <param name="dataset">The official name of the dataset.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="json">Where to.</param>
    /// <exception cref="NatsBenchException">There is no such record, or it is not whole.</exception>
    void WriteNetParam(int architecture, string setting, string dataset, long seed, Utf8JsonWriter json);

    /// <summary>Drops the weights of an architecture: they are None until they are reloaded.</summary>
    /// <param name="architecture">Index of the architecture, one of the space.</param>
    /// <param name="setting">Those of one setting; null for all.</param>
    void Clear(int architecture, string? setting);

    /// <summary>Reads an architecture again, or all of them.</summary>
    /// <param name="archiveRoot">The archive to read from now on; null for the one that was given at first.</param>
    /// <param name="architectures">Indices of the space, each to be there.</param>
    /// <exception cref="NatsBenchException">There is no such archive or record, or it is not whole.</exception>
    void Reload(string? archiveRoot, Range architectures);
}
