using DeepRecipes.Augmentation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Augmentation is around what is trained, and nothing of it is left.</summary>
public sealed class WithAugmentationTests
{
    private static readonly SampleColumns s_columns = new("Image") { Boxes = "Boxes" };

    private readonly MLContext _context = new(seed: 1);

    private static Recipe Recipe => [new FlipHorizontal().WithProbability(.5)];

    [Fact]
    public void The_trainer_sees_copies_and_the_model_plain_rows()
    {
        var trainer = new CountingTrainer(_context);
        var data = SampleRows.View(_context);
        var model = trainer.WithAugmentation(Recipe, s_columns, copies: 3, seed: 2).Fit(data);
        Assert.Equal([3 * SampleRows.Count], trainer.Fitted);
        Assert.Same(trainer.Last, model);
        Assert.Equal(Rows.Of(trainer.Last!.Transform(data), "Image", "Boxes"), Rows.Of(model.Transform(data), "Image", "Boxes"));
        Assert.Equal(Rows.Of(data, "Image", "Boxes"), Rows.Of(model.Transform(data), "Image", "Boxes"));
    }

    [Fact]
    public void The_saved_model_is_that_of_the_inner_trainer()
    {
        var data = SampleRows.View(_context);
        IEstimator<ITransformer> plain = new CountingTrainer(_context);
        IEstimator<ITransformer> augmented = new CountingTrainer(_context).WithAugmentation(Recipe, s_columns, copies: 2);
        Assert.Equal(ModelBytes.Of(Save(plain.Fit(data))), ModelBytes.Of(Save(augmented.Fit(data))));

        byte[] Save(ITransformer model)
        {
            using var stream = new MemoryStream();
            _context.Model.Save(model, data.Schema, stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void In_chains_it_is_done_once_wherever_it_stands()
    {
        var data = SampleRows.View(_context);
        var inner = new CountingTrainer(_context);
        // Around a chain, at the end of a chain, and where the chain is only known as an estimator of transformers.
        _ = _context.Transforms.CopyColumns("Copy", "Name").Append(inner).WithAugmentation(Recipe, s_columns, copies: 3).Fit(data);
        _ = _context.Transforms.CopyColumns("Copy", "Name").Append(inner.WithAugmentation(Recipe, s_columns, copies: 3)).Fit(data);
        IEstimator<ITransformer> pipeline = _context.Transforms.CopyColumns("Copy", "Name");
        pipeline = pipeline.Append(inner.WithAugmentation(Recipe, s_columns, copies: 3));
        pipeline = pipeline.Append(_context.Transforms.CopyColumns("Again", "Copy"));
        var model = pipeline.Fit(data);
        Assert.Equal([3 * SampleRows.Count, 3 * SampleRows.Count, 3 * SampleRows.Count], inner.Fitted);
        Assert.Equal(SampleRows.Count, model.Transform(data).GetColumn<string>("Again").Count());
    }

    [Fact]
    public void Hold_outs_of_a_cross_validation_are_plain()
    {
        var data = SampleRows.View(_context);
        var trainer = new CountingTrainer(_context);
        var augmented = trainer.WithAugmentation(Recipe, s_columns, copies: 4);
        var held = new List<string>();
        foreach (var fold in _context.Data.CrossValidationSplit(data, numberOfFolds: 3, seed: 1))
        {
            var scored = augmented.Fit(fold.TrainSet).Transform(fold.TestSet);
            held.AddRange(Rows.Of(scored, "Name", "Image", "Boxes"));
            Assert.Equal(4 * fold.TrainSet.GetColumn<string>("Name").Count(), trainer.Fitted[^1]);
        }
        Assert.Equal(Rows.Of(data, "Name", "Image", "Boxes").Order(), held.Order());
    }

    [Fact]
    public void A_wrong_column_is_found_before_there_is_data()
    {
        var shape = new SchemaShape(SampleRows.View(_context).Schema.Select(column => SchemaShapeColumn.Of(column.Name, ColumnShape.Of(column.Type))));
        var estimator = new CountingTrainer(_context).WithAugmentation(Recipe, new("Name"));
        Assert.Contains("'Name'", Assert.ThrowsAny<ArgumentException>(() => estimator.GetOutputSchema(shape)).Message);
        Assert.DoesNotContain(new CountingTrainer(_context).WithAugmentation(Recipe, s_columns).GetOutputSchema(shape), column => column.Name == "SourceId");
        var refused = Assert.Throws<ArgumentException>(() => new CountingTrainer(_context).WithAugmentation(Recipe, new("Image") { Keypoints = "Points" }));
        Assert.Contains("'Points'", refused.Message);
    }

    /// <summary>A trainer that counts the rows it was fitted on; its model copies a column.</summary>
    private sealed class CountingTrainer(MLContext context) : IEstimator<ITransformer>
    {
        public List<int> Fitted { get; } = [];

        public ITransformer? Last { get; private set; }

        public ITransformer Fit(IDataView input)
        {
            Fitted.Add(Rows.Of(input, "Image").Count);
            return Last = context.Transforms.CopyColumns("Label", "Name").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => context.Transforms.CopyColumns("Label", "Name").GetOutputSchema(inputSchema);
    }
}
