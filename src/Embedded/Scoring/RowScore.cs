using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>The score of the row where a cursor stands, computed once a row.</summary>
internal static class RowScore
{
    public static Func<TOutput> Cached<TOutput>(DataViewRow row, DataViewSchema.Column features, IScorer<TOutput> scorer)
    {
        var getter = row.GetGetter<VBuffer<float>>(features);
        VBuffer<float> values = default;
        TOutput score = default;
        var scored = -1L;
        return () =>
        {
            if (scored != row.Position)
            {
                getter(ref values);
                scorer.Score(in values, ref score);
                scored = row.Position;
            }

            return score;
        };
    }
}
