using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Devstack.Hosting.Tests.PublicApi;

/// <summary>The public API of an assembly, a line a type or member, as the files beside this class have it.</summary>
internal static class PublicApiListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlySet<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Lines).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(Type type)
    {
        var name = TypeNames.Of(type);
        yield return $"{Kind(type)} {name}{Bases(type)}{Flags(type, type)}";
        foreach (var constructor in type.GetConstructors(Declared).Where(c => !c.IsStatic && IsVisible(c)))
        {
            yield return $"constructor {name}({Parameters(constructor)}){Flags(constructor, type)}";
        }

        foreach (var method in type.GetMethods(Declared).Where(m => !m.IsSpecialName && IsVisible(m)))
        {
            yield return $"method {name}.{method.Name}{Generics(method)}({This(method)}{Parameters(method)}) : "
                + $"{TypeNames.Of(method.ReturnType)}{Modifier(method)}{Flags(method, type)}";
        }

        foreach (var property in type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsVisible)))
        {
            yield return $"property {name}.{property.Name} : {TypeNames.Of(property.PropertyType)} {{{Accessors(property)} }}"
                + $"{(property.GetAccessors(nonPublic: true)[0].IsStatic ? " static" : "")}{Flags(property, type)}";
        }

        foreach (var field in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily))
        {
            var value = field.IsLiteral ? $" const = {field.GetRawConstantValue() ?? "null"}" : field.IsStatic ? " static" : "";
            yield return $"field {name}.{field.Name} : {TypeNames.Of(field.FieldType)}{value}{Flags(field, type)}";
        }
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var interfaces = type.GetInterfaces().Where(i => i.IsVisible).Select(TypeNames.Of).Order(StringComparer.Ordinal);
        var bases = type.BaseType is { } parent && parent != typeof(object) ? interfaces.Prepend(TypeNames.Of(parent)) : interfaces;
        var text = string.Join(", ", bases);
        return text.Length == 0 ? "" : $" : {text}";
    }

    private static string This(MethodInfo method) => method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";

    private static string Generics(MethodInfo method) => method.IsGenericMethodDefinition
        ? $"<{string.Join(", ", method.GetGenericArguments().Select(Constraints))}>"
        : "";

    private static string Constraints(Type argument)
    {
        var constraints = string.Join(" & ", argument.GetGenericParameterConstraints().Select(TypeNames.Of).Order(StringComparer.Ordinal));
        return constraints.Length == 0 ? argument.Name : $"{argument.Name} : {constraints}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Passing(parameter)}{TypeNames.Of(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? "=" : "")}"));

    private static string Passing(ParameterInfo parameter) => parameter switch
    {
        _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
        { IsOut: true } => "out ",
        { ParameterType.IsByRef: true } => "ref ",
        _ => "",
    };

    private static string Modifier(MethodInfo method) => method switch
    {
        { IsStatic: true } => " static",
        { IsAbstract: true } => " abstract",
        { IsVirtual: true, IsFinal: false } => " virtual",
        _ => "",
    };

    private static string Accessors(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "";
        var set = property.SetMethod is { } setter && IsVisible(setter) ? IsInit(setter) ? " init;" : " set;" : "";
        return get + set;
    }

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Flags(MemberInfo member, Type owner)
    {
        var experimental = member.GetCustomAttribute<ExperimentalAttribute>() ?? owner.GetCustomAttribute<ExperimentalAttribute>();
        return (member.IsDefined(typeof(ObsoleteAttribute)) ? " {obsolete}" : "")
            + (experimental is null ? "" : $" {{experimental {experimental.DiagnosticId}}}");
    }
}
