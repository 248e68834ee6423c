namespace DeepRecipes.Detection;

/// <summary>How much two boxes overlap, as a suppression or a merge sees it. All measures are 0 or less for boxes that do not touch.</summary>
public enum OverlapMeasure
{
    /// <summary>Intersection over union.</summary>
    IoU,

    /// <summary>Intersection over the smaller box: 1 for a box inside another. For tiles, whose borders cut objects.</summary>
    IoS,

    /// <summary>IoU less the squared distance of the centres over the squared diagonal of the common hull (Zheng et al. 2020): spares neighbours whose centres are apart.</summary>
    DIoU,
}
