namespace DeepRecipes.Detection;

/// <summary>Landmark networks that look at the crop of one object (faces' 68 points in the iBUG order, and others): all its points, always.</summary>
/// <remarks>
/// Output: <c>[1, 2K]</c>: x, y of each point relative to the input, 0 to 1 across it. One detection: its box is the hull of the points. The network gives no
/// confidence: the score is 1 and the points' visibility 2. Points that all lie in one place are no detection. No suppression is needed.
/// </remarks>
public sealed record LandmarkDecoder : IDetectionDecoder<LandmarkDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "landmarks";

    /// <summary>Key points; from 2 to 1024, and 68 by default.</summary>
    public int KeypointCount { get; init => field = Option.InRange(value, 2, 1024); } = 68;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("landmarks|output", $"1 {2 * KeypointCount}")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var relative = outputs[roles[0]].Values;
        destination.Clear(KeypointCount);
        var points = destination.Scratch(KeypointCount * 3);
        for (var k = 0; k < KeypointCount; k++)
            KeypointFormat.Write(points, k, relative[2 * k] * input.Width, relative[(2 * k) + 1] * input.Height);
        var box = KeypointFormat.Hull(points);
        if (box.Width == 0 && box.Height == 0)
            return;
        var index = destination.Add(box, 1, 0);
        if (index >= 0)
            points.CopyTo(destination.KeypointsOf(index));
    }
}
