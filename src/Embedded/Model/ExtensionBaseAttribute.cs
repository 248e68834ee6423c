namespace Microsoft.ML;

/// <summary>Base of attributes by which a class registers itself under a contract's name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName) => ContractName = contractName;

    public string ContractName { get; }
}
