using System.Globalization;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Replaces a variable that is a secret by one that names a file, where the image reads such a one.</summary>
internal static class SecretVariables
{
    public static (IReadOnlyList<VariableSpec> Environment, List<SecretFileSpec> Files) AsFiles(
        IReadOnlyList<VariableSpec> environment, List<SecretFileSpec> files, ImageSpec image, UserSpec? user)
    {
        if (KnownImages.Find(image.Reference) is not { SecretVariables.Length: > 0 } known)
        {
            return (environment, files);
        }

        var variables = new List<VariableSpec>();
        foreach (var variable in environment)
        {
            if (known.SecretVariables.Contains(variable.Name) && variable.Value.Pieces is [ParameterPiece { IsSecret: true, Encoding: ValueEncoding.Plain } secret])
            {
                var path = $"/run/secrets/{secret.Parameter}";
                variables.Add(new($"{variable.Name}_FILE", Value.Of(path)));
                if (files.TrueForAll(file => file.Path != path))
                {
                    files.Add(new(path, secret.Parameter, ValueEncoding.Plain, OwnerOf(user) ?? known.User));
                }
            }
            else
            {
                variables.Add(variable);
            }
        }

        return ([.. variables.OrderBy(variable => variable.Name, StringComparer.Ordinal)], [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static int? OwnerOf(UserSpec? user) =>
        int.TryParse(user?.User, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
