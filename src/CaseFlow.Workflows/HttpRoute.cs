using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>An address at which a workflow receives HTTP requests, with what it lets in.</summary>
/// <param name="Path">A template below <c>/workflows/</c>, e.g. <c>orders/{id}</c>.</param>
/// <param name="Methods">Upper-case methods.</param>
/// <param name="Authorize">Only callers who have signed in.</param>
/// <param name="Policy">And who are allowed by this policy of the installation.</param>
public sealed record HttpRoute(string Path, ImmutableArray<string> Methods, bool Authorize, string? Policy)
{
    /// <summary>How long the caller waits for the workflow's answer; null: the installation's patience.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>Largest request in bytes; null: the installation's limit.</summary>
    public long? RequestSizeLimit { get; init; }

    /// <summary>Largest file in bytes.</summary>
    public long? FileSizeLimit { get; init; }

    /// <summary>File extensions let in (<c>.pdf</c>); empty: all.</summary>
    public ImmutableArray<string> AllowedFileExtensions { get; init; } = [];

    /// <summary>File extensions kept out.</summary>
    public ImmutableArray<string> BlockedFileExtensions { get; init; } = [];

    /// <summary>MIME types of files let in; empty: all.</summary>
    public ImmutableArray<string> AllowedMimeTypes { get; init; } = [];

    /// <summary>The ports by which the workflow itself deals with a request that is not let in; any other such request is refused.</summary>
    public ImmutableArray<string> ExposedPorts { get; init; } = [];

    /// <summary>What the outside finds the route by: one key a method.</summary>
    public IEnumerable<string> Keys => RouteTemplate.Parse(Path, out _) is { } template ? Methods.Distinct().Select(method => RouteTemplate.Key(method, template.Shape)) : [];

    /// <summary>The route of a trigger of a released version, from its inputs as they were evaluated at release.</summary>
    public static HttpRoute OfTrigger(WorkflowDefinition definition, WorkflowTrigger trigger) =>
        Activities.HttpEndpoint.RouteOf(definition.Nodes[trigger.NodeId], name => trigger.Inputs.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null);

    /// <summary>Whether the workflow may answer at all: only then is it worth waiting for.</summary>
    public static bool MayAnswer(WorkflowDefinition definition) => definition.Nodes.Values.Any(node => node.Type is "Elsa.WriteHttpResponse");
}

/// <summary>A path template: literal segments, <c>{name}</c>, <c>{name?}</c> at the end, <c>{**rest}</c> at the end.</summary>
public sealed class RouteTemplate
{
    /// <summary>Most segments of a template and of a path that can match one.</summary>
    public const int MostSegments = 8;

    private readonly ImmutableArray<Segment> segments;

    private RouteTemplate(ImmutableArray<Segment> segments) => this.segments = segments;

    private sealed record Segment(string Text, bool IsParameter, bool IsOptional, bool IsRest);

    /// <summary>Equal for templates that match the same paths: names of parameters do not count.</summary>
    public string Shape => string.Join('/', segments.Select(one => one.IsRest ? "{**}" : one.IsParameter ? one.IsOptional ? "{?}" : "{}" : one.Text));

    /// <summary>Compares ordinally: the template that sorts first is the more specific of two that match one path.</summary>
    public string Precedence => string.Concat(segments.Select(one => one.IsRest ? '4' : one.IsOptional ? '3' : one.IsParameter ? '2' : '1'));

    /// <summary>Reads a template; null with the reason if it is none.</summary>
    public static RouteTemplate? Parse(string path, out string? fault)
    {
        var parts = path.Trim('/').Split('/');
        var read = ImmutableArray.CreateBuilder<Segment>();
        fault = path.Trim('/').Length is 0 or > 200 || parts.Length > MostSegments ? $"it must have 1 to 200 characters and at most {MostSegments} segments" : null;
        for (var i = 0; i < parts.Length && fault is null; i++)
        {
            var segment = Read(parts[i]);
            fault = segment is null ? $"'{parts[i]}' is neither a literal segment nor {{name}}, {{name?}} or {{**name}}"
                : segment.IsParameter && read.Any(other => other.IsParameter && other.Text == segment.Text) ? $"it names '{segment.Text}' twice"
                : (segment.IsOptional || segment.IsRest) && i < parts.Length - 1 ? $"'{parts[i]}' can only stand at the end" : null;
            read.Add(segment!);
        }

        return fault is null ? new RouteTemplate(read.ToImmutable()) : null;
    }

    /// <summary>What a route with this method and shape is found by.</summary>
    public static string Key(string method, string shape) => $"{method} {shape}";

    /// <summary>Every shape that could match a path: each segment by itself or as a parameter, the last one optional or left out, or any beginning with the rest behind it.
    /// So a route is found by an index of keys instead of trying all there are.</summary>
    public static IEnumerable<string> ShapesOf(IReadOnlyList<string> path)
    {
        if (path.Count > MostSegments)
            return [];
        var beginnings = new List<List<string>> { new() { "" } };
        foreach (var segment in path)
            beginnings.Add([.. beginnings[^1].SelectMany(beginning => new[] { segment.ToLowerInvariant(), "{}" }.Select(next => beginning + "/" + next))]);
        return beginnings[^1].Concat(beginnings[^1].Select(whole => whole + "/{?}")).Concat(path.Count == 0 ? [] : beginnings[^2].Select(most => most + "/{?}"))
            .Concat(beginnings.SelectMany(level => level.Select(beginning => beginning + "/{**}"))).Select(shape => shape.TrimStart('/')).Where(shape => shape.Length > 0);
    }

    /// <summary>The values of the parameters if the path matches, else null. Literals match without regard to case.</summary>
    public ImmutableSortedDictionary<string, JsonElement>? Match(IReadOnlyList<string> path)
    {
        var values = WorkflowInstance.EmptyValues;
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            if (segment.IsRest)
                return values.SetItem(segment.Text, Conversion.Text(string.Join('/', path.Skip(i))));
            if (i >= path.Count)
                return segment.IsOptional ? values : null;
            if (segment.IsParameter)
                values = values.SetItem(segment.Text, Conversion.Text(path[i]));
            else if (!string.Equals(segment.Text, path[i], StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return path.Count <= segments.Length ? values : null;
    }

    private static Segment? Read(string part)
    {
        if (!part.Contains('{') && !part.Contains('}'))
            return part.Length > 0 && part is not ("." or "..") ? new Segment(part.ToLowerInvariant(), false, false, false) : null;
        if (!part.StartsWith('{') || !part.EndsWith('}'))
            return null;
        var name = part[1..^1];
        var (rest, optional) = (name.StartsWith('*'), name.EndsWith('?'));
        name = name.TrimStart('*').TrimEnd('?');
        return name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-') ? new Segment(name, true, optional && !rest, rest) : null;
    }
}
