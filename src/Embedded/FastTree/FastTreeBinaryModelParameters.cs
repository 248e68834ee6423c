using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.FastTree;

[assembly: LoadableClass(typeof(FastTreeBinaryModelParameters), typeof(FastTreeBinaryModelParameters), null, typeof(SignatureLoadModel), "FastTree binary model", FastTreeBinaryModelParameters.LoaderSignature)]

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trees that tell two classes apart; a score above 0 means the positive one.</summary>
public sealed class FastTreeBinaryModelParameters : TreeEnsembleModelParametersBasedOnRegressionTree
{
    internal const string LoaderSignature = "FastTreeBinaryExec";

    internal FastTreeBinaryModelParameters(RegressionTreeEnsemble ensemble, int featureCount)
        : base(ensemble, featureCount)
    {
    }

    private static VersionInfo Version => new("FTREE BC", 0x00010005, 0x00010005, 0x00010005, null, LoaderSignature);

    internal static FastTreeBinaryModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ArgumentNullException.ThrowIfNull(env);
        ctx.CheckAtModel(Version);
        var (ensemble, featureCount) = LoadTrees(ctx);
        return new FastTreeBinaryModelParameters(ensemble, featureCount);
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveTrees(ctx);
    }
}
