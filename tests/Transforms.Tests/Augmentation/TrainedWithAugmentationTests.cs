using System.IO.Compression;
using System.Text;
using DeepRecipes.Augmentation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Augmentation around ML.NET's own trainers: done once, only to what is fitted, and gone from what was.</summary>
public sealed class TrainedWithAugmentationTests
{
    private const int Count = 30;
    private const int Copies = 3;

    private static readonly SampleColumns s_columns = new("Image");

    private static readonly AugmentOptions s_options = new() { SampleId = "Name" };

    private readonly MLContext _context = new(seed: 1);
    private readonly List<int> _fitted = [];

    private static Recipe Recipe => [new FlipHorizontal().WithProbability(.5), new BrightnessContrast { Brightness = (-25, 25) }];

    private IDataView Data => _context.Data.LoadFromEnumerable(Enumerable.Range(0, Count).Select(Shot.Make).ToArray());

    [Fact]
    public void Around_a_chain_with_FastTree()
    {
        var model = Binary().WithAugmentation(Recipe, s_columns, Copies, seed: 4, s_options).Fit(Data);
        Assert.Equal([Copies * Count], _fitted);
        // The same as what a user gets who augments by hand, and not what the plain rows give.
        var byHand = Binary().Fit(_context.Data.Augment(Data, Recipe, s_columns, Copies, seed: 4, s_options));
        Assert.Equal(Rows.Of(byHand.Transform(Data), "Score"), Rows.Of(model.Transform(Data), "Score"));
        Assert.NotEqual(Rows.Of(Binary().Fit(Data).Transform(Data), "Score"), Rows.Of(model.Transform(Data), "Score"));
        IsPlain(model);
    }

    [Fact]
    public void Around_one_versus_all()
    {
        var model = Multiclass().WithAugmentation(Recipe, s_columns, Copies, seed: 4, s_options).Fit(Data);
        // Once, and not once for each of the three classes.
        Assert.Equal([Copies * Count], _fitted);
        var byHand = Multiclass().Fit(_context.Data.Augment(Data, Recipe, s_columns, Copies, seed: 4, s_options));
        Assert.Equal(Rows.Of(byHand.Transform(Data), "Score"), Rows.Of(model.Transform(Data), "Score"));
        IsPlain(model);
    }

    [Fact]
    public void Around_a_trainer_whose_features_were_made_of_the_plain_picture_it_is_refused()
    {
        var chain = Counter().Append(_context.Vision().Normalize("Features", "Image")).Append(((IEstimator<ITransformer>)Trees()).WithAugmentation(Recipe, s_columns, Copies));
        var error = Assert.Throws<InvalidOperationException>(() => chain.Fit(Data));
        Assert.Contains("'Image'", error.Message);
        Assert.Contains("3 equal copies", error.Message);
    }

    [Fact]
    public void Around_the_last_part_of_a_chain()
    {
        var trainer = _context.MulticlassClassification.Trainers.OneVersusAll(Trees());
        var model = _context.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(Counter())
            .Append(_context.Vision().Normalize("Features", "Image").Append(trainer).WithAugmentation(Recipe, s_columns, Copies, seed: 4, s_options)).Fit(Data);
        // What stands outside is fitted on plain rows.
        Assert.Equal([Count], _fitted);
        IsPlain(model);
    }

    [Fact]
    public void Hold_outs_of_CrossValidate_are_plain()
    {
        var results = _context.BinaryClassification.CrossValidate(Data, Binary().WithAugmentation(Recipe, s_columns, Copies, seed: 4, s_options), numberOfFolds: 3);
        Assert.Equal(3, _fitted.Count);
        Assert.Equal(2 * Copies * Count, _fitted.Sum());
        Assert.All(results, result => Assert.DoesNotContain(result.ScoredHoldOutSet.Schema, column => column.Name == "SourceId"));
        Assert.Equal(Rows.Of(Data, "Name", "Image").Order(), results.SelectMany(result => Rows.Of(result.ScoredHoldOutSet, "Name", "Image")).Order());
        Assert.All(results, result => IsPlain(result.Model));
    }

    [Fact]
    public void In_a_chain_that_is_only_known_as_an_estimator_of_transformers()
    {
        IEstimator<ITransformer> inner = Counter();
        inner = inner.Append(_context.Vision().Normalize("Features", "Image"));
        inner = inner.Append(Trees());
        IEstimator<ITransformer> pipeline = _context.Transforms.CopyColumns("Again", "Name");
        pipeline = pipeline.Append(inner.WithAugmentation(Recipe, s_columns, Copies, seed: 4, s_options));
        pipeline = pipeline.Append(_context.Transforms.CopyColumns("Once more", "Again"));
        var model = pipeline.Fit(Data);
        Assert.Equal([Copies * Count], _fitted);
        var byHand = Binary().Fit(_context.Data.Augment(Data, Recipe, s_columns, Copies, seed: 4, s_options));
        Assert.Equal(Rows.Of(byHand.Transform(Data), "Score"), Rows.Of(model.Transform(Data), "Score"));
        IsPlain(model);
    }

    /// <summary>Rows go through as they are, the training rows too, and nothing of the augmentation is in the file.</summary>
    private void IsPlain(ITransformer model)
    {
        var scored = model.Transform(Data);
        Assert.Equal(Rows.Of(Data, "Name", "Image"), Rows.Of(scored, "Name", "Image"));
        Assert.DoesNotContain(scored.Schema, column => column.Name is "SourceId" or "BoxDropReason");
        using var file = new MemoryStream();
        _context.Model.Save(model, Data.Schema, file);
        foreach (var entry in new ZipArchive(new MemoryStream(file.ToArray())).Entries)
        {
            using var bytes = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(bytes);
            Assert.All(["FlipHorizontal", "Augment", "SourceId"], text => Assert.True(bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{entry.FullName} holds \"{text}\"."));
        }
        file.Position = 0;
        var loaded = new MLContext().UseDeepRecipes().Model.Load(file, out _);
        Assert.Equal(Rows.Of(scored, "Score"), Rows.Of(loaded.Transform(Data), "Score"));
    }

    private EstimatorChain<ITransformer> Binary() => Counter().Append(_context.Vision().Normalize("Features", "Image")).Append((IEstimator<ITransformer>)Trees());

    private EstimatorChain<ITransformer> Multiclass() =>
        Counter().Append(_context.Transforms.Conversion.MapValueToKey("Label", "Kind")).Append(_context.Vision().Normalize("Features", "Image"))
            .Append((IEstimator<ITransformer>)_context.MulticlassClassification.Trainers.OneVersusAll(Trees()));

    private Microsoft.ML.Trainers.FastTree.FastTreeBinaryTrainer Trees() =>
        _context.BinaryClassification.Trainers.FastTree(numberOfLeaves: 4, numberOfTrees: 5, minimumExampleCountPerLeaf: 2);

    private IEstimator<ITransformer> Counter() => new CountingEstimator(_context, _fitted);

    /// <summary>Counts the rows that it is fitted on; its model copies a column.</summary>
    private sealed class CountingEstimator(MLContext context, List<int> fitted) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            fitted.Add(Rows.Of(input, "Image").Count);
            return context.Transforms.CopyColumns("Counted", "Name").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => context.Transforms.CopyColumns("Counted", "Name").GetOutputSchema(inputSchema);
    }

    private sealed class Shot
    {
        public string Name { get; set; } = "";

        [VisionImage(6, 5)]
        public MLImage? Image { get; set; }

        public bool Label { get; set; }

        public string Kind { get; set; } = "";

        public static Shot Make(int index)
        {
            var random = new Random(index);
            var level = random.Next(30, 200);
            return new()
            {
                Name = $"shot {index}",
                Image = SampleRows.Picture(6, 5, _ => (byte)(level + random.Next(-20, 21))),
                Label = level > 110,
                Kind = level < 85 ? "dark" : level < 140 ? "middle" : "light",
            };
        }
    }
}
