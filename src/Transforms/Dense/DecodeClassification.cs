using System.Collections.Immutable;
using System.Numerics.Tensors;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Networks' outputs to classes.</summary>
    public static class DecodeClassificationCatalog
    {
        /// <summary>Turns the output of a classifier into probabilities and the best classes: columns <c>Probabilities</c>, <c>TopClasses</c>, <c>TopProbabilities</c> and, where the classes have names, <c>TopLabels</c>.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="inputColumnName">The network's output: <c>Vector&lt;Single, classes&gt;</c>.</param>
        /// <param name="scores">Whether these are logits, or probabilities already.</param>
        /// <param name="top">How many of the best classes; at least 1, and at most as many as there are.</param>
        /// <param name="labels">The classes' names in their order; null where they have none.</param>
        public static VisionEstimator DecodeClassification(this VisionCatalog catalog, string inputColumnName, ClassificationScores scores, int top = 5, IEnumerable<string>? labels = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new DecodeClassification(inputColumnName, scores) { Top = top, Labels = [.. labels ?? []] });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>What a classifier gives.</summary>
    public enum ClassificationScores
    {
        /// <summary>Any numbers; softmax makes probabilities of them.</summary>
        Logits,

        /// <summary>Probabilities, each from 0 to 1: the network has the softmax, or sigmoids of classes that do not exclude each other.</summary>
        Probabilities,
    }

    /// <summary>
    /// Turns the output of a classifier into probabilities (<c>Vector&lt;Single, classes&gt;</c>, of variable size where neither the column nor labels say how many; with the labels as slot names), and its best classes, best first: <c>Vector&lt;Int32, top&gt;</c>, their
    /// probabilities, and their labels where there are any. In a row whose scores are no numbers (it had no picture), or whose largest logit is infinite, all are NaN, and -1 is the class.
    /// </summary>
    /// <param name="Input">The network's output: <c>Vector&lt;Single, classes&gt;</c>.</param>
    /// <param name="Scores">Whether these are logits, or probabilities already.</param>
    public sealed record DecodeClassification(string Input, ClassificationScores Scores) : VisionStep
    {
        /// <summary>What a sum of floats may be off.</summary>
        private const float Slack = 1e-3f;

        /// <summary>How many of the best classes. Default: 5.</summary>
        public int Top { get; init; } = 5;

        /// <summary>The classes' names in their order; empty where they have none.</summary>
        public ImmutableArray<string> Labels { get; init; } = [];

        /// <summary>The column of all probabilities.</summary>
        public string Probabilities { get; init; } = "Probabilities";

        /// <summary>The column of the best classes, counted from 0.</summary>
        public string TopClasses { get; init; } = "TopClasses";

        /// <summary>The column of the best classes' probabilities.</summary>
        public string TopProbabilities { get; init; } = "TopProbabilities";

        /// <summary>The column of the best classes' names, which is there where <see cref="Labels"/> are.</summary>
        public string TopLabels { get; init; } = "TopLabels";

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.Positive(Top);
            var shape = input.Require(Input, ColumnKind.Floats);
            if (shape.Vector is { Size: > 0 } known)
                CheckCount(known.Size);
            // Some models leave open how many classes they have; then the labels say it, or each row does.
            var classes = !Labels.IsEmpty ? Labels.Length : shape.Vector?.Size ?? (shape.Kind == SchemaShape.Column.VectorKind.Vector ? 1 : 0);
            string[] inputs = [Input];
            List<OutputColumn> outputs =
            [
                new(Probabilities, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, classes)), inputs) { SlotNames = Labels },
                new(TopClasses, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Int32, Top)), inputs),
                new(TopProbabilities, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, Top)), inputs),
            ];
            if (!Labels.IsEmpty)
                outputs.Add(new(TopLabels, ColumnShape.Of(new VectorDataViewType(TextDataViewType.Instance, Top)), inputs));
            return outputs;
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private void CheckCount(int classes)
        {
            Ensure.InRange(Top, 1, classes, nameof(Top));
            if (!Labels.IsEmpty && Labels.Length != classes)
                throw new ArgumentException($"{nameof(Labels)} has {Labels.Length} names for the {classes} classes of column '{Input}'.");
        }

        private sealed class Worker(DecodeClassification step, WorkerContext context) : StepWorker
        {
            private readonly ValueGetter<VBuffer<float>> _getter = context.Getter<VBuffer<float>>(step.Input);
            private float[] _probabilities = [];
            private readonly ClassScore[] _top = new ClassScore[step.Top];
            private VBuffer<float> _scores;
            private float[] _dense = [];
            private long _computed = long.MinValue;

            public override Delegate Getter(int output) => output switch
            {
                0 => (ValueGetter<VBuffer<float>>)All,
                1 => Best(best => best.ClassId),
                2 => Best(best => best.Score),
                _ => Best(best => best.ClassId < 0 ? default : step.Labels[best.ClassId].AsMemory()),
            };

            private void All(ref VBuffer<float> value)
            {
                Compute();
                var editor = VBufferEditor.Create(ref value, _probabilities.Length);
                _probabilities.CopyTo(editor.Values);
                value = editor.Commit();
            }

            private ValueGetter<VBuffer<T>> Best<T>(Func<ClassScore, T> part) => (ref value) =>
            {
                Compute();
                var editor = VBufferEditor.Create(ref value, _top.Length);
                for (var i = 0; i < _top.Length; i++)
                    editor.Values[i] = part(_top[i]);
                value = editor.Commit();
            };

            private void Compute()
            {
                if (_computed == context.Row.Position)
                    return;
                _getter(ref _scores);
                var scores = _scores.Dense(ref _dense);
                if (scores.Length != _probabilities.Length)
                {
                    step.CheckCount(scores.Length);
                    _probabilities = new float[scores.Length];
                }
                var most = TensorPrimitives.Max(scores);
                if (float.IsNaN(most) || (step.Scores == ClassificationScores.Logits && float.IsInfinity(most)))
                {
                    _probabilities.AsSpan().Fill(float.NaN);
                    _top.AsSpan().Fill(new(-1, float.NaN));
                }
                else
                {
                    if (step.Scores == ClassificationScores.Logits)
                        Classification.Softmax(scores, _probabilities);
                    else
                        CheckedProbabilities(scores, most).CopyTo(_probabilities);
                    Classification.TopK(_probabilities, _top);
                }
                _computed = context.Row.Position;
            }

            private ReadOnlySpan<float> CheckedProbabilities(ReadOnlySpan<float> scores, float most)
            {
                var least = TensorPrimitives.Min(scores);
                return least >= -Slack && most <= 1 + Slack
                    ? scores
                    : throw new InvalidOperationException($"Row {context.Row.Position}: column '{step.Input}' holds {(least < -Slack ? least : most)}, which is no probability: these are logits ({nameof(ClassificationScores)}.{nameof(ClassificationScores.Logits)}).");
            }
        }
    }
}
