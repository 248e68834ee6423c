using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Where networks run, and how that is said. They run on machines with and without a GPU.</summary>
public sealed class OnnxDeviceTests
{
    private static readonly string[] s_offered = OrtEnv.Instance().GetAvailableProviders();

    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(4)]
        public float[] X { get; set; } = [1, -2, 3, -4];
    }

    private static OnnxScore Relu => OnnxScore.Of(OneNode(13, "Relu"));

    [Fact]
    public void On_the_processor_the_column_says_so_and_no_reason_is_given()
    {
        var messages = Listen();
        var model = Fit(Relu);
        Assert.Equal(("CPU", null), (model.Diagnostics.Provider, model.Diagnostics.FallbackReason));
        var view = model.Transform(Data());
        var provider = default(ReadOnlyMemory<char>);
        view.Schema["y"].Annotations.GetValue(OnnxAnnotations.Provider, ref provider);
        Assert.Equal("CPU", provider.ToString());
        Assert.Null(view.Schema["y"].Annotations.Schema.GetColumnOrNull(OnnxAnnotations.FallbackReason));
        Assert.Contains(messages, message => message.Contains("OnnxScore runs on CPU.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_GPU_that_is_preferred_and_missing_is_said_in_the_log_the_diagnostics_and_the_column()
    {
        var messages = Listen();
        // No native library has all providers.
        var missing = Missing();
        var model = Fit(Relu with { Device = DevicePolicy.PreferGpu, Providers = [missing] });
        Assert.Equal("CPU", model.Diagnostics.Provider);
        Assert.StartsWith($"{missing}: the native ONNX Runtime library in use was built without it", model.Diagnostics.FallbackReason);
        Assert.Contains(messages, message => message.Contains($"not on a GPU: {missing}", StringComparison.Ordinal));
        var view = model.Transform(Data());
        Assert.Equal("CPU", Text(view.Schema["y"], OnnxAnnotations.Provider));
        Assert.Equal(model.Diagnostics.FallbackReason, Text(view.Schema["y"], OnnxAnnotations.FallbackReason));
        Assert.Equal("1;0;3;0", string.Join(';', view.GetColumn<float[]>("y").Single()));
    }

    [Fact]
    public void A_GPU_that_is_required_and_missing_is_an_error_that_says_why_for_each_provider()
    {
        var missing = Missing();
        var error = Assert.Throws<InvalidOperationException>(() => Fit(Relu with { Device = DevicePolicy.RequireGpu, Providers = [missing] }));
        Assert.Contains("RequireGpu", error.Message);
        Assert.Contains($"{missing}: ", error.Message);
        Assert.Contains("reference ", error.Message);
        if (GpuSetup.Wanted(Settings(), s_offered).Any())
            return;
        // Without a provider to try, the error says which packages have one.
        var none = Assert.Throws<InvalidOperationException>(() => Fit(Relu with { Device = DevicePolicy.RequireGpu }));
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu for Cuda and TensorRT", none.Message);
    }

    [Fact]
    public void What_may_be_used_is_used_or_its_own_reason_is_given()
    {
        var model = Fit(Relu with { Device = DevicePolicy.PreferGpu });
        var provider = model.Diagnostics.Provider;
        Assert.True(provider != "CPU" || model.Diagnostics.FallbackReason is { Length: > 20 });
        foreach (var tried in GpuSetup.Wanted(Settings(), s_offered).Where(setup => provider == "CPU"))
            Assert.Contains($"{tried.Provider}: ", model.Diagnostics.FallbackReason);
    }

    [Fact]
    public void Providers_are_tried_in_the_order_they_are_named_and_TensorRT_and_WebGPU_only_where_they_are()
    {
        string[] all = ["CPUExecutionProvider", "TensorrtExecutionProvider", "CUDAExecutionProvider", "DmlExecutionProvider", "WebGpuExecutionProvider"];
        Assert.Equal([GpuProvider.Cuda, GpuProvider.DirectML], GpuSetup.Wanted(Settings(), all).Select(setup => setup.Provider));
        Assert.Equal([GpuProvider.TensorRT, GpuProvider.CoreML], GpuSetup.Wanted(Settings() with { Providers = [GpuProvider.TensorRT, GpuProvider.CoreML] }, all).Select(setup => setup.Provider));
        Assert.Empty(GpuSetup.Wanted(Settings(), ["CPUExecutionProvider"]));
    }

    [Fact]
    public void Device_and_memory_limit_reach_the_provider_and_where_it_has_none_it_is_not_used()
    {
        var limited = Settings() with { DeviceId = 2, MemoryLimit = 1L << 31 };
        Assert.Equal(new Dictionary<string, string> { ["device_id"] = "2", ["gpu_mem_limit"] = "2147483648" }, GpuSetup.CudaOptions(limited));
        Assert.Equal(new Dictionary<string, string> { ["device_id"] = "2", ["trt_max_workspace_size"] = "2147483648" }, GpuSetup.TensorRTOptions(limited));
        Assert.Equal(new Dictionary<string, string> { ["device_id"] = "0" }, GpuSetup.CudaOptions(Settings()));
        Assert.Contains("cannot be limited", WhyNot(GpuProvider.DirectML, limited));
        Assert.Contains("cannot be limited", WhyNot(GpuProvider.WebGpu, limited));
        Assert.Contains("chooses the device itself", WhyNot(GpuProvider.CoreML, Settings() with { DeviceId = 1 }));
        Assert.Contains("chooses the device itself", WhyNot(GpuProvider.WebGpu, Settings() with { DeviceId = 1 }));
        foreach (var provider in Enum.GetValues<GpuProvider>())
            Assert.Null(WhyNot(provider, Settings()));
        Assert.Null(WhyNot(GpuProvider.Cuda, limited));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Contains("DeviceId", Assert.ThrowsAny<ArgumentException>(() => Relu with { DeviceId = -1 }).Message);
        Assert.Contains("DeviceMemoryLimit", Assert.ThrowsAny<ArgumentException>(() => Relu with { DeviceMemoryLimit = -1 }).Message);
    }

    [Fact]
    public void All_settings_are_saved_with_the_model()
    {
        var step = Relu with
        {
            Device = DevicePolicy.PreferGpu, Providers = [GpuProvider.OpenVINO, GpuProvider.Cuda], DeviceId = 3, DeviceMemoryLimit = 123_456_789,
            BatchSize = 5, Callers = 2, Threads = 1, KeepsOutputs = 9, ChecksRepeatability = false, WarmsUp = true,
        };
        using var stream = new MemoryStream();
        _context.Model.Save(Fit(step), Data().Schema, stream);
        stream.Position = 0;
        var loaded = ((OnnxScoreTransformer)new MLContext().UseDeepRecipes().Model.Load(stream, out _)).Step;
        Assert.Equal(step.Providers.AsEnumerable(), loaded.Providers.AsEnumerable());
        Assert.Equal(
            (step.Device, step.DeviceId, step.DeviceMemoryLimit, step.BatchSize, step.Callers, step.Threads, step.KeepsOutputs, step.ChecksRepeatability, step.WarmsUp),
            (loaded.Device, loaded.DeviceId, loaded.DeviceMemoryLimit, loaded.BatchSize, loaded.Callers, loaded.Threads, loaded.KeepsOutputs, loaded.ChecksRepeatability, loaded.WarmsUp));
    }

    [Fact]
    public void A_pipeline_knows_the_annotations_before_there_is_data()
    {
        var estimator = _context.Vision().Step(Relu with { Device = DevicePolicy.PreferGpu, Providers = [Missing()] });
        var column = estimator.GetOutputSchema(new(Data().Schema.Select(column => SchemaShapeColumn.Of(column.Name, ColumnShape.Of(column.Type))))).Single(column => column.Name == "y");
        Assert.Equal([OnnxAnnotations.FallbackReason, OnnxAnnotations.Provider], column.Annotations.Select(annotation => annotation.Name).Order(StringComparer.Ordinal));
    }

    private static OnnxSessionSettings Settings() => new(DevicePolicy.PreferGpu, [], 0, 0, 1);

    private static GpuProvider Missing() => Enum.GetValues<GpuProvider>().First(provider => GpuSetup.Wanted(Settings() with { Providers = [provider] }, []).Single() is var setup && !s_offered.Contains(setup.NameInLibrary));

    private static string? WhyNot(GpuProvider provider, OnnxSessionSettings settings)
    {
        var setup = GpuSetup.Wanted(settings with { Providers = [provider] }, []).Single();
        return setup.WhyNot(settings, [setup.NameInLibrary]);
    }

    private static string Text(DataViewSchema.Column column, string kind)
    {
        var text = default(ReadOnlyMemory<char>);
        column.Annotations.GetValue(kind, ref text);
        return text.ToString();
    }

    private List<string> Listen()
    {
        var messages = new List<string>();
        _context.Log += (_, e) => messages.Add(e.Message);
        return messages;
    }

    private OnnxScoreTransformer Fit(OnnxScore step) => (OnnxScoreTransformer)_context.Vision().Step(step).Fit(Data());

    private IDataView Data() => _context.Data.LoadFromEnumerable([new Row()]);
}
