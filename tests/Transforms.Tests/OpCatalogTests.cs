using DeepRecipes.Augmentation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>An op's own name in the catalog does what <c>Apply</c> does with it.</summary>
public sealed class OpCatalogTests
{
    private static readonly SampleColumns s_columns = new("Image");

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, (Func<VisionCatalog, VisionEstimator> Named, SampleOp Op)> All { get; } = new(StringComparer.Ordinal)
    {
        ["AdaptiveThreshold"] = (v => v.AdaptiveThreshold(s_columns, new()), new AdaptiveThreshold()),
        ["Affine"] = (v => v.Affine(s_columns, new()), new Affine()),
        ["AutoContrast"] = (v => v.AutoContrast(s_columns, new()), new AutoContrast()),
        ["BoxBlur"] = (v => v.BoxBlur(s_columns, new()), new BoxBlur()),
        ["BrightnessContrast"] = (v => v.BrightnessContrast(s_columns, new() { Brightness = 7 }), new BrightnessContrast { Brightness = 7 }),
        ["CenterCrop"] = (v => v.CenterCrop(s_columns, new(9, 7)), new CenterCrop(9, 7)),
        ["Clahe"] = (v => v.Clahe(s_columns, new()), new Clahe()),
        ["ClaheSkImage"] = (v => v.ClaheSkImage(s_columns, new()), new ClaheSkImage()),
        ["ColourJitter"] = (v => v.ColourJitter(s_columns, new() { Brightness = 1, Contrast = 1, Saturation = 1, Hue = 0 }), new ColourJitter { Brightness = 1, Contrast = 1, Saturation = 1, Hue = 0 }),
        ["ContrastStretch"] = (v => v.ContrastStretch(s_columns, new()), new ContrastStretch()),
        ["Downscale"] = (v => v.Downscale(s_columns, new() { Scale = .5 }), new Downscale { Scale = .5 }),
        ["Equalize"] = (v => v.Equalize(s_columns, new()), new Equalize()),
        ["EqualizeSkImage"] = (v => v.EqualizeSkImage(s_columns), new EqualizeSkImage()),
        ["Gamma"] = (v => v.Gamma(s_columns, new() { Exponent = 1.5 }), new Gamma { Exponent = 1.5 }),
        ["GaussianBlur"] = (v => v.GaussianBlur(s_columns, new()), new GaussianBlur()),
        ["GreyWorld"] = (v => v.GreyWorld(s_columns, new()), new GreyWorld()),
        ["HueSaturationValue"] = (v => v.HueSaturationValue(s_columns, new() { Hue = 5 }), new HueSaturationValue { Hue = 5 }),
        ["Invert"] = (v => v.Invert(s_columns), new Invert()),
        ["JpegArtefacts"] = (v => v.JpegArtefacts(s_columns, new() { Quality = 20 }), new JpegArtefacts { Quality = 20 }),
        ["Letterbox"] = (v => v.Letterbox(s_columns, new(9, 7)), new Augmentation.Letterbox(9, 7)),
        ["MedianBlur"] = (v => v.MedianBlur(s_columns, new()), new MedianBlur()),
        ["MotionBlur"] = (v => v.MotionBlur(s_columns, new() { Degrees = 0 }), new MotionBlur { Degrees = 0 }),
        ["Posterize"] = (v => v.Posterize(s_columns, new()), new Posterize()),
        ["Resize"] = (v => v.Resize(s_columns, new(9, 7)), new Augmentation.Resize(9, 7)),
        ["Rotate90"] = (v => v.Rotate90(s_columns), new Rotate90()),
        ["Rotate180"] = (v => v.Rotate180(s_columns), new Rotate180()),
        ["Rotate270"] = (v => v.Rotate270(s_columns), new Rotate270()),
        ["Sharpen"] = (v => v.Sharpen(s_columns, new()), new Sharpen()),
        ["ShiftScaleRotate"] = (v => v.ShiftScaleRotate(s_columns, new() { ShiftX = 0, ShiftY = 0, Scale = 1, Degrees = 10 }), new ShiftScaleRotate { ShiftX = 0, ShiftY = 0, Scale = 1, Degrees = 10 }),
        ["Solarize"] = (v => v.Solarize(s_columns, new()), new Solarize()),
        ["SwapRedBlue"] = (v => v.SwapRedBlue(s_columns), new SwapRedBlue()),
        ["ThresholdLocalSkImage"] = (v => v.ThresholdLocalSkImage(s_columns, new()), new ThresholdLocalSkImage()),
        ["Transverse"] = (v => v.Transverse(s_columns), new Transverse()),
        ["UnsharpMask"] = (v => v.UnsharpMask(s_columns, new()), new UnsharpMask()),
        ["UnsharpMaskSkImage"] = (v => v.UnsharpMaskSkImage(s_columns, new()), new UnsharpMaskSkImage()),
        ["WhitePatch"] = (v => v.WhitePatch(s_columns, new()), new WhitePatch()),
    };

    // Each draw differs whatever the options say, or the parts have names of their own.
    private static readonly string[] s_onlyInTraining =
    [
        "ChannelShuffle", "CoarseDropout", "Cutout", "Elastic", "GaussianNoise", "GridDistortion", "GridMask", "OneOf", "Perspective", "RandomCrop", "RandomErasing", "RandomResizedCrop",
        "SaltAndPepper", "Sequence", "SomeOf", "Sometimes", "SquareSymmetries",
    ];

    [Fact]
    public void Every_op_that_can_be_without_chance_has_a_name_in_the_catalog()
    {
        var named = typeof(ApplyOpCatalog).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsStatic && method.GetParameters() is [{ ParameterType: var on }, { ParameterType: var columns }, ..] && on == typeof(VisionCatalog) && columns == typeof(SampleColumns))
            .Select(method => method.Name);
        Assert.Equal(SampleOps.Kinds.Except(s_onlyInTraining).Order(), named.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_its_own_does_what_Apply_does(string name)
    {
        var (named, op) = All[name];
        var context = new MLContext();
        var data = SampleRows.View(context);
        var vision = context.Vision();
        Assert.Equal(
            Rows.Of(vision.Apply(op, s_columns).Fit(data).Transform(data), "Image"),
            Rows.Of(named(vision).Fit(data).Transform(data), "Image"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saved_loaded_in_a_recipe_and_in_a_prediction_engine_it_is_the_same(string name)
    {
        var context = new MLContext();
        var data = SampleRows.View(context);
        var estimator = All[name].Named(context.Vision());
        var model = estimator.Fit(data);
        var expected = Rows.Of(model.Transform(data), "Image");
        using var file = new MemoryStream();
        context.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var other = new MLContext().UseDeepRecipes();
        var loaded = other.Model.Load(file, out _);
        Assert.Equal(expected, Rows.Of(loaded.Transform(data), "Image"));
        var recipe = PipelineRecipe.Parse(new PipelineRecipe([estimator.Step]).ToJson());
        Assert.Equal(expected, Rows.Of(recipe.ToEstimator(context.Vision()).Fit(data).Transform(data), "Image"));
        Assert.Equal(expected, loaded.GetOutputSchema(data.Schema)["Image"].Type.Equals(VisionTypes.Image) ? Predicted<Picture>() : Predicted<SizedPicture>());

        IEnumerable<string> Predicted<T>()
            where T : class, IPicture, new()
        {
            using var engine = other.Model.CreatePredictionEngine<SampleRow, T>(loaded);
            return [.. SampleRows.All().Select(row => engine.Predict(row).Image!).Select(image => $"Image={image.Width}x{image.Height}:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(image.Pixels))}")];
        }
    }

    private interface IPicture
    {
        MLImage? Image { get; }
    }

    private sealed class Picture : IPicture
    {
        [VisionImage]
        public MLImage? Image { get; set; }
    }

    // Ops whose result has one size declare it.
    private sealed class SizedPicture : IPicture
    {
        [VisionImage(9, 7)]
        public MLImage? Image { get; set; }
    }
}
