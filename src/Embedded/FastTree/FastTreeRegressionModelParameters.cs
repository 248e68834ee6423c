using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.FastTree;

[assembly: LoadableClass(typeof(FastTreeRegressionModelParameters), typeof(FastTreeRegressionModelParameters), null, typeof(SignatureLoadModel), "FastTree regression model", FastTreeRegressionModelParameters.LoaderSignature)]

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trees that predict a number.</summary>
public sealed class FastTreeRegressionModelParameters : TreeEnsembleModelParametersBasedOnRegressionTree
{
    internal const string LoaderSignature = "FastTreeRegressionExec";

    internal FastTreeRegressionModelParameters(RegressionTreeEnsemble ensemble, int featureCount)
        : base(ensemble, featureCount)
    {
    }

    private static VersionInfo Version => new("FTREE RE", 0x00010005, 0x00010005, 0x00010005, null, LoaderSignature);

    internal static FastTreeRegressionModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ArgumentNullException.ThrowIfNull(env);
        ctx.CheckAtModel(Version);
        var (ensemble, featureCount) = LoadTrees(ctx);
        return new FastTreeRegressionModelParameters(ensemble, featureCount);
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveTrees(ctx);
    }
}
