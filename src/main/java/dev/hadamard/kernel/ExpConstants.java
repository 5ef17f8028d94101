package dev.hadamard.kernel;

/**
 * Constants of the exponential kernels: x = (16 k + j) ln 2 / 16 + r with |r| at most ln 2 / 32,
 * and e^x = 2^k 2^(j/16) e^r. Made by {@code validation-data/elementary/generate_coefficients.py}.
 */
final class ExpConstants {
  /** Adding it rounds to an integer, left in the low bits of the sum. */
  static final double MAGIC = 0x1.8p52;

  static final double INV_LN2_16 = 0x1.71547652b82fep+4;

  /** ln 2 / 16 in two parts; the first has few enough bits for exact products with 16 k + j. */
  static final double LN2_16_HI = 0x1.62e42fefa0000p-5;

  static final double LN2_16_LO = 0x1.cf79abc9e3b3ap-44;
  static final double LN2 = 0x1.62e42fefa39efp-1;

  /** e^r = 1 + r + r^2 (C0 + C1 r + ... + C5 r^5); relative error of e^r - 1: 2^-59.0. */
  static final double C0 = 0x1.0000000000003p-1;

  static final double C1 = 0x1.555555555590fp-3;
  static final double C2 = 0x1.555555549393fp-5;
  static final double C3 = 0x1.111110a67dfe8p-7;
  static final double C4 = 0x1.6c18390601facp-10;
  static final double C5 = 0x1.a0c0ab37dca47p-13;

  /** 2^(j/16), j = 0..15. */
  static final double[] POWER = {
    0x1.0000000000000p+0, 0x1.0b5586cf9890fp+0, 0x1.172b83c7d517bp+0, 0x1.2387a6e756238p+0,
    0x1.306fe0a31b715p+0, 0x1.3dea64c123422p+0, 0x1.4bfdad5362a27p+0, 0x1.5ab07dd485429p+0,
    0x1.6a09e667f3bcdp+0, 0x1.7a11473eb0187p+0, 0x1.8ace5422aa0dbp+0, 0x1.9c49182a3f090p+0,
    0x1.ae89f995ad3adp+0, 0x1.c199bdd85529cp+0, 0x1.d5818dcfba487p+0, 0x1.ea4afa2a490dap+0
  };

  /** 2^(j/16) less its double in {@link #POWER}. */
  static final double[] POWER_LOW = {
    0.0, 0x1.8a62e4adc610bp-54, -0x1.19041b9d78a76p-55, 0x1.9b07eb6c70573p-54,
    0x1.6f46ad23182e4p-55, 0x1.ada0911f09ebcp-55, 0x1.d4397afec42e2p-56, 0x1.6324c054647adp-54,
    -0x1.bdd3413b26456p-54, -0x1.41577ee04992fp-55, 0x1.6e9f156864b27p-54, 0x1.c7c46b071f2bep-56,
    0x1.7a1cd345dcc81p-54, 0x1.11065895048ddp-55, 0x1.2ed02d75b3707p-55, -0x1.e9c23179c2893p-54
  };

  /** Up to here e^x and e^-x are normal numbers. */
  static final double FAST_EXP = 708;

  /** Up to here the rests of results near e^-|x| are normal numbers too. */
  static final double FAST_LOGISTIC = 600;

  private ExpConstants() {}
}
