using System.Security.Cryptography;
using System.Text.Json;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>Trainings and tensors in JSON.</summary>
internal static class WeightJson
{
    public static void WriteTraining(this Utf8JsonWriter json, TrainingKey training)
    {
        json.WriteString("hp", training.Setting.Key);
        json.WriteString("dataset", training.Dataset.Name);
        json.WriteNumber("seed", training.Seed);
    }

    public static void WriteTensors(this Utf8JsonWriter json, TensorSet tensors)
    {
        json.WriteStartObject("tensors");
        foreach (Tensor tensor in tensors.Tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteTensor(tensor);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Type, shape and SHA-256 of a tensor, as members of an object.</summary>
    public static void WriteTensor(this Utf8JsonWriter json, Tensor tensor)
    {
        json.WriteString("dtype", tensor.Type.ToString());
        json.WriteStartArray("shape");
        foreach (int side in tensor.Shape)
            json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(tensor.Bytes)));
    }
}
