using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Turns the raw outputs of one family of networks into detections. Decoders are immutable and thread-safe.</summary>
/// <remarks>
/// A decoder reports every candidate whose score is greater than its threshold, in the order in which the network lists them. A candidate
/// whose score or box is NaN or infinite is not reported but counted (<see cref="DetectionBuffer.NonFiniteCount"/>); one with such key points goes where
/// detections are brought into the original picture (<see cref="ResizeMapping.ToOriginal(DetectionBuffer, bool)"/>). Suppression of overlapping candidates is
/// another step (<see cref="NonMaximumSuppression"/>).
/// </remarks>
public interface IDetectionDecoder
{
    /// <summary>Key points of each detection; 0 for networks without.</summary>
    int KeypointCount => 0;

    /// <summary>What the key points are, where the networks of this family agree on it; null where each has its own, and where there are none.</summary>
    KeypointSkeleton? Skeleton => null;

    /// <summary>Mask values of each detection; 0 for networks without.</summary>
    int MaskCoefficientCount => 0;

    /// <summary>Whether the network leaves many candidates for one object, so that a suppression must follow.</summary>
    bool NeedsSuppression => true;

    /// <summary>What networks of this family were usually trained with; where their authors did not agree, the defaults. A network that was trained otherwise finds little or nothing.</summary>
    NetworkInput UsualInput => new();

    /// <summary>The outputs it needs. Further outputs of the model are not looked at.</summary>
    IReadOnlyList<TensorPattern> ExpectedOutputs { get; }

    /// <summary>Empties the buffer and fills it with the detections, in pixels of the network's input.</summary>
    /// <param name="outputs">The network's outputs for one picture, each with a first dimension of 1 where there is a batch dimension.</param>
    /// <param name="input">The size of the network's input picture.</param>
    /// <param name="destination">Receives the detections; what it held is lost.</param>
    /// <exception cref="ArgumentException">The outputs do not fit; the text says what was expected, what came, and which decoders would fit.</exception>
    void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination);
}

/// <summary>What every decoder implements: a kind by which files and command lines name it. The table of all kinds is <see cref="DetectionDecoders"/>.</summary>
/// <typeparam name="TSelf">The decoder itself: a record whose init properties are its options, all with defaults.</typeparam>
public interface IDetectionDecoder<TSelf> : IDetectionDecoder
    where TSelf : IDetectionDecoder<TSelf>, new()
{
    /// <summary>The kind's name: lower case letters and digits.</summary>
    static abstract string Kind { get; }
}
