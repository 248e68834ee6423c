namespace DeepRecipes.Transforms;

/// <summary>The numbers of a network's input.</summary>
public enum TensorElement
{
    /// <summary>Floats; networks of 16 bits take them too.</summary>
    Single,

    /// <summary>Bytes, 0 to 255.</summary>
    Byte,

    /// <summary>Bytes with a sign, -128 to 127: of quantised networks.</summary>
    SByte,

    /// <summary>Integers of 32 bits.</summary>
    Int32,
}
