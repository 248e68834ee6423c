namespace Microsoft.ML.Transforms.Image;

/// <summary>The bytes are not a whole image of a supported format. Callers add the file's or the stream's name.</summary>
internal sealed class ImageFormatException(string message) : Exception(message);
