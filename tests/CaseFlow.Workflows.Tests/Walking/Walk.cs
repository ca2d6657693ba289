using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Workflows.Tests.Walking;

/// <summary>A random process and what happens to it: each step is a number that chooses among what is possible (and impossible) then. Prints itself as a definition file.</summary>
internal sealed record Walk(Part Process, ImmutableArray<int> Steps)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Kind[] Leaves = [.. Enum.GetValues<Kind>().Where(kind => kind < Kind.Chart)];
    private static readonly Kind[] Containers = [.. Enum.GetValues<Kind>().Where(kind => kind >= Kind.Chart)];

    /// <summary>Random walks; a failing one is shown as small as it can be made.</summary>
    public static Arbitrary<Walk> Any(int steps) =>
        Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(seed => Create(new Random(seed), steps)), walk => walk.Smaller());

    public static Walk Create(Random random, int steps) => new(Chart(random, 2), [.. Enumerable.Range(0, steps).Select(_ => random.Next(10_000))]);

    public override string ToString() =>
        $"steps {string.Join(", ", Steps)}{Environment.NewLine}{JsonNode.Parse(PartWriter.Write(Process))!.ToJsonString(Indented)}";

    private IEnumerable<Walk> Smaller()
    {
        if (Steps.Length > 0)
        {
            yield return this with { Steps = Steps[..(Steps.Length / 2)] };
            yield return this with { Steps = Steps[..^1] };
        }
        foreach (var smaller in Process.Smaller())
            yield return this with { Process = smaller };
        for (var i = 0; i < Steps.Length; i++)
            yield return this with { Steps = Steps.RemoveAt(i) };
    }

    private static Part Chart(Random random, int depth)
    {
        var inside = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Piece(random, depth)).ToImmutableArray();
        var arrows = new List<Arrow>();
        for (var target = 1; target < inside.Length; target++)
            for (var count = random.Next(1, 3); count > 0; count--)
                arrows.Add(new Arrow(random.Next(target), random.Next(6), target));
        if (random.Next(3) == 0)
            arrows.Add(new Arrow(random.Next(inside.Length), random.Next(6), random.Next(inside.Length)));
        return new Part(Kind.Chart, 0, inside, [.. arrows.Distinct()]);
    }

    private static Part Piece(Random random, int depth)
    {
        if (depth > 0 && random.Next(3) == 0)
        {
            var kind = Containers[random.Next(Containers.Length)];
            return kind == Kind.Chart ? Chart(random, depth - 1)
                : new Part(kind, random.Next(6), [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Piece(random, depth - 1))], []);
        }
        // Waits are what a walk is about; ends and faults would cut most of them short.
        return random.Next(3) switch
        {
            0 => Part.Of(Leaves[random.Next((int)Kind.Say, (int)Kind.Count)], random.Next(6)),
            1 => Part.Of(Leaves[random.Next((int)Kind.Decision, Leaves.Length)], random.Next(6)),
            _ => Part.Of(Leaves[random.Next(Leaves.Length)], random.Next(6)),
        };
    }
}
