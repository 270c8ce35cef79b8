namespace Devstack.OpenEdx.Configuration;

/// <summary>Marks a map whose keys are names of services, routes or images: lower case with dashes. An environment variable
/// can't say that, so <c>DEVSTACK__MEMORY__LMS_WORKER</c> means <c>memory.lms-worker</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeysAreNamesAttribute : Attribute;
