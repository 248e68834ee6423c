using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Fills the caller's buffer with a column's value in the current row; what the buffer holds may be reused.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);

/// <summary>One row: values are pulled through getters, and only from active columns.</summary>
public abstract class DataViewRow : IDisposable
{
    /// <summary>-1 before the first row, then counting the rows this cursor delivered.</summary>
    public abstract long Position { get; }

    /// <summary>Rows of one cursor set are put back in order by this number: it never decreases within a cursor and belongs to one cursor only.</summary>
    public abstract long Batch { get; }

    /// <summary>The columns of this row.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <summary>A getter of the row's identity, which does not depend on the order of the pass.</summary>
    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    /// <summary>Whether <see cref="GetGetter{TValue}"/> may be asked for <paramref name="column"/>.</summary>
    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <summary>A getter of an active column; <typeparamref name="TValue"/> must be the column type's raw type.</summary>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the row holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>A row that can be moved forward over the rows of a view.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    /// <summary>Goes to the next row; false when there is none.</summary>
    public abstract bool MoveNext();
}
