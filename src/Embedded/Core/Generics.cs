using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Calls a generic method for types known only at run time.</summary>
internal static class Generics
{
    /// <summary>Calls the generic method that <paramref name="example"/> is an instance of, on its target, with other type arguments.</summary>
    public static TResult Call<TResult>(Delegate example, Type[] types, params object[] arguments)
        => (TResult)example.Method.GetGenericMethodDefinition().MakeGenericMethod(types)
            .Invoke(example.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public static TResult Call<TResult>(Delegate example, Type type, params object[] arguments) => Call<TResult>(example, [type], arguments);
}
