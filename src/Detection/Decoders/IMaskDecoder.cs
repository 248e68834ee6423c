using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>A decoder of networks that find the shape of each object and not only its box. Masks are made one by one, so that only those of what a suppression leaves need be.</summary>
public interface IMaskDecoder : IDetectionDecoder
{
    /// <summary>Makes the mask of one detection.</summary>
    /// <param name="outputs">The network's outputs as <see cref="IDetectionDecoder.Decode"/> got them.</param>
    /// <param name="detections">Detections of this decoder, brought into the original's pixels by <paramref name="mapping"/>; suppression may have taken some away, but not moved boxes.</param>
    /// <param name="index">Which one; from 0 to <see cref="DetectionBuffer.Count"/> - 1.</param>
    /// <param name="mapping">How the original was brought to the network's input.</param>
    /// <returns>A mask of the original's size, within the detection's box; where the network cut boxes to whole pixels before it made masks of them, to a pixel of its input.</returns>
    /// <exception cref="ArgumentException">The outputs do not fit, or the detections carry no values for masks of this decoder.</exception>
    RleMask DecodeMask(ReadOnlySpan<TensorView> outputs, DetectionBuffer detections, int index, ResizeMapping mapping);
}
