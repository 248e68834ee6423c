using DeepRecipes.Augmentation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Views of ours over an input whose cursors give no getters: what was opened to find that out is closed again.</summary>
public sealed class CursorOverTests
{
    private static readonly MLContext Context = new(seed: 1);

    private static readonly Dictionary<string, Func<IDataView, IDataView>> Views = new()
    {
        ["step"] = input => Over(input, Context.Vision().LoadImages("Read", "Path")),
        ["pictures that are left out"] = input => Over(input, Context.Vision().LoadImages("Read", "Path", onBadImage: BadImagePolicy.Skip)),
        ["objects"] = input => Over(input, Context.Vision().CropObjects("Piece", "Image")),
        ["augmented"] = input => Context.Data.Augment(input, [new FlipHorizontal()], new SampleColumns("Image"), copies: 1, seed: 1),
    };

    public static TheoryData<string> Names => [.. Views.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cursor_that_cannot_be_made_leaves_none_open(string name)
    {
        var input = new RefusingView(SampleRows.View(Context));
        var view = Views[name](input);

        Assert.Contains("no getters", Assert.Throws<NotSupportedException>(() => view.GetRowCursor(view.Schema)).Message);
        Assert.Equal((1, 0), (input.Opened, input.Open));
        // The first of three does, so that a cursor stands over it already.
        Assert.Contains("no getters", Assert.Throws<NotSupportedException>(() => view.GetRowCursorSet(view.Schema, 3)).Message);
        Assert.Equal((4, 0), (input.Opened, input.Open));
    }

    private static IDataView Over(IDataView input, IEstimator<ITransformer> step) => step.Fit(input).Transform(input);

    /// <summary>Gives as many cursors as are wanted, of which only the first of several can be read.</summary>
    private sealed class RefusingView(IDataView source) : IDataView
    {
        public int Opened { get; private set; }

        public int Open { get; private set; }

        public bool CanShuffle => false;

        public DataViewSchema Schema => source.Schema;

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, source.GetRowCursor(columnsNeeded), refuses: true);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        {
            var needed = columnsNeeded.ToArray();
            return [.. Enumerable.Range(0, n).Select(i => new Cursor(this, source.GetRowCursor(needed), refuses: i > 0))];
        }

        private sealed class Cursor : DataViewRowCursor
        {
            private readonly RefusingView _view;
            private readonly DataViewRowCursor _input;
            private readonly bool _refuses;

            public Cursor(RefusingView view, DataViewRowCursor input, bool refuses)
            {
                (_view, _input, _refuses) = (view, input, refuses);
                view.Opened++;
                view.Open++;
            }

            public override long Position => _input.Position;

            public override long Batch => _input.Batch;

            public override DataViewSchema Schema => _input.Schema;

            public override bool MoveNext() => _input.MoveNext();

            public override ValueGetter<DataViewRowId> GetIdGetter() => _refuses ? throw new NotSupportedException("There are no getters.") : _input.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => _input.IsColumnActive(column);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _refuses ? throw new NotSupportedException("There are no getters.") : _input.GetGetter<TValue>(column);

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    _view.Open--;
                    _input.Dispose();
                }
                base.Dispose(disposing);
            }
        }
    }
}
