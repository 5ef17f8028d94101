package dev.hadamard.kernel;

/**
 * Constants of the logarithm kernels: x = 2^k m with m in [1 + j/16, 1 + (j+1)/16), f = m c_j - 1
 * exactly, log x = k ln 2 - log c_j + log(1 + f). Made by {@code
 * validation-data/elementary/generate_coefficients.py}.
 *
 * <p>The kernels have v = k + 5119 at hand (the exponent field shifted below the one of 4096), so
 * the tables of -log c_j have 5119 ln 2 subtracted. For c = 1 with k = 0 and for c = 1/2 with k =
 * -1 all of this cancels exactly, which keeps the relative accuracy near x = 1.
 */
final class LogConstants {
  /** ln 2 in two parts whose products with v are exact. */
  static final double LN2_HI = 0x1.62e42fefa2000p-1;

  static final double LN2_LO = 0x1.9ef35793c6000p-41;

  /** c_j, close to 16 / (16.5 + j), with so few bits that m c_j - 1 is exact. */
  static final double[] RECIPROCAL = {
    1.0, 0.9375, 0.875, 0.84375,
    0.78125, 0.75, 0.71875, 0.6875,
    0.65625, 0.625, 0.609375, 0.59375,
    0.5625, 0.546875, 0.53125, 0.5
  };

  /** -log c_j - 5119 LN2_HI, a multiple of 2^-40. */
  static final double[] LOG_HI = {
    -0x1.bb870da88b85ep+11, -0x1.bb84fcf574d22p+11, -0x1.bb82c7c4eafc0p+11, -0x1.bb819dd870b0ep+11,
    -0x1.bb7f276170590p+11, -0x1.bb7dd8f782eb8p+11, -0x1.bb7c7c5187e9ap+11, -0x1.bb7b102b6d99ep+11,
    -0x1.bb799313e2618p+11, -0x1.bb7803637e726p+11, -0x1.bb7733fc33c8cp+11, -0x1.bb765f31a8b5ap+11,
    -0x1.bb74a4467a512p+11, -0x1.bb73bd7fdde86p+11, -0x1.bb72d008988ccp+11, -0x1.bb70df658c8bcp+11
  };

  /** The rest of -log c_j, minus 5119 LN2_LO. */
  static final double[] LOG_LO = {
    -0x1.034b1f219f21dp-28, -0x1.03477eb914e1fp-28, -0x1.033e8fa5d8b06p-28, -0x1.034368e22ecf7p-28,
    -0x1.0344aff1ebf9ap-28, -0x1.03443a839026fp-28, -0x1.0342292e1b16bp-28, -0x1.0345d82625626p-28,
    -0x1.0347ab07c9b59p-28, -0x1.03416bbc673eap-28, -0x1.0348fe15aaa9ap-28, -0x1.0340a1fff0ffdp-28,
    -0x1.033d55e5812c1p-28, -0x1.0344dc40a0cd3p-28, -0x1.03493cb9ee69ep-28, -0x1.033e2786e283ap-28
  };

  /** log(1 + f) = f + f^2 (A0 + ... + A8 f^8) on [-1/32, 1/16]; relative error 2^-56.6. */
  static final double A0 = -0x1.0000000000002p-1;

  static final double A1 = 0x1.5555555555f7ep-2;
  static final double A2 = -0x1.fffffffff6508p-3;
  static final double A3 = 0x1.99999980a396cp-3;
  static final double A4 = -0x1.5555548f0d580p-3;
  static final double A5 = 0x1.2492d5f44cd8ap-3;
  static final double A6 = -0x1.000a06800d06ep-3;
  static final double A7 = 0x1.c586e5b8f4d0ep-4;
  static final double A8 = -0x1.66742e7d43b8dp-4;

  /** The same with degree 9, for the functions that compose further; relative error 2^-61.8. */
  static final double B0 = -0x1.fffffffffffffp-2;

  static final double B1 = 0x1.5555555555558p-2;
  static final double B2 = -0x1.000000000252ap-2;
  static final double B3 = 0x1.99999999b8900p-3;
  static final double B4 = -0x1.55555526a1101p-3;
  static final double B5 = 0x1.2492468d399d2p-3;
  static final double B6 = -0x1.0000a8a564a9cp-3;
  static final double B7 = 0x1.c739286874e8ap-4;
  static final double B8 = -0x1.986e183b6cceep-4;
  static final double B9 = 0x1.458204b7a887fp-4;

  /** log(1 + f) = f - f^2/2 + f^3/3 + f^4 (P0 + ... + P8 f^8), for pow; relative error 2^-67.2. */
  static final double P0 = -0x1.000000000003bp-2;

  static final double P1 = 0x1.999999999bb00p-3;
  static final double P2 = -0x1.55555554d40f4p-3;
  static final double P3 = 0x1.249249011b25dp-3;
  static final double P4 = -0x1.0000018a9e41dp-3;
  static final double P5 = 0x1.c71df01be975fp-4;
  static final double P6 = -0x1.99a65462a8d2dp-4;
  static final double P7 = 0x1.72123f43b4b6bp-4;
  static final double P8 = -0x1.22e823af77178p-4;

  static final double THIRD = 0x1.5555555555555p-2;
  static final double THIRD_LOW = 0x1.5555555555555p-56;

  /** 1 / ln 2 and 1 / ln 10 in two parts. */
  static final double INV_LN2 = 0x1.71547652b82fep+0;

  static final double INV_LN2_LOW = 0x1.777d0ffda0d24p-56;
  static final double INV_LN10 = 0x1.bcb7b1526e50ep-2;
  static final double INV_LN10_LOW = 0x1.95355baaafad3p-57;

  static final long MANTISSA = 0x000fffffffffffffL;
  static final long ONE = 0x3ff0000000000000L;

  /** The exponent field after a shift by 12, and the bits of 4096. */
  static final long SHIFTED_EXPONENT = 0x0007ff0000000000L;

  static final long V_BASE = 0x40b0000000000000L;

  /** Twice the exponent bias, in the exponent field. */
  static final long TWICE_BIAS = 0x7fe0000000000000L;

  private LogConstants() {}
}
