using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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
                // Whether 512 bits are worth their clock is the runtime's judgement; what is offered below that is used.
                Assert.True(Avx512F.IsSupported || !Vector512.IsHardwareAccelerated);
                AssertNarrowWidths();
                break;
            case "noavx512":
                Assert.False(Vector512.IsHardwareAccelerated);
                AssertNarrowWidths();
                break;
            case "noavx2":
                Assert.False(Vector512.IsHardwareAccelerated);
                Assert.False(Vector256.IsHardwareAccelerated);
                Assert.Equal(Sse2.IsSupported || AdvSimd.IsSupported, Vector128.IsHardwareAccelerated);
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

    private static void AssertNarrowWidths()
    {
        Assert.Equal(Avx2.IsSupported, Vector256.IsHardwareAccelerated);
        Assert.Equal(Sse2.IsSupported || AdvSimd.IsSupported, Vector128.IsHardwareAccelerated);
    }
}
