namespace DeepRecipes.Estimators;

// The rows of CurveViews: a column a property, by its name.
internal class RocPoint
{
    public double Threshold { get; set; }

    public double FalsePositiveRate { get; set; }

    public double TruePositiveRate { get; set; }
}

internal sealed class ClassRocPoint : RocPoint
{
    public string Class { get; set; } = "";

    public ClassRocPoint Of(string name)
    {
        Class = name;
        return this;
    }
}

internal class PrecisionRecallPoint
{
    public double Threshold { get; set; }

    public double Precision { get; set; }

    public double Recall { get; set; }
}

internal sealed class ClassPrecisionRecallPoint : PrecisionRecallPoint
{
    public string Class { get; set; } = "";

    public ClassPrecisionRecallPoint Of(string name)
    {
        Class = name;
        return this;
    }
}

internal sealed class BinPoint
{
    public double From { get; set; }

    public double To { get; set; }

    public double Weight { get; set; }

    public double Confidence { get; set; }

    public double Accuracy { get; set; }
}

internal sealed class DetectionPoint
{
    public string Class { get; set; } = "";

    public double IoU { get; set; }

    public double Recall { get; set; }

    public double Precision { get; set; }

    public double Score { get; set; }
}

internal sealed class PckPoint
{
    public string Joint { get; set; } = "";

    public double Threshold { get; set; }

    public double Pck { get; set; }
}

internal sealed class SegmentationPoint
{
    public string Class { get; set; } = "";

    public double IoU { get; set; }

    public double Dice { get; set; }

    public double BoundaryF { get; set; }

    public double Hausdorff { get; set; }

    public double Hausdorff95 { get; set; }
}
