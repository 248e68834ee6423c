using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>Puts cursors over those of an input. Where one cannot be made, all of them are closed: they may hold files open, and nobody else knows them.</summary>
internal static class CursorOver
{
    public static DataViewRowCursor One(DataViewRowCursor input, Func<DataViewRowCursor, DataViewRowCursor> make) => Each([input], make)[0];

    public static DataViewRowCursor[] Each(DataViewRowCursor[] inputs, Func<DataViewRowCursor, DataViewRowCursor> make)
    {
        DataViewRowCursor[] cursors = [.. inputs];
        try
        {
            for (var i = 0; i < cursors.Length; i++)
                cursors[i] = make(cursors[i]);
            return cursors;
        }
        catch
        {
            foreach (var cursor in cursors)
                cursor.Dispose();
            throw;
        }
    }
}
