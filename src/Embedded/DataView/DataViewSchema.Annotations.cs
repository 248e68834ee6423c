using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known of a column beside its type, itself a row with a schema.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters)
        {
            Schema = schema;
            _getters = getters;
        }

        /// <summary>No annotations.</summary>
        public static Annotations Empty { get; } = new(new DataViewSchema([]), []);

        /// <summary>The kinds of annotations and their types.</summary>
        public DataViewSchema Schema { get; }

        /// <summary>A getter of one annotation.</summary>
        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            if (column.Index >= _getters.Length)
                throw new ArgumentException($"There is no annotation {column.Index}; there are {_getters.Length}.", nameof(column));
            return _getters[column.Index] as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetGetter)}': annotation '{column.Name}' holds {Schema[column.Index].Type.RawType}, not {typeof(TValue)}.");
        }

        /// <summary>The value of the annotation of a <paramref name="kind"/>.</summary>
        public void GetValue<TValue>(string kind, ref TValue value)
        {
            var column = Schema.GetColumnOrNull(kind) ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetValue)}': there is no annotation '{kind}'.");
            GetGetter<TValue>(column)(ref value);
        }

        /// <inheritdoc/>
        public override string ToString() => string.Join(", ", Schema.Select(c => c.Name));

        internal Delegate GetGetterInternal(int index) => _getters[index];

        /// <summary>Collects annotations.</summary>
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder _schema = new();
            private readonly List<Delegate> _getters = [];

            /// <summary>An empty builder.</summary>
            public Builder()
            {
            }

            /// <summary>Adds those annotations of another column whose kind <paramref name="selector"/> accepts.</summary>
            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                if (annotations == null)
                    return;
                ArgumentNullException.ThrowIfNull(selector);
                foreach (var column in annotations.Schema)
                {
                    if (selector(column.Name))
                        AddChecked(column.Name, column.Type, annotations.GetGetterInternal(column.Index), column.Annotations);
                }
            }

            /// <summary>Adds an annotation.</summary>
            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations annotations = null)
                => Add(name, type, (Delegate)getter, annotations);

            /// <summary>Adds an annotation whose getter is a <see cref="ValueGetter{TValue}"/> of the type's raw type.</summary>
            public void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
            {
                if (string.IsNullOrEmpty(name))
                    throw new ArgumentNullException(nameof(name));
                ArgumentNullException.ThrowIfNull(type);
                ArgumentNullException.ThrowIfNull(getter);
                if (getter.GetType() != typeof(ValueGetter<>).MakeGenericType(type.RawType))
                    throw new ArgumentException($"{nameof(getter)} must be of type '{typeof(ValueGetter<>).MakeGenericType(type.RawType).FullName}', but is {getter.GetType().FullName}.", nameof(getter));
                AddChecked(name, type, getter, annotations);
            }

            /// <summary>Adds an annotation with a fixed value.</summary>
            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations annotations = null)
            {
                if (type != null && type.RawType != typeof(TValue))
                    throw new ArgumentException($"{nameof(type)}.{nameof(type.RawType)} must be of type '{typeof(TValue).FullName}', but is {type.RawType.FullName}.", nameof(type));
                Add(name, type, (ref TValue destination) => destination = value, annotations);
            }

            /// <summary>The annotations added.</summary>
            public Annotations ToAnnotations() => new(_schema.ToSchema(), [.. _getters]);

            private void AddChecked(string name, DataViewType type, Delegate getter, Annotations annotations)
            {
                _schema.AddColumn(name, type, annotations);
                _getters.Add(getter);
            }
        }
    }
}
