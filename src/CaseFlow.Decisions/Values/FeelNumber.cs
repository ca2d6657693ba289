using System.Numerics;
using System.Runtime.InteropServices;

namespace CaseFlow.Decisions.Values;

/// <summary>
/// A decimal of 34 digits with an exponent, as IEEE 754-2008 decimal128 counts: coefficient × 10^exponent, rounded half to even.
/// No signed zero, no infinity, no not-a-number: an operation without a result answers null.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly partial struct FeelNumber : IEquatable<FeelNumber>, IComparable<FeelNumber>
{
    private const int Digits = 34;
    private const int MaxExponent = 6111;
    private const int MinExponent = -6176;
    private static readonly Int128[] Powers = [.. Enumerable.Range(0, 39).Select(n => (Int128)BigInteger.Pow(10, n))];
    private static readonly Int128 Limit = Powers[Digits];

    public static readonly FeelNumber Zero;
    public static readonly FeelNumber One = 1;

    private readonly Int128 _coefficient;
    private readonly int _exponent;

    private FeelNumber(Int128 coefficient, int exponent) => (_coefficient, _exponent) = (coefficient, exponent);

    public static implicit operator FeelNumber(long value) => new(value, 0);

    public static implicit operator FeelNumber(int value) => new(value, 0);

    public static FeelNumber FromBig(BigInteger value) => Create(value, 0) ?? Zero;

    public bool IsZero => _coefficient == 0;

    public int Sign => Int128.Sign(_coefficient);

    public bool IsWhole => _exponent >= 0 || IsZero || Round(0, Rounding.Down).Equals(this);

    public static FeelNumber operator -(FeelNumber value) => new(-value._coefficient, value._exponent);

    public FeelNumber Abs() => _coefficient < 0 ? -this : this;

    public static FeelNumber? Add(FeelNumber a, FeelNumber b)
    {
        if (a._exponent == b._exponent) return Create(a._coefficient + b._coefficient, a._exponent);
        if (a._exponent < b._exponent) (a, b) = (b, a);
        var shift = a._exponent - b._exponent;
        if (b.IsZero && shift < Digits && Scaled(a._coefficient, shift) is { } exact && Int128.Abs(exact) < Limit) return new FeelNumber(exact, b._exponent);
        if (Scaled(a._coefficient, shift) is { } scaled) return Create(scaled + b._coefficient, b._exponent);
        if (a.IsZero) return b;
        if (b.IsZero) return a;
        // Beyond this distance the smaller summand can only decide a tie: a sticky digit stands for it.
        if (shift > 3 * Digits) return Create((BigInteger)a._coefficient * BigInteger.Pow(10, 3 * Digits) + b.Sign, a._exponent - 3 * Digits);
        return Create((BigInteger)a._coefficient * BigInteger.Pow(10, shift) + (BigInteger)b._coefficient, b._exponent);
    }

    public static FeelNumber? Subtract(FeelNumber a, FeelNumber b) => Add(a, -b);

    public static FeelNumber? Multiply(FeelNumber a, FeelNumber b) =>
        FitsLong(a._coefficient) && FitsLong(b._coefficient)
            ? Create(a._coefficient * b._coefficient, a._exponent + b._exponent)
            : Create((BigInteger)a._coefficient * (BigInteger)b._coefficient, a._exponent + b._exponent);

    /// <summary>Null when the divisor is zero or the quotient leaves the range.</summary>
    public static FeelNumber? Divide(FeelNumber a, FeelNumber b)
    {
        if (b.IsZero) return null;
        if (a.IsZero) return Zero;
        var shift = Math.Max(0, Digits + 2 + DigitCount(b._coefficient) - DigitCount(a._coefficient));
        var quotient = BigInteger.DivRem((BigInteger)a._coefficient * BigInteger.Pow(10, shift), (BigInteger)b._coefficient, out var rest);
        if (!rest.IsZero) quotient = quotient * 10 + (a.Sign * b.Sign);
        var exponent = a._exponent - b._exponent - shift - (rest.IsZero ? 0 : 1);
        return Create(quotient, exponent)?.Trimmed(a._exponent - b._exponent);
    }

    public int CompareTo(FeelNumber other)
    {
        if (_exponent == other._exponent) return _coefficient < other._coefficient ? -1 : _coefficient > other._coefficient ? 1 : 0;
        if (Sign != other.Sign) return Sign.CompareTo(other.Sign);
        if (IsZero) return 0;
        var magnitude = DigitCount(_coefficient) + _exponent;
        var otherMagnitude = DigitCount(other._coefficient) + other._exponent;
        if (magnitude != otherMagnitude) return Sign * magnitude.CompareTo(otherMagnitude);
        return _exponent > other._exponent
            ? Scaled(_coefficient, _exponent - other._exponent)!.Value.CompareTo(other._coefficient)
            : _coefficient.CompareTo(Scaled(other._coefficient, other._exponent - _exponent)!.Value);
    }

    public bool Equals(FeelNumber other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is FeelNumber other && Equals(other);

    public override int GetHashCode()
    {
        var trimmed = Trimmed(int.MaxValue);
        return HashCode.Combine(trimmed._coefficient, trimmed.IsZero ? 0 : trimmed._exponent);
    }

    public override string ToString() => ToText();

    public static bool operator ==(FeelNumber left, FeelNumber right) => left.Equals(right);

    public static bool operator !=(FeelNumber left, FeelNumber right) => !left.Equals(right);

    public static bool operator <(FeelNumber left, FeelNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(FeelNumber left, FeelNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(FeelNumber left, FeelNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FeelNumber left, FeelNumber right) => left.CompareTo(right) >= 0;

    private static FeelNumber? Create(Int128 coefficient, int exponent) =>
        coefficient < Limit && coefficient > -Limit && exponent is >= MinExponent and <= MaxExponent
            ? new FeelNumber(coefficient, exponent)
            : Create((BigInteger)coefficient, exponent);

    /// <summary>Rounds to 34 digits and to the exponent range; null on overflow, zero on underflow.</summary>
    internal static FeelNumber? Create(BigInteger coefficient, int exponent)
    {
        if (coefficient.IsZero) return Zero;
        var surplus = Math.Max(DigitCount(coefficient) - Digits, MinExponent - exponent);
        if (surplus > 0) (coefficient, exponent) = (RoundedQuotient(coefficient, surplus, Rounding.HalfEven), exponent + surplus);
        if (DigitCount(coefficient) > Digits) (coefficient, exponent) = (coefficient / 10, exponent + 1);
        while (exponent > MaxExponent && DigitCount(coefficient) < Digits) (coefficient, exponent) = (coefficient * 10, exponent - 1);
        return exponent > MaxExponent ? null : new FeelNumber((Int128)coefficient, exponent);
    }

    /// <summary>The same value with as few trailing zeros as possible, the exponent not above <paramref name="ideal"/>.</summary>
    private FeelNumber Trimmed(int ideal)
    {
        var (coefficient, exponent) = (_coefficient, _exponent);
        if (coefficient == 0) return Zero;
        while (exponent < ideal && coefficient % 10 == 0) (coefficient, exponent) = (coefficient / 10, exponent + 1);
        return new FeelNumber(coefficient, exponent);
    }

    private static bool FitsLong(Int128 value) => value >= long.MinValue && value <= long.MaxValue;

    private static Int128? Scaled(Int128 coefficient, int shift) =>
        shift < Powers.Length && Int128.Abs(coefficient) < Powers[Powers.Length - 1 - shift] ? coefficient * Powers[shift] : null;

    private static int DigitCount(Int128 value)
    {
        value = Int128.Abs(value);
        if (value < 10) return 1;
        if (value <= long.MaxValue)
        {
            var small = (long)value;
            var count = 1;
            while (small >= 10) (small, count) = (small / 10, count + 1);
            return count;
        }

        var digits = 18;
        while (digits < Powers.Length && value >= Powers[digits]) digits++;
        return digits;
    }

    internal static int DigitCount(BigInteger value)
    {
        value = BigInteger.Abs(value);
        if (value.IsZero) return 1;
        var estimate = (int)BigInteger.Log10(value);
        return value >= BigInteger.Pow(10, estimate + 1) ? estimate + 2 : value >= BigInteger.Pow(10, estimate) ? estimate + 1 : estimate;
    }
}
