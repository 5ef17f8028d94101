package dev.hadamard.kernel;

/**
 * Reduction of huge arguments by pi/2 (Payne and Hanek, SIGNUM Newsletter 18, 1983), in integers.
 *
 * <p>With |x| = m 2^e, the bits of 2/pi whose product with m 2^e is a multiple of 4 do not matter;
 * m times the next 192 bits, modulo 2^192, is the quadrant in two bits and the fraction in 190, of
 * which at least 137 are right. No double is closer to a multiple of pi/2 than 2^-62, so the
 * fraction has at least 75 good bits.
 */
final class PayneHanek {
  /** The first 1216 bits of 2/pi after 64 zero bits (from mpmath, 450 digits). */
  private static final long[] TWO_OVER_PI = {
    0L,
    0xa2f9836e4e441529L,
    0xfc2757d1f534ddc0L,
    0xdb6295993c439041L,
    0xfe5163abdebbc561L,
    0xb7246e3a424dd2e0L,
    0x06492eea09d1921cL,
    0xfe1deb1cb129a73eL,
    0xe88235f52ebb4484L,
    0xe99c7026b45f7e41L,
    0x3991d639835339f4L,
    0x9c845f8bbdf9283bL,
    0x1ff897ffde05980fL,
    0xef2f118b5a0a6d1fL,
    0x6d367ecf27cb09b7L,
    0x4f463f669e5fea2dL,
    0x7527bac7ebe5f17bL,
    0x3d0739f78a5292eaL,
    0x6bfb5fb11f8d5d08L,
    0x56033046fc7b6babL
  };

  private PayneHanek() {}

  /** sin(x + offset pi/2) for |x| &gt;= 2^17, NaN for the infinities and NaN. */
  static double sin(double x, int offset) {
    return evaluate(x, offset, false);
  }

  /** tan(x) for |x| &gt;= 2^17, NaN for the infinities and NaN. */
  static double tan(double x) {
    return evaluate(x, 0, true);
  }

  private static double evaluate(double x, int offset, boolean tangent) {
    if (!(Math.abs(x) <= Double.MAX_VALUE)) {
      return Double.NaN;
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) ((bits >>> 52) & 0x7ff) - 1075;
    long m = (bits & 0xfffffffffffffL) | 0x10000000000000L;
    int skipped = exponent - 2 + 64;
    long middle = word(skipped + 64);
    long low = word(skipped + 128);
    long p1 = m * middle + Math.unsignedMultiplyHigh(m, low);
    long carry = Long.compareUnsigned(p1, m * middle) < 0 ? 1 : 0;
    long p0 = m * word(skipped) + Math.unsignedMultiplyHigh(m, middle) + carry;
    long quadrant = p0 >>> 62;
    long f0 = p0 << 2 | p1 >>> 62;
    long f1 = p1 << 2 | (m * low) >>> 62;
    boolean negative = f0 < 0;
    if (negative) {
      quadrant++;
      f1 = -f1;
      f0 = f1 == 0 ? -f0 : ~f0;
    }
    int zeros = f0 == 0 ? 64 + Long.numberOfLeadingZeros(f1) : Long.numberOfLeadingZeros(f0);
    long g0 =
        zeros >= 64 ? f1 << (zeros - 64) : zeros == 0 ? f0 : f0 << zeros | f1 >>> (64 - zeros);
    long g1 = zeros >= 64 ? 0 : f1 << zeros;
    double unit = Double.longBitsToDouble((long) (1023 - 53 - zeros) << 52);
    double high = (g0 >>> 11) * unit;
    double rest = ((g0 & 0x7ff) << 52 | g1 >>> 12) * (unit * 0x1p-63);
    double angle = high * ScalarSinCos.HALF_PI_HIGH;
    double angleLow =
        Math.fma(high, ScalarSinCos.HALF_PI_HIGH, -angle)
            + Math.fma(high, ScalarSinCos.HALF_PI_MIDDLE, rest * ScalarSinCos.HALF_PI_HIGH);
    double sum = angle + angleLow;
    double negatedLow = (sum - angle) - angleLow;
    if (negative) {
      sum = -sum;
      negatedLow = -negatedLow;
    }
    if (bits < 0) {
      quadrant = -quadrant;
      sum = -sum;
      negatedLow = -negatedLow;
    }
    return tangent
        ? ScalarTangent.ofQuadrant(quadrant, sum, negatedLow)
        : ScalarSinCos.ofQuadrant(quadrant + offset, sum, negatedLow);
  }

  /** 64 bits of the table from the given bit on. */
  private static long word(int bit) {
    int index = bit >> 6;
    int shift = bit & 63;
    return shift == 0
        ? TWO_OVER_PI[index]
        : TWO_OVER_PI[index] << shift | TWO_OVER_PI[index + 1] >>> (64 - shift);
  }
}
