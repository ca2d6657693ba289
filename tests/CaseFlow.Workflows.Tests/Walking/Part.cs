using System.Collections.Immutable;

namespace CaseFlow.Workflows.Tests.Walking;

/// <summary>A piece of a random process: what it is, what is inside it, and (in a flowchart) the arrows between what is inside. A tree, so that a counterexample can be made smaller
/// by leaving things out.</summary>
internal sealed record Part(Kind Kind, int Choice, ImmutableArray<Part> Inside, ImmutableArray<Arrow> Arrows)
{
    public static Part Of(Kind kind, int choice = 0, params Part[] inside) => new(kind, choice, [.. inside], []);

    /// <summary>Everything this part is made of, itself first.</summary>
    public IEnumerable<Part> All => Inside.SelectMany(part => part.All).Prepend(this);

    /// <summary>The same process with something left out: the part alone, one piece less, one arrow less, or a piece made smaller.</summary>
    public IEnumerable<Part> Smaller()
    {
        foreach (var part in Inside)
            yield return part;
        for (var i = 0; i < Inside.Length; i++)
            yield return Without(i);
        for (var i = 0; i < Arrows.Length; i++)
            yield return this with { Arrows = Arrows.RemoveAt(i) };
        for (var i = 0; i < Inside.Length; i++)
            foreach (var smaller in Inside[i].Smaller())
                yield return this with { Inside = Inside.SetItem(i, smaller) };
        if (Inside.IsEmpty && Kind != Kind.Say)
            yield return Of(Kind.Say);
        if (Choice > 0)
            yield return this with { Choice = 0 };
    }

    private Part Without(int index)
    {
        int After(int place) => place > index ? place - 1 : place;
        return this with
        {
            Inside = Inside.RemoveAt(index),
            Arrows = [.. Arrows.Where(arrow => arrow.From != index && arrow.To != index).Select(arrow => arrow with { From = After(arrow.From), To = After(arrow.To) })],
        };
    }
}

/// <summary>An arrow between two pieces of a flowchart, by their places in it; the port is chosen among those of the source.</summary>
internal sealed record Arrow(int From, int Port, int To);
