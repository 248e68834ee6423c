namespace Microsoft.ML.Data;

/// <summary>Computes columns of a row from other columns of the same row, for one input schema.</summary>
internal abstract class RowMapper
{
    protected RowMapper(DataViewSchema inputSchema) => InputSchema = inputSchema;

    public DataViewSchema InputSchema { get; }

    /// <summary>The columns that are added.</summary>
    public abstract DataViewSchema.DetachedColumn[] OutputColumns { get; }

    /// <summary>The input columns that an added column is computed from.</summary>
    public abstract IEnumerable<DataViewSchema.Column> DependenciesOf(int output);

    /// <summary>The getter of each active added column over <paramref name="input"/>, null for the others. <paramref name="disposer"/> frees what the getters hold.</summary>
    public virtual Delegate[] CreateGetters(DataViewRow input, Func<int, bool> isActive, out Action disposer)
    {
        var getters = new Delegate[OutputColumns.Length];
        Action all = null;
        for (var i = 0; i < getters.Length; i++)
        {
            if (!isActive(i))
                continue;
            getters[i] = CreateGetter(input, i, out var one);
            all += one;
        }

        disposer = all;
        return getters;
    }

    /// <summary>The getter of one added column.</summary>
    protected abstract Delegate CreateGetter(DataViewRow input, int output, out Action disposer);
}
