using System.Collections.Concurrent;
using DeepRecipes.Contracts;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Gpu.Tests;

/// <summary>A network on a GPU's provider: what comes out, and what is said of it.</summary>
public sealed class WebGpuTests
{
    private const string Output = "softmax_0.tmp_0";

    private readonly MLContext _context = new(seed: 1);

    static WebGpuTests() => SoftwareGpu.Use();

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(3, 32, 32)]
        public float[] X { get; set; } = [];
    }

    private sealed class Scores
    {
        [ColumnName(Output)]
        [VectorType(2)]
        public float[] Values { get; set; } = [];
    }

    private static OnnxScore OnProcessor => OnnxScore.Of(Assets.Path("ch_ppocr_mobile_v2.0_cls_infer.onnx"));

    private static OnnxScore OnGpu => OnProcessor with { Device = DevicePolicy.RequireGpu, Providers = [GpuProvider.WebGpu] };

    [GpuFact]
    public void The_provider_is_said_in_diagnostics_annotations_and_log()
    {
        var messages = new ConcurrentQueue<string>();
        _context.Log += (_, entry) => messages.Enqueue(entry.Message);
        var data = Data(1);
        using var model = Fit(OnGpu, data);
        Assert.Equal((nameof(GpuProvider.WebGpu), null), (model.Diagnostics.Provider, model.Diagnostics.FallbackReason));
        Assert.Contains(messages, message => message.Contains("OnnxScore runs on WebGpu.", StringComparison.Ordinal));
        var provider = default(ReadOnlyMemory<char>);
        model.Transform(data).Schema[Output].Annotations.GetValue(OnnxAnnotations.Provider, ref provider);
        Assert.Equal("WebGpu", provider.ToString());
    }

    [GpuFact]
    public void Why_another_GPU_before_it_is_not_used_is_said_too()
    {
        using var model = Fit(OnGpu with { Device = DevicePolicy.PreferGpu, Providers = [GpuProvider.OpenVINO, GpuProvider.WebGpu] }, Data(1));
        Assert.Equal("WebGpu", model.Diagnostics.Provider);
        Assert.StartsWith("OpenVINO: the native ONNX Runtime library in use was built without it", model.Diagnostics.FallbackReason);
    }

    [GpuFact]
    public void It_is_not_used_unless_it_is_named()
    {
        using var model = Fit(OnGpu with { Device = DevicePolicy.PreferGpu, Providers = [] }, Data(1));
        Assert.Equal("CPU", model.Diagnostics.Provider);
        Assert.DoesNotContain("WebGpu: ", model.Diagnostics.FallbackReason);
    }

    [GpuFact]
    public void It_gives_the_processors_scores_in_the_rows_order_also_to_several_callers_and_when_it_was_saved()
    {
        var data = Data(5);
        var expected = ScoresOf(Fit(OnProcessor, data), data);
        Assert.Equal(5, expected.Select(row => row[0]).Distinct().Count());
        // The first run is checked by two more; one row is left over.
        var model = Fit(OnGpu with { BatchSize = 2, Callers = 2 }, data);
        AssertClose(expected, ScoresOf(model, data));

        using var saved = new MemoryStream();
        _context.Model.Save(model, data.Schema, saved);
        saved.Position = 0;
        using var engine = _context.Model.CreatePredictionEngine<Row, Scores>(new MLContext().UseDeepRecipes().Model.Load(saved, out _));
        AssertClose(expected[..2], [.. Rows(2).Select(row => engine.Predict(row).Values)]);
    }

    [GpuFact]
    public void Networks_take_turns_on_it()
    {
        var data = Data(3);
        var expected = ScoresOf(Fit(OnProcessor, data), data);
        var step = OnGpu with { ChecksRepeatability = false, BatchSize = 1 };
        // Different settings make different sessions, which use the same device.
        Parallel.For(0, 2, i => AssertClose(expected, ScoresOf(Fit(step with { Threads = i + 1 }, data), data)));
    }

    private static void AssertClose(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (a, b) in expected.SelectMany(row => row).Zip(actual.SelectMany(row => row)))
            Assert.Equal(a, b, 1e-3f);
    }

    private static Row[] Rows(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => new Row { X = [.. Enumerable.Range(0, 3 * 32 * 32).Select(_ => (random.NextSingle() * 4) - 2)] })];
    }

    private IDataView Data(int count) => _context.Data.LoadFromEnumerable(Rows(count));

    private OnnxScoreTransformer Fit(OnnxScore step, IDataView data) => (OnnxScoreTransformer)_context.Vision().Step(step).Fit(data);

    private static float[][] ScoresOf(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float[]>(Output)];
}
