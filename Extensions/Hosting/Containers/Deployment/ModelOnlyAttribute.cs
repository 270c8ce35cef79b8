namespace Devstack.Hosting.Containers.Deployment;

/// <summary>Marks a type of annotation that is there for those who build the model: it says nothing that a published container has to obey.</summary>
/// <remarks>A publisher refuses an annotation that it doesn't know, since leaving it out may change what the container does. It passes over this kind.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelOnlyAttribute : Attribute;
