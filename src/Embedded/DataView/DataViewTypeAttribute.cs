namespace Microsoft.ML.Data;

/// <summary>Base of attributes that give a member of a row class a column type of one's own; <see cref="Register"/> is called before the member is read.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    /// <summary>Calls <see cref="DataViewTypeManager.Register(DataViewType, Type, DataViewTypeAttribute)"/>.</summary>
    public abstract void Register();

    /// <summary>Whether both attributes mean the same column type.</summary>
    public abstract bool Equals(DataViewTypeAttribute other);
}
