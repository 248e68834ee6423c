using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels.Tests;

/// <summary>
/// The suite runs in four legs, each with other instructions switched off by environment variables of the runtime. DEEPRECIPES_SIMD_LEG names the leg, and this test sees to it that the
/// switch really worked: all (or unset), noavx512 (DOTNET_EnableAVX512=0), noavx2 (DOTNET_EnableAVX2=0), none (DOTNET_EnableHWIntrinsic=0).
/// </summary>
public class SimdLegTests
{
    [Fact]
    public void TheLegHasTheWidthItSays()
    {
        string leg = Environment.GetEnvironmentVariable("DEEPRECIPES_SIMD_LEG") ?? "all";
        switch (leg)
        {
            case "all":
                break;
            case "noavx512":
                Assert.False(Vector512.IsHardwareAccelerated);
                break;
            case "noavx2":
                Assert.False(Vector512.IsHardwareAccelerated);
                Assert.False(Vector256.IsHardwareAccelerated);
                break;
            case "none":
                Assert.False(Vector512.IsHardwareAccelerated);
                Assert.False(Vector256.IsHardwareAccelerated);
                Assert.False(Vector128.IsHardwareAccelerated);
                break;
            default:
                Assert.Fail($"DEEPRECIPES_SIMD_LEG is '{leg}'; it must be all, noavx512, noavx2 or none.");
                break;
        }
    }
}
