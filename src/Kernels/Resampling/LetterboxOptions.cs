namespace DeepRecipes.Kernels;

/// <summary>What a fused letterbox does beside resizing.</summary>
/// <param name="Normalization">Scale and offset of each output channel.</param>
/// <param name="SwapRedBlue">True where source and output differ in channel order.</param>
/// <param name="Fill">Value of the bars in every channel, in 0..255 units before normalisation (114 is YOLO's grey).</param>
public readonly record struct LetterboxOptions(ChannelNormalization Normalization, bool SwapRedBlue = false, float Fill = 0);
