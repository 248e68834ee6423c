namespace DeepRecipes.Transforms;

/// <summary>What happens to a row whose image cannot be read.</summary>
public enum BadImagePolicy
{
    /// <summary>An error that names the row and the file.</summary>
    Throw,

    /// <summary>The row stays, without a picture; the column of <see cref="LoadImages.Valid"/> says so. Nothing is found in such a row.</summary>
    MarkInvalid,

    /// <summary>The row is left out; how many were, and which, is counted and logged.</summary>
    Skip,
}
