namespace Microsoft.ML.Data;

/// <summary>What a column holds. Two types are the same when <see cref="Equals(DataViewType)"/> says so.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType) => RawType = rawType ?? throw new ArgumentNullException(nameof(rawType));

    /// <summary>The .NET type a getter of such a column fills.</summary>
    public Type RawType { get; }

    /// <inheritdoc/>
    public abstract bool Equals(DataViewType other);
}

/// <summary>A type whose values have structure: vectors, images.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>A structured type over <paramref name="rawType"/>.</summary>
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}

/// <summary>A type of plain values: they can be copied by assignment, so that a vector may hold them.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>A primitive type over <paramref name="rawType"/>, which must not be disposable.</summary>
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
            throw new ArgumentException($"A {nameof(PrimitiveDataViewType)} cannot have a disposable {nameof(RawType)}", nameof(rawType));
    }
}
