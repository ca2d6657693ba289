using System.Numerics;

namespace CaseFlow.Decisions.Values;

/// <summary>Square root, exponential, logarithm and power, computed in fixed point with spare digits and rounded once at the end.</summary>
internal readonly partial struct FeelNumber
{
    private const int Spare = 60;
    private static readonly BigInteger Unit = BigInteger.Pow(10, Spare);
    private static readonly BigInteger Ln10 = BigInteger.Parse("2302585092994045684017991454684364207601101488628772976033328");

    public FeelNumber? Sqrt()
    {
        if (Sign < 0) return null;
        if (IsZero) return Zero;
        var shift = 2 * Digits + 4 - DigitCount(_coefficient);
        if (((_exponent - shift) & 1) != 0) shift++;
        var square = (BigInteger)_coefficient * BigInteger.Pow(10, shift);
        var root = WholeRoot(square);
        var exact = root * root == square;
        var exponent = (_exponent - shift) / 2;
        return Create(exact ? root : root * 10 + 1, exact ? exponent : exponent - 1)?.Trimmed(0);
    }

    public FeelNumber? Exp()
    {
        if (IsZero) return One;
        var magnitude = DigitCount(_coefficient) + _exponent;
        if (magnitude > 6) return Sign < 0 ? Zero : null;
        if (magnitude < -Digits - 2) return One;
        return FromExp(FixedPoint());
    }

    public FeelNumber? Ln()
    {
        if (Sign <= 0) return null;
        return Equals(One) ? Zero : Create(FixedLn(), -Spare);
    }

    public static FeelNumber? Power(FeelNumber value, FeelNumber exponent)
    {
        if (exponent.IsZero) return One;
        if (value.IsZero) return exponent.Sign > 0 ? Zero : null;
        if (exponent.IsWhole && exponent.Abs() <= 99_999) return WholePower(value, exponent.ToInt()!.Value);
        if (value.Abs() == One) return value.Sign > 0 || Modulo(exponent, 2) == Zero ? One : exponent.IsWhole ? value : null;
        if (value.Sign < 0 && !exponent.IsWhole) return null;
        var negative = value.Sign < 0 && Modulo(exponent, 2) != Zero;
        var magnitude = DigitCount(exponent._coefficient) + exponent._exponent;
        if (magnitude > 40) return (value.Abs() > One) == exponent.Sign > 0 ? null : Zero;
        if (magnitude < -40) return One;
        var power = value.Abs().FixedLn() * (exponent._exponent >= 0 ? exponent.ToBig() : (BigInteger)exponent._coefficient);
        if (exponent._exponent < 0) power /= BigInteger.Pow(10, Math.Min(-exponent._exponent, 200));
        var result = FromExp(power)?.Trimmed(0);
        return negative ? -result : result;
    }

    /// <summary>By squaring, each step cut to more digits than can be seen; a power that leaves the range answers null or zero.</summary>
    private static FeelNumber? WholePower(FeelNumber value, int power)
    {
        var (result, exponent) = (BigInteger.One, 0L);
        var (factor, factorExponent) = ((BigInteger)value._coefficient, (long)value._exponent);
        for (var left = Math.Abs(power); left > 0; left >>= 1)
        {
            if ((left & 1) == 1) (result, exponent) = Cut(result * factor, exponent + factorExponent);
            (factor, factorExponent) = Cut(factor * factor, factorExponent * 2);
        }

        if (power < 0)
        {
            var digits = DigitCount(result) + Spare;
            (result, exponent) = (BigInteger.Pow(10, digits) / result, -exponent - digits);
        }

        if (exponent + DigitCount(result) > MaxExponent + Digits + 1) return null;
        return exponent < 2 * MinExponent ? Zero : Create(result, (int)exponent)?.Trimmed(0);
    }

    private static (BigInteger Value, long Exponent) Cut(BigInteger value, long exponent)
    {
        var surplus = DigitCount(value) - 2 * Spare;
        return surplus > 0 ? (value / BigInteger.Pow(10, surplus), exponent + surplus) : (value, exponent);
    }

    private static FeelNumber? FromExp(BigInteger fixedPoint)
    {
        var tens = BigInteger.Divide(fixedPoint, Ln10);
        if (BigInteger.Abs(tens) > 7000) return tens.Sign < 0 ? Zero : null;
        return Create(FixedExp(fixedPoint - tens * Ln10), (int)tens - Spare);
    }

    private BigInteger FixedPoint()
    {
        var shift = _exponent + Spare;
        return shift >= 0 ? (BigInteger)_coefficient * BigInteger.Pow(10, shift) : RoundedQuotient((BigInteger)_coefficient, -shift, Rounding.HalfEven);
    }

    /// <summary>e^x for |x| ≤ ln 10: halved eight times, Taylor series, squared back.</summary>
    private static BigInteger FixedExp(BigInteger x)
    {
        const int Halvings = 8;
        var small = x >> Halvings;
        var (sum, term) = (Unit, Unit);
        for (var n = 1; !term.IsZero && n < 100; n++)
        {
            term = term * small / (Unit * n);
            sum += term;
        }

        for (var i = 0; i < Halvings; i++) sum = sum * sum / Unit;
        return sum;
    }

    /// <summary>ln = exponent × ln 10 + ln mantissa; the mantissa starts from the machine's logarithm, one series for the small rest repairs it.</summary>
    private BigInteger FixedLn()
    {
        var digits = DigitCount(_coefficient);
        var mantissa = (BigInteger)_coefficient * BigInteger.Pow(10, Spare) / BigInteger.Pow(10, digits - 1);
        var guess = new BigInteger(Math.Log((double)_coefficient / Math.Pow(10, digits - 1)) * 1e15) * BigInteger.Pow(10, Spare - 15);
        var delta = mantissa * FixedExp(-guess) / Unit - Unit;
        var (sum, term) = (BigInteger.Zero, delta);
        for (var n = 1; !term.IsZero && n < 20; n++)
        {
            sum += term / (n % 2 == 1 ? n : -n);
            term = term * delta / Unit;
        }

        return guess + sum + (_exponent + digits - 1) * Ln10;
    }

    private static BigInteger WholeRoot(BigInteger square)
    {
        var root = (BigInteger)Math.Sqrt((double)square);
        while (true)
        {
            var next = (root + square / root) >> 1;
            if (BigInteger.Abs(next - root) <= 1)
            {
                while (next * next > square) next--;
                while ((next + 1) * (next + 1) <= square) next++;
                return next;
            }

            root = next;
        }
    }
}
