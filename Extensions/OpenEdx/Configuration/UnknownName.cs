namespace Devstack.OpenEdx.Configuration;

/// <summary>A key of the user's maps that no release knows. A service that a team has added may have that name, which only the whole model can tell.</summary>
/// <param name="Section">The map, for example <c>hosts</c>.</param>
/// <param name="Name">The key in it.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Message">What is said of it when the model doesn't know it either.</param>
internal sealed record UnknownName(string Section, string Name, SettingOrigin Origin, string Message);
