using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>How a text file is read. Sparse lines, quotes over several lines, other decimal marks and header files are not supported here.</summary>
    public class Options
    {
        public bool AllowQuoting;
        public char[] Separators = ['\t'];
        public Column[] Columns;
        public bool TrimWhitespace;
        public bool HasHeader;
        public bool UseThreads = true;
        public long? MaxRows;

        /// <summary>Whether an empty number is NaN, instead of 0.</summary>
        public bool MissingRealsAsNaNs;

        public Options()
        {
        }
    }

    /// <summary>A column of a text file.</summary>
    public sealed class Column
    {
        public string Name;
        public Range[] Source;

        /// <summary>Makes it a key column: the file holds 0-based categories.</summary>
        public KeyCount KeyCount;

        public Column()
        {
        }

        public Column(string name, DataKind dataKind, int index)
            : this(name, dataKind, [new Range(index)])
        {
        }

        public Column(string name, DataKind dataKind, int minIndex, int maxIndex)
            : this(name, dataKind, [new Range(minIndex, maxIndex)])
        {
        }

        public Column(string name, DataKind dataKind, Range[] source, KeyCount keyCount = null)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(source);
            Name = name;
            Source = source;
            KeyCount = keyCount;
            DataKind = dataKind;
        }

        public DataKind DataKind { get; set; } = DataKind.Single;
    }

    /// <summary>Fields of a line.</summary>
    public sealed class Range
    {
        public int Min;
        public int? Max;

        /// <summary>Goes to the end of the line, which is as long as the first one.</summary>
        public bool AutoEnd;

        public bool ForceVector;

        public Range()
        {
        }

        public Range(int index)
        {
            Contracts.CheckParam(index >= 0, nameof(index), $"Must be non-negative, but is {index}");
            Min = index;
            Max = index;
        }

        public Range(int min, int? max)
        {
            Contracts.CheckParam(min >= 0, nameof(min), $"Must be non-negative, but is {min}");
            Contracts.CheckParam(!(max < min), nameof(max), $"If specified, must be greater than or equal to {nameof(min)} {min}, but is {max}");
            Min = min;
            Max = max;
            ForceVector = true;
            AutoEnd = max == null;
        }
    }
}
