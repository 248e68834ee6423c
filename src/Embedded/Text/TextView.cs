namespace Microsoft.ML.Data;

/// <summary>A view over text files, read anew in every pass. A row's id is its number in the whole.</summary>
internal sealed class TextView(LocalEnvironment environment, TextFormat format, IMultiStreamSource source) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => format.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => GetRowCursorSet(columnsNeeded, 1)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        var lines = new TextLines(source, format.HasHeader, format.MaxRows);
        var cursors = new DataViewRowCursor[ParallelCursors.Count(n)];
        var open = cursors.Length;
        for (var i = 0; i < cursors.Length; i++)
        {
            cursors[i] = new Cursor(environment, format, lines, active, () =>
            {
                if (Interlocked.Decrement(ref open) == 0)
                    lines.Dispose();
            });
        }

        return cursors;
    }

    private sealed class Cursor : RootCursor
    {
        private readonly TextFormat _format;
        private readonly TextLines _lines;
        private readonly FieldReader _reader;
        private readonly Delegate[] _getters;
        private readonly Action _close;
        private TextLines.Batch _batch;
        private int _at;
        private List<ReadOnlyMemory<char>> _fields;
        private bool _closed;

        public Cursor(LocalEnvironment environment, TextFormat format, TextLines lines, bool[] active, Action close)
            : base(environment)
        {
            _format = format;
            _lines = lines;
            _reader = new FieldReader(format.Separators, format.AllowQuoting, format.TrimWhitespace);
            _getters = [.. format.Columns.Select((c, i) => active[i] ? Getter(c) : null)];
            _close = close;
        }

        public override DataViewSchema Schema => _format.Schema;

        public override long Batch => _batch?.Id ?? 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] != null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Getters.Typed<TValue>(_getters, column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            CheckGood();
            id = new DataViewRowId((ulong)(_batch.FirstRow + _at), 0);
        };

        protected override bool MoveNextCore()
        {
            if (_batch == null || ++_at == _batch.Lines.Length)
            {
                _batch = _lines.Next();
                _at = 0;
                if (_batch == null)
                    return false;
            }

            // Split when the first column is read: rows that only pay for their id stay cheap.
            _fields = null;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_closed)
            {
                _closed = true;
                _close();
            }

            base.Dispose(disposing);
        }

        private Delegate Getter(TextColumn column)
            => Generics.Call<Delegate>((Func<TextColumn, Delegate>)Getter<int>, column.Type.GetItemType().RawType, column);

        private Delegate Getter<T>(TextColumn column)
        {
            var parse = FieldParser.For<T>(column.Type.GetItemType(), _format.MissingRealsAsNaNs);
            if (column.Type is not VectorDataViewType)
                return (ValueGetter<T>)((ref T value) => value = parse(Field(column.Fields[0])));
            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> vector) =>
            {
                var editor = VBufferEditor.Create(ref vector, column.Fields.Length);
                for (var i = 0; i < editor.Values.Length; i++)
                    editor.Values[i] = parse(Field(column.Fields[i]));
                vector = editor.Commit();
            });
        }

        private ReadOnlyMemory<char> Field(int index)
        {
            CheckGood();
            _fields ??= _reader.Split(_batch.Lines[_at]);
            return index < _fields.Count ? _fields[index] : default;
        }
    }
}
