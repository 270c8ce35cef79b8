namespace Devstack.Hosting.Tests.PublicApi;

/// <summary>A type's full name as C# writes it.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int",
        [typeof(bool)] = "bool",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
        [typeof(double)] = "double",
        [typeof(long)] = "long",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Of(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (s_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var owner = type.DeclaringType is { } declaring ? Of(declaring) : type.Namespace;
        var name = $"{owner}.{type.Name.Split('`')[0]}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }
}
