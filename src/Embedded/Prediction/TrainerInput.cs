namespace Microsoft.ML.Trainers;

/// <summary>The columns a trainer reads; base of the trainers' options.</summary>
public abstract class TrainerInputBase
{
    /// <summary>A vector of known size.</summary>
    public string FeatureColumnName = "Features";

    private protected TrainerInputBase()
    {
    }
}

/// <summary>Features and labels.</summary>
public abstract class TrainerInputBaseWithLabel : TrainerInputBase
{
    public string LabelColumnName = "Label";

    private protected TrainerInputBaseWithLabel()
    {
    }
}

/// <summary>Features, labels and, if named, weights.</summary>
public abstract class TrainerInputBaseWithWeight : TrainerInputBaseWithLabel
{
    /// <summary>Null: all rows weigh the same.</summary>
    public string ExampleWeightColumnName;

    private protected TrainerInputBaseWithWeight()
    {
    }
}

/// <summary>Features, labels and, if named, weights and groups of rows.</summary>
public abstract class TrainerInputBaseWithGroupId : TrainerInputBaseWithWeight
{
    /// <summary>Of use to ranking only.</summary>
    public string RowGroupColumnName;

    private protected TrainerInputBaseWithGroupId()
    {
    }
}
