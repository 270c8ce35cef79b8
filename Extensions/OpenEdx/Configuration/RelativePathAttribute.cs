namespace Devstack.OpenEdx.Configuration;

/// <summary>Marks an option with paths: a relative one starts at the folder of the file that says it, or at the current folder
/// when a variable or the command line does; <c>~</c> is the home folder.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RelativePathAttribute : Attribute;
