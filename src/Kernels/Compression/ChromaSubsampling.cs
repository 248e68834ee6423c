namespace DeepRecipes.Kernels;

/// <summary>How much of the colour a JPEG keeps beside the luma.</summary>
public enum ChromaSubsampling
{
    /// <summary>4:2:0: one chroma value for two by two pixels. What libjpeg, OpenCV and Pillow write unless told otherwise.</summary>
    Chroma420,

    /// <summary>4:4:4: every pixel has its own.</summary>
    Chroma444,
}
