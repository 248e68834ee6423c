namespace DeepRecipes.Detection;

/// <summary>Leaves one detection for each object of a picture. Suppressions are immutable and thread-safe.</summary>
public interface ISuppression
{
    /// <summary>Whether boxes that come out may be others than those that came in. Masks must then be made before: a mask belongs to the box that the network found it with.</summary>
    bool ChangesBoxes => false;

    /// <summary>Thins, rescores or merges the detections in place; afterwards they are sorted by score, highest first, ties in the order in which they came.</summary>
    /// <param name="detections">The detections of one picture.</param>
    void Apply(DetectionBuffer detections);
}

/// <summary>What every suppression implements: a kind by which files and command lines name it. The table of all kinds is <see cref="Suppressions"/>.</summary>
/// <typeparam name="TSelf">The suppression itself: a record whose init properties are its options, all with defaults.</typeparam>
public interface ISuppression<TSelf> : ISuppression
    where TSelf : ISuppression<TSelf>, new()
{
    /// <summary>The kind's name: lower case letters, digits and hyphens.</summary>
    static abstract string Kind { get; }
}
