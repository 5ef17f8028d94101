package dev.hadamard.kernel;

/**
 * The polynomials of the elementary and special functions.
 *
 * <p>Written by {@code validation-data/elementary/coefficients.py}, which derives every coefficient
 * by Remez exchange in 60 digits and rounds them one after the other; do not edit.
 */
final class ScalarPolynomials {

  // SIN: (r - sin r) / r^3 of z = r^2, r in [0, pi/4]; error 2^-57.9
  static final double SIN_0 = 0x1.5555555555548p-3;
  static final double SIN_1 = -0x1.111111110f731p-7;
  static final double SIN_2 = 0x1.a01a019be95bdp-13;
  static final double SIN_3 = -0x1.71de355574e0ap-19;
  static final double SIN_4 = 0x1.ae5e4bd11a407p-26;
  static final double SIN_5 = -0x1.5d8b7262ec6a1p-33;

  // COS: (cos r - 1) / r^2 of z = r^2, r in [0, pi/4]; error 2^-63.9
  static final double COS_0 = -0x1.0000000000000p-1;
  static final double COS_1 = 0x1.555555555554bp-5;
  static final double COS_2 = -0x1.6c16c16c15015p-10;
  static final double COS_3 = 0x1.a01a019c8f254p-16;
  static final double COS_4 = -0x1.27e4f7f1914e3p-22;
  static final double COS_5 = 0x1.1ee9dbcf0b8a5p-29;
  static final double COS_6 = -0x1.8fa68497d2f3fp-37;

  // SIN_FLOAT: (sin r - r) / r^3 of z = r^2, r in [0, pi/4], for float; error 2^-28.0
  static final double SIN_FLOAT_0 = -0x1.55554526a09f7p-3;
  static final double SIN_FLOAT_1 = 0x1.11073af65632ep-7;
  static final double SIN_FLOAT_2 = -0x1.9943dbdfc8094p-13;

  // COS_FLOAT: (cos r - 1) / r^2 of z = r^2, r in [0, pi/4], for float; error 2^-33.9
  static final double COS_FLOAT_0 = -0x1.ffffffcb8351dp-2;
  static final double COS_FLOAT_1 = 0x1.55553c78ad791p-5;
  static final double COS_FLOAT_2 = -0x1.6c07f16c96c66p-10;
  static final double COS_FLOAT_3 = 0x1.99169fdb2063fp-16;

  // TAN: (r - tan r) / r^3 of z = r^2, r in [0, pi/4]; error 2^-56.2
  static final double TAN_0 = -0x1.55555555554f2p-2;
  static final double TAN_1 = -0x1.11111111182ccp-3;
  static final double TAN_2 = -0x1.ba1ba1b46bb8cp-5;
  static final double TAN_3 = -0x1.664f49a863b1bp-6;
  static final double TAN_4 = -0x1.226e125b25f02p-7;
  static final double TAN_5 = -0x1.d6d933a4b6151p-9;
  static final double TAN_6 = -0x1.7d5b5d6874b99p-10;
  static final double TAN_7 = -0x1.37fa83b4e7e38p-11;
  static final double TAN_8 = -0x1.d2712cc633770p-13;
  static final double TAN_9 = -0x1.1e281ced5ec07p-13;
  static final double TAN_10 = 0x1.b8eb6b62d1ac6p-16;
  static final double TAN_11 = -0x1.76c969e1d619ep-14;
  static final double TAN_12 = 0x1.7804926c358f0p-15;
  static final double TAN_13 = -0x1.5dd1b2c7c6755p-16;

  // ATAN: (u - atan u) / u^3 of z = u^2, u in [0, 1]; error 2^-55.8
  static final double ATAN_0 = 0x1.5555555555526p-2;
  static final double ATAN_1 = -0x1.99999999955aep-3;
  static final double ATAN_2 = 0x1.249249237f3dfp-3;
  static final double ATAN_3 = -0x1.c71c717fc9a75p-4;
  static final double ATAN_4 = 0x1.745d11ae16474p-4;
  static final double ATAN_5 = -0x1.3b1366964bca2p-4;
  static final double ATAN_6 = 0x1.110e510aeb7a2p-4;
  static final double ATAN_7 = -0x1.e1bba544f3d36p-5;
  static final double ATAN_8 = 0x1.ae5e6e3a67ca7p-5;
  static final double ATAN_9 = -0x1.82daca16027efp-5;
  static final double ATAN_10 = 0x1.59a3dffa19efcp-5;
  static final double ATAN_11 = -0x1.2c2e24f79c80ep-5;
  static final double ATAN_12 = 0x1.e9f97225b6529p-6;
  static final double ATAN_13 = -0x1.683c21e0aa296p-6;
  static final double ATAN_14 = 0x1.c78eb87edefbep-7;
  static final double ATAN_15 = -0x1.d7b7d07f452a8p-8;
  static final double ATAN_16 = 0x1.7a3865e3f6a0ep-9;
  static final double ATAN_17 = -0x1.b3f94ef752ffep-11;
  static final double ATAN_18 = 0x1.3f352dfc75d9bp-13;
  static final double ATAN_19 = -0x1.bbec0fa8082b7p-17;

  // ASIN: (asin s - s) / s^3 of z = s^2, s in [0, 1/2]; error 2^-55.9
  static final double ASIN_0 = 0x1.5555555555390p-3;
  static final double ASIN_1 = 0x1.333333336e831p-4;
  static final double ASIN_2 = 0x1.6db6db4277e93p-5;
  static final double ASIN_3 = 0x1.f1c72c3a024e1p-6;
  static final double ASIN_4 = 0x1.6e89f422b4eb8p-6;
  static final double ASIN_5 = 0x1.1c6be39a13567p-6;
  static final double ASIN_6 = 0x1.c6fd97a665f46p-7;
  static final double ASIN_7 = 0x1.8ec42312024cdp-7;
  static final double ASIN_8 = 0x1.abc4e46ff245cp-8;
  static final double ASIN_9 = 0x1.3ffc21625ad20p-6;
  static final double ASIN_10 = -0x1.09df4acdbcdd1p-6;
  static final double ASIN_11 = 0x1.0571b5a200e60p-5;

  // EXP: (e^r - 1 - r) / r^2, |r| <= ln(2)/2; error 2^-55.2
  static final double EXP_0 = 0x1.0000000000000p-1;
  static final double EXP_1 = 0x1.5555555554eb5p-3;
  static final double EXP_2 = 0x1.5555555553b0cp-5;
  static final double EXP_3 = 0x1.11111112d28fdp-7;
  static final double EXP_4 = 0x1.6c16c179ff868p-10;
  static final double EXP_5 = 0x1.a019f7c6ab1b2p-13;
  static final double EXP_6 = 0x1.a019b39a62ff8p-16;
  static final double EXP_7 = 0x1.71f4af9c8d1a9p-19;
  static final double EXP_8 = 0x1.289767defb94fp-22;
  static final double EXP_9 = 0x1.8abe6cd2e0e50p-26;

  // LOG: (2 s - 2 atanh(s)) / s^3 of z = s^2, s = f / (2 + f), 1 + f in [sqrt(1/2), sqrt(2)]; error
  // 2^-59.5
  static final double LOG_0 = -0x1.5555555555592p-1;
  static final double LOG_1 = -0x1.999999997ff1ap-2;
  static final double LOG_2 = -0x1.24924941e13ecp-2;
  static final double LOG_3 = -0x1.c71c521468f0cp-3;
  static final double LOG_4 = -0x1.74663ce7ad58dp-3;
  static final double LOG_5 = -0x1.39a1e96d98869p-3;
  static final double LOG_6 = -0x1.2f03b33c5f6f9p-3;

  // ERF: erf(x) / x - 1 of z = x^2, |x| <= 1; error 2^-56.2
  static final double ERF_0 = 0x1.06eba8214db69p-3;
  static final double ERF_1 = -0x1.812746b037a25p-2;
  static final double ERF_2 = 0x1.ce2f21a0458f1p-4;
  static final double ERF_3 = -0x1.b82ce31355c09p-6;
  static final double ERF_4 = 0x1.565bcd2c9a056p-8;
  static final double ERF_5 = -0x1.c02db9401e451p-11;
  static final double ERF_6 = 0x1.f9a3bb2588807p-14;
  static final double ERF_7 = -0x1.f4dd1a8dc63b3p-17;
  static final double ERF_8 = 0x1.ba6b70f7b4f6bp-20;
  static final double ERF_9 = -0x1.63a72d30c6f57p-23;
  static final double ERF_10 = 0x1.13a56536a61b5p-26;
  static final double ERF_11 = -0x1.c8367aa797014p-30;
  static final double ERF_12 = 0x1.40b462544ac6dp-33;

  // ERFCX: (1 + 2 x) e^(x^2) erfc(x), for accuracy without its constant, of t = (x - c) / (x + c),
  // c = 3.5, x >= 0; error 2^-54.8
  static final double ERFCX_0 = 0x1.3e0a99a0ee914p0;
  static final double ERFCX_1 = -0x1.1ebd220ea5949p-3;
  static final double ERFCX_2 = -0x1.59e2c284b1835p-7;
  static final double ERFCX_3 = 0x1.8f702ec6b3e4bp-4;
  static final double ERFCX_4 = -0x1.d76830c350befp-4;
  static final double ERFCX_5 = 0x1.686106045a7e1p-4;
  static final double ERFCX_6 = -0x1.8ff5ef772abd6p-5;
  static final double ERFCX_7 = 0x1.38ec6675577dap-6;
  static final double ERFCX_8 = -0x1.143c4c8c9d723p-8;
  static final double ERFCX_9 = -0x1.3cf3711f6554fp-12;
  static final double ERFCX_10 = 0x1.27e66047ac24dp-11;
  static final double ERFCX_11 = -0x1.fda88b84ecbccp-14;
  static final double ERFCX_12 = -0x1.66e12ff1b83d2p-15;
  static final double ERFCX_13 = 0x1.97041962b8a3ep-16;
  static final double ERFCX_14 = 0x1.386195af3f07ap-19;
  static final double ERFCX_15 = -0x1.ffd8e0605ad61p-19;
  static final double ERFCX_16 = -0x1.731ef9189f923p-25;
  static final double ERFCX_17 = 0x1.42a33d9a35a47p-21;
  static final double ERFCX_18 = -0x1.24f1ffa2a57c1p-27;
  static final double ERFCX_19 = -0x1.9c6aa80964604p-24;
  static final double ERFCX_20 = 0x1.594ef793a0bb4p-31;
  static final double ERFCX_21 = 0x1.ced0d7d3b9f3dp-27;
  static final double ERFCX_22 = 0x1.280c4a06d248ap-34;
  static final double ERFCX_23 = -0x1.38d8a3af1441ep-30;

  // QUANTILE_CENTRE: x / q of 2.5 - w, w = -ln(4 p (1 - p)) in [0, 5], q = p - 1/2; error 2^-54.1
  static final double QUANTILE_CENTRE_0 = 0x1.0fc8bc55fe004p2;
  static final double QUANTILE_CENTRE_1 = -0x1.652c5b9e4a461p-1;
  static final double QUANTILE_CENTRE_2 = -0x1.83296808f74ffp-7;
  static final double QUANTILE_CENTRE_3 = 0x1.d069d456b9803p-9;
  static final double QUANTILE_CENTRE_4 = 0x1.43a5452e8d38dp-11;
  static final double QUANTILE_CENTRE_5 = 0x1.da28c519611dcp-17;
  static final double QUANTILE_CENTRE_6 = -0x1.44423410a6093p-17;
  static final double QUANTILE_CENTRE_7 = -0x1.6b78e0ecadf4ep-20;
  static final double QUANTILE_CENTRE_8 = 0x1.45f986aea1ecbp-25;
  static final double QUANTILE_CENTRE_9 = 0x1.07e20caf0d566p-25;
  static final double QUANTILE_CENTRE_10 = 0x1.60b3a453d69fep-29;
  static final double QUANTILE_CENTRE_11 = -0x1.73f6ebf8a4a1fp-32;
  static final double QUANTILE_CENTRE_12 = -0x1.82e7ec09a562cp-34;
  static final double QUANTILE_CENTRE_13 = -0x1.6adb7821ea0dbp-39;
  static final double QUANTILE_CENTRE_14 = 0x1.aa751b18b3264p-40;
  static final double QUANTILE_CENTRE_15 = 0x1.e4d5ce3c9a4d7p-43;
  static final double QUANTILE_CENTRE_16 = -0x1.26254b92f2eafp-47;
  static final double QUANTILE_CENTRE_17 = -0x1.827dd217e8e43p-48;
  static final double QUANTILE_CENTRE_18 = -0x1.bb69ba93fb5acp-52;
  static final double QUANTILE_CENTRE_19 = 0x1.5d94c5e8e4976p-54;
  static final double QUANTILE_CENTRE_20 = 0x1.fbc209ddf1348p-57;
  static final double QUANTILE_CENTRE_21 = -0x1.1a8c6ae18a2d2p-61;
  static final double QUANTILE_CENTRE_22 = -0x1.c3b442eb22070p-63;

  // QUANTILE_TAIL_P: the numerator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]; error 2^-54.1
  static final double QUANTILE_TAIL_P_0 = 0x1.71d4d75c4741ep1;
  static final double QUANTILE_TAIL_P_1 = 0x1.579486a6d3ecfp2;
  static final double QUANTILE_TAIL_P_2 = 0x1.c9577b7612c4fp1;
  static final double QUANTILE_TAIL_P_3 = 0x1.e358710fa4584p-1;
  static final double QUANTILE_TAIL_P_4 = 0x1.d6701c4312310p-6;
  static final double QUANTILE_TAIL_P_5 = -0x1.d3af068e22b54p-6;
  static final double QUANTILE_TAIL_P_6 = -0x1.1512e2574be3dp-8;
  static final double QUANTILE_TAIL_P_7 = -0x1.4ae6e5700aac1p-13;

  // QUANTILE_TAIL_Q: the denominator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]; error 2^-54.1
  static final double QUANTILE_TAIL_Q_0 = 0x1.0000000000000p0;
  static final double QUANTILE_TAIL_Q_1 = 0x1.505d071fb1362p0;
  static final double QUANTILE_TAIL_Q_2 = 0x1.1323a43dcf01bp-1;
  static final double QUANTILE_TAIL_Q_3 = 0x1.9aba48ef6fb07p-5;
  static final double QUANTILE_TAIL_Q_4 = -0x1.c0e71c4a229a1p-7;
  static final double QUANTILE_TAIL_Q_5 = -0x1.6374f5e1f6ed2p-9;
  static final double QUANTILE_TAIL_Q_6 = -0x1.d3e63f9dd90cep-14;
  static final double QUANTILE_TAIL_Q_7 = -0x1.4c5ef8c4d3d44p-33;

  // QUANTILE_FAR_P: the numerator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]; error 2^-53.4
  static final double QUANTILE_FAR_P_0 = 0x1.03dbe98f0710cp3;
  static final double QUANTILE_FAR_P_1 = 0x1.6bec1b9997903p2;
  static final double QUANTILE_FAR_P_2 = 0x1.99576c0066971p0;
  static final double QUANTILE_FAR_P_3 = 0x1.d9149d2958ce7p-3;
  static final double QUANTILE_FAR_P_4 = 0x1.29d3334c9c6e0p-6;
  static final double QUANTILE_FAR_P_5 = 0x1.8e05dc9386d2bp-11;
  static final double QUANTILE_FAR_P_6 = 0x1.f796c83170adap-17;
  static final double QUANTILE_FAR_P_7 = 0x1.b8a77a43c187ep-24;

  // QUANTILE_FAR_Q: the denominator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]; error 2^-53.4
  static final double QUANTILE_FAR_Q_0 = 0x1.0000000000000p0;
  static final double QUANTILE_FAR_Q_1 = 0x1.0ab374aa57cb1p-1;
  static final double QUANTILE_FAR_Q_2 = 0x1.aab2056e07e47p-4;
  static final double QUANTILE_FAR_Q_3 = 0x1.487d64cfeb3b3p-7;
  static final double QUANTILE_FAR_Q_4 = 0x1.f32005f0a0dbap-12;
  static final double QUANTILE_FAR_Q_5 = 0x1.557db886503dap-17;
  static final double QUANTILE_FAR_Q_6 = 0x1.379675ebab16cp-24;
  static final double QUANTILE_FAR_Q_7 = 0x1.0535a0ffcf1d6p-50;

  // LOG_GAMMA_ONE: ln(gamma(1 + t)) / t, 1 + t in [0.7, 1.5]; error 2^-55.8
  static final double LOG_GAMMA_ONE_0 = -0x1.2788cfc6fb619p-1;
  static final double LOG_GAMMA_ONE_1 = 0x1.a51a6625307d3p-1;
  static final double LOG_GAMMA_ONE_2 = -0x1.9a4d55beab2d7p-2;
  static final double LOG_GAMMA_ONE_3 = 0x1.151322ac7d87ap-2;
  static final double LOG_GAMMA_ONE_4 = -0x1.a8b9c17aa60a4p-3;
  static final double LOG_GAMMA_ONE_5 = 0x1.5b40cb100738ap-3;
  static final double LOG_GAMMA_ONE_6 = -0x1.2703a1dce855ep-3;
  static final double LOG_GAMMA_ONE_7 = 0x1.010b36b158624p-3;
  static final double LOG_GAMMA_ONE_8 = -0x1.c80670739bde9p-4;
  static final double LOG_GAMMA_ONE_9 = 0x1.9a01e2cdef217p-4;
  static final double LOG_GAMMA_ONE_10 = -0x1.748c3108bfd4bp-4;
  static final double LOG_GAMMA_ONE_11 = 0x1.556aeade32eaap-4;
  static final double LOG_GAMMA_ONE_12 = -0x1.3b1dea1e7e72ep-4;
  static final double LOG_GAMMA_ONE_13 = 0x1.2495996945ea1p-4;
  static final double LOG_GAMMA_ONE_14 = -0x1.110bb2a84de2ep-4;
  static final double LOG_GAMMA_ONE_15 = 0x1.0008c23328862p-4;
  static final double LOG_GAMMA_ONE_16 = -0x1.e2ac024320c17p-5;
  static final double LOG_GAMMA_ONE_17 = 0x1.c7a42d548fc8ap-5;
  static final double LOG_GAMMA_ONE_18 = -0x1.a9908015b39c8p-5;
  static final double LOG_GAMMA_ONE_19 = 0x1.8e0038411cfa5p-5;
  static final double LOG_GAMMA_ONE_20 = -0x1.9321daa235501p-5;
  static final double LOG_GAMMA_ONE_21 = 0x1.b97f56e9c6330p-5;
  static final double LOG_GAMMA_ONE_22 = -0x1.a05ec7ddbe67dp-5;
  static final double LOG_GAMMA_ONE_23 = 0x1.fd59317482486p-6;
  static final double LOG_GAMMA_ONE_24 = -0x1.1b3eff3f915fbp-7;

  // LOG_GAMMA_TWO: ln(gamma(2 + t)) / t, 2 + t in [1.5, 2.5]; error 2^-55.2
  static final double LOG_GAMMA_TWO_0 = 0x1.b0ee6072093cep-2;
  static final double LOG_GAMMA_TWO_1 = 0x1.4a34cc4a60fa6p-2;
  static final double LOG_GAMMA_TWO_2 = -0x1.13e001a55760ap-4;
  static final double LOG_GAMMA_TWO_3 = 0x1.51322ac7d84f0p-6;
  static final double LOG_GAMMA_TWO_4 = -0x1.e404fc218dcc6p-8;
  static final double LOG_GAMMA_TWO_5 = 0x1.7add6eada7173p-9;
  static final double LOG_GAMMA_TWO_6 = -0x1.38ac5c2d3cea1p-10;
  static final double LOG_GAMMA_TWO_7 = 0x1.0b36af8e87406p-11;
  static final double LOG_GAMMA_TWO_8 = -0x1.d3fd4b6ed1024p-13;
  static final double LOG_GAMMA_TWO_9 = 0x1.a127ac1c3062fp-14;
  static final double LOG_GAMMA_TWO_10 = -0x1.78de996a4b4bcp-15;
  static final double LOG_GAMMA_TWO_11 = 0x1.580ea69e20cb0p-16;
  static final double LOG_GAMMA_TWO_12 = -0x1.3cb3e186f0f99p-17;
  static final double LOG_GAMMA_TWO_13 = 0x1.2580389b65f22p-18;
  static final double LOG_GAMMA_TWO_14 = -0x1.1274bd21cc7abp-19;
  static final double LOG_GAMMA_TWO_15 = 0x1.01fb0f74fc591p-20;
  static final double LOG_GAMMA_TWO_16 = -0x1.ce3c902a0f665p-22;
  static final double LOG_GAMMA_TWO_17 = 0x1.a65a9db86bb57p-23;
  static final double LOG_GAMMA_TWO_18 = -0x1.1fc78f610d569p-23;
  static final double LOG_GAMMA_TWO_19 = 0x1.2908ec20cf229p-24;

  // STIRLING: x times the remainder of Stirling's series of z = 1 / x^2, x >= 10; error 2^-60.6
  static final double STIRLING_0 = 0x1.5555555555555p-4;
  static final double STIRLING_1 = -0x1.6c16c16c03fa3p-9;
  static final double STIRLING_2 = 0x1.a01a004864fb9p-11;
  static final double STIRLING_3 = -0x1.3811411f081aep-11;
  static final double STIRLING_4 = 0x1.b79c018e1c764p-11;
  static final double STIRLING_5 = -0x1.a95294629df32p-10;
  static final double STIRLING_6 = -0x1.0252d9ceb7187p-8;

  // DIGAMMA: digamma(2 + t) / (2 + t - root), 2 + t in [1, 3]; error 2^-53.7
  static final double DIGAMMA_0 = 0x1.9213d46736ba4p-1;
  static final double DIGAMMA_1 = -0x1.0aff270ca079dp-2;
  static final double DIGAMMA_2 = 0x1.be76b26db7ff3p-4;
  static final double DIGAMMA_3 = -0x1.95ec0c3bac0d6p-5;
  static final double DIGAMMA_4 = 0x1.802924f9ae2bcp-6;
  static final double DIGAMMA_5 = -0x1.7389aa7ed2e0ap-7;
  static final double DIGAMMA_6 = 0x1.6bdf5e16cf5efp-8;
  static final double DIGAMMA_7 = -0x1.6714d06869474p-9;
  static final double DIGAMMA_8 = 0x1.640760f20fc76p-10;
  static final double DIGAMMA_9 = -0x1.620eef4b8c004p-11;
  static final double DIGAMMA_10 = 0x1.60c667da85727p-12;
  static final double DIGAMMA_11 = -0x1.5ff19f3df5942p-13;
  static final double DIGAMMA_12 = 0x1.5f65295d137abp-14;
  static final double DIGAMMA_13 = -0x1.5ed95acfb2ad8p-15;
  static final double DIGAMMA_14 = 0x1.5e893bdc9ff4cp-16;
  static final double DIGAMMA_15 = -0x1.60aecfc36b561p-17;
  static final double DIGAMMA_16 = 0x1.61450d8315f23p-18;
  static final double DIGAMMA_17 = -0x1.4c4dea4de569bp-19;
  static final double DIGAMMA_18 = 0x1.477835e897b1ep-20;
  static final double DIGAMMA_19 = -0x1.ce4946b0211ffp-21;
  static final double DIGAMMA_20 = 0x1.e57306a96be2bp-22;
  static final double DIGAMMA_21 = 0x1.059ca5fbf0d68p-24;
  static final double DIGAMMA_22 = -0x1.9fcd2ffe54fb0p-25;
  static final double DIGAMMA_23 = -0x1.b30511b52a740p-23;
  static final double DIGAMMA_24 = 0x1.dcea8ccfcd3f7p-24;
  static final double DIGAMMA_25 = 0x1.0bdfabbf6a694p-24;
  static final double DIGAMMA_26 = -0x1.26b0ae66a0e4cp-25;
  static final double DIGAMMA_27 = -0x1.48524fd37adfcp-26;
  static final double DIGAMMA_28 = 0x1.57a55c39e1a4ap-27;

  // DIGAMMA_TAIL: x^2 (ln x - 1 / (2 x) - digamma(x)) of z = 1 / x^2, x >= 10; error 2^-60.6
  static final double DIGAMMA_TAIL_0 = 0x1.5555555555555p-4;
  static final double DIGAMMA_TAIL_1 = -0x1.111111110c1f0p-7;
  static final double DIGAMMA_TAIL_2 = 0x1.041040d435b26p-8;
  static final double DIGAMMA_TAIL_3 = -0x1.1110bb2c8d94bp-8;
  static final double DIGAMMA_TAIL_4 = 0x1.f03435461b92dp-8;
  static final double DIGAMMA_TAIL_5 = -0x1.521d97cc829b6p-6;
  static final double DIGAMMA_TAIL_6 = 0x1.ef4ed9798a2aap-5;

  // BESSEL_I0: I0(x) of z = x^2 / 4, |x| <= 8; error 2^-55.0
  static final double BESSEL_I0_0 = 0x1.0000000000000p0;
  static final double BESSEL_I0_1 = 0x1.0000000000000p0;
  static final double BESSEL_I0_2 = 0x1.0000000000000p-2;
  static final double BESSEL_I0_3 = 0x1.c71c71c71c71cp-6;
  static final double BESSEL_I0_4 = 0x1.c71c71c71c71cp-10;
  static final double BESSEL_I0_5 = 0x1.23456789abcdfp-14;
  static final double BESSEL_I0_6 = 0x1.02e85c0898b71p-19;
  static final double BESSEL_I0_7 = 0x1.522a43f654872p-25;
  static final double BESSEL_I0_8 = 0x1.522a43f65476dp-31;
  static final double BESSEL_I0_9 = 0x1.0b313289bf74cp-37;
  static final double BESSEL_I0_10 = 0x1.5601885e342aep-44;
  static final double BESSEL_I0_11 = 0x1.69ca9cf87659ap-51;
  static final double BESSEL_I0_12 = 0x1.4197a79942930p-58;
  static final double BESSEL_I0_13 = 0x1.e72563ec231fap-66;
  static final double BESSEL_I0_14 = 0x1.3e225f3c110c7p-73;
  static final double BESSEL_I0_15 = 0x1.69ffd77a45b4cp-81;
  static final double BESSEL_I0_16 = 0x1.6992c490df198p-89;
  static final double BESSEL_I0_17 = 0x1.443729d541259p-97;
  static final double BESSEL_I0_18 = 0x1.cf0726a085f5dp-106;
  static final double BESSEL_I0_19 = 0x1.0263df217c81bp-113;

  // BESSEL_I1: 2 I1(x) / x of z = x^2 / 4, |x| <= 8; error 2^-59.4
  static final double BESSEL_I1_0 = 0x1.0000000000000p0;
  static final double BESSEL_I1_1 = 0x1.0000000000000p-1;
  static final double BESSEL_I1_2 = 0x1.5555555555555p-4;
  static final double BESSEL_I1_3 = 0x1.c71c71c71c73ep-8;
  static final double BESSEL_I1_4 = 0x1.6c16c16c166ebp-12;
  static final double BESSEL_I1_5 = 0x1.845c8a0cf2dc8p-17;
  static final double BESSEL_I1_6 = 0x1.27e4fb761c809p-22;
  static final double BESSEL_I1_7 = 0x1.522a44292e34ep-28;
  static final double BESSEL_I1_8 = 0x1.2c9753dc1883ep-34;
  static final double BESSEL_I1_9 = 0x1.ab82a1c3435f6p-41;
  static final double BESSEL_I1_10 = 0x1.f163027a48db8p-48;
  static final double BESSEL_I1_11 = 0x1.e3f809f813589p-55;
  static final double BESSEL_I1_12 = 0x1.72fe220531520p-62;
  static final double BESSEL_I1_13 = 0x1.1f30a9821f326p-68;
  static final double BESSEL_I1_14 = -0x1.3789f11343361p-73;
  static final double BESSEL_I1_15 = 0x1.1687d56dbcc61p-77;
  static final double BESSEL_I1_16 = -0x1.4b2cf7b18346dp-82;
  static final double BESSEL_I1_17 = 0x1.0cc9ac7168a11p-87;
  static final double BESSEL_I1_18 = -0x1.08c88df75f8e6p-93;
  static final double BESSEL_I1_19 = 0x1.de2db3393cc0dp-101;

  // BESSEL_I0_TAIL: sqrt(x) e^-x I0(x) of t = 16 / x - 1, x >= 8; error 2^-53.8
  static final double BESSEL_I0_TAIL_0 = 0x1.9bd428ad249a5p-2;
  static final double BESSEL_I0_TAIL_1 = 0x1.b87969bb93b9ap-9;
  static final double BESSEL_I0_TAIL_2 = 0x1.1daa72b5e2714p-13;
  static final double BESSEL_I0_TAIL_3 = 0x1.75e5ee711f1bbp-17;
  static final double BESSEL_I0_TAIL_4 = 0x1.8e513a795b647p-20;
  static final double BESSEL_I0_TAIL_5 = 0x1.3f49a9639f673p-22;
  static final double BESSEL_I0_TAIL_6 = 0x1.7d0f0a45e0d03p-24;
  static final double BESSEL_I0_TAIL_7 = 0x1.51cdd6505057cp-25;
  static final double BESSEL_I0_TAIL_8 = 0x1.7234de08050c5p-26;
  static final double BESSEL_I0_TAIL_9 = 0x1.03a4919b6fd75p-27;
  static final double BESSEL_I0_TAIL_10 = -0x1.cfe77cfbfb2f0p-28;
  static final double BESSEL_I0_TAIL_11 = -0x1.cd00d2837cae0p-27;
  static final double BESSEL_I0_TAIL_12 = -0x1.7295c98e96490p-28;
  static final double BESSEL_I0_TAIL_13 = 0x1.043feffabb128p-27;
  static final double BESSEL_I0_TAIL_14 = 0x1.fc7bdc1456711p-28;
  static final double BESSEL_I0_TAIL_15 = -0x1.e71bc9cb8d7fcp-29;
  static final double BESSEL_I0_TAIL_16 = -0x1.957edffc8a0dfp-28;
  static final double BESSEL_I0_TAIL_17 = 0x1.ade12de8560a4p-30;
  static final double BESSEL_I0_TAIL_18 = 0x1.ebe79f1e0def7p-29;
  static final double BESSEL_I0_TAIL_19 = -0x1.4b88d33e04b5ap-31;
  static final double BESSEL_I0_TAIL_20 = -0x1.b1a9d2b3ef304p-30;
  static final double BESSEL_I0_TAIL_21 = 0x1.6c486b891ef2cp-33;
  static final double BESSEL_I0_TAIL_22 = 0x1.e50af77df2be7p-32;
  static final double BESSEL_I0_TAIL_23 = -0x1.8c95b6fe13fd7p-36;
  static final double BESSEL_I0_TAIL_24 = -0x1.fc48e856d5326p-35;

  // BESSEL_I1_TAIL: sqrt(x) e^-x I1(x) of t = 16 / x - 1, x >= 8; error 2^-55.4
  static final double BESSEL_I1_TAIL_0 = 0x1.8ebe783a84030p-2;
  static final double BESSEL_I1_TAIL_1 = -0x1.3f796198ee632p-7;
  static final double BESSEL_I1_TAIL_2 = -0x1.cbc54df1e8d8ep-13;
  static final double BESSEL_I1_TAIL_3 = -0x1.f89c23059ffdap-17;
  static final double BESSEL_I1_TAIL_4 = -0x1.ec8e107788d92p-20;
  static final double BESSEL_I1_TAIL_5 = -0x1.7613810b7214cp-22;
  static final double BESSEL_I1_TAIL_6 = -0x1.ad8d46b3853c9p-24;
  static final double BESSEL_I1_TAIL_7 = -0x1.727973755ffa0p-25;
  static final double BESSEL_I1_TAIL_8 = -0x1.9191e35ff8e5fp-26;
  static final double BESSEL_I1_TAIL_9 = -0x1.21a4693780a16p-27;
  static final double BESSEL_I1_TAIL_10 = 0x1.cf03732c9a5abp-28;
  static final double BESSEL_I1_TAIL_11 = 0x1.e27e327710f4cp-27;
  static final double BESSEL_I1_TAIL_12 = 0x1.99abc461ada92p-28;
  static final double BESSEL_I1_TAIL_13 = -0x1.0758fa79a45e2p-27;
  static final double BESSEL_I1_TAIL_14 = -0x1.0de5a4eb74faap-27;
  static final double BESSEL_I1_TAIL_15 = 0x1.dc3e8c9442a3dp-29;
  static final double BESSEL_I1_TAIL_16 = 0x1.a91af6dd37d72p-28;
  static final double BESSEL_I1_TAIL_17 = -0x1.97c100c1fef2bp-30;
  static final double BESSEL_I1_TAIL_18 = -0x1.006e71993a26fp-28;
  static final double BESSEL_I1_TAIL_19 = 0x1.34cd9cdd2f4a4p-31;
  static final double BESSEL_I1_TAIL_20 = 0x1.c2f828151ac46p-30;
  static final double BESSEL_I1_TAIL_21 = -0x1.510f2eb2e1af3p-33;
  static final double BESSEL_I1_TAIL_22 = -0x1.f7b8828efbf06p-32;
  static final double BESSEL_I1_TAIL_23 = 0x1.6edc9f092c61ep-36;
  static final double BESSEL_I1_TAIL_24 = 0x1.07b69f74cb4b1p-34;

  private ScalarPolynomials() {}

  /** The value of (r - sin r) / r^3 of z = r^2, r in [0, pi/4]. */
  static double sin(double z) {
    double p = Math.fma(SIN_5, z, SIN_4);
    p = Math.fma(p, z, SIN_3);
    p = Math.fma(p, z, SIN_2);
    p = Math.fma(p, z, SIN_1);
    p = Math.fma(p, z, SIN_0);
    return p;
  }

  /** The value of (cos r - 1) / r^2 of z = r^2, r in [0, pi/4]. */
  static double cos(double z) {
    double p = Math.fma(COS_6, z, COS_5);
    p = Math.fma(p, z, COS_4);
    p = Math.fma(p, z, COS_3);
    p = Math.fma(p, z, COS_2);
    p = Math.fma(p, z, COS_1);
    p = Math.fma(p, z, COS_0);
    return p;
  }

  /** The value of (sin r - r) / r^3 of z = r^2, r in [0, pi/4], for float. */
  static double sinFloat(double z) {
    double p = Math.fma(SIN_FLOAT_2, z, SIN_FLOAT_1);
    p = Math.fma(p, z, SIN_FLOAT_0);
    return p;
  }

  /** The value of (cos r - 1) / r^2 of z = r^2, r in [0, pi/4], for float. */
  static double cosFloat(double z) {
    double p = Math.fma(COS_FLOAT_3, z, COS_FLOAT_2);
    p = Math.fma(p, z, COS_FLOAT_1);
    p = Math.fma(p, z, COS_FLOAT_0);
    return p;
  }

  /** The value of (r - tan r) / r^3 of z = r^2, r in [0, pi/4]. */
  static double tan(double z) {
    double square = z * z;
    double even = Math.fma(TAN_12, square, TAN_10);
    even = Math.fma(even, square, TAN_8);
    even = Math.fma(even, square, TAN_6);
    even = Math.fma(even, square, TAN_4);
    even = Math.fma(even, square, TAN_2);
    even = Math.fma(even, square, TAN_0);
    double odd = Math.fma(TAN_13, square, TAN_11);
    odd = Math.fma(odd, square, TAN_9);
    odd = Math.fma(odd, square, TAN_7);
    odd = Math.fma(odd, square, TAN_5);
    odd = Math.fma(odd, square, TAN_3);
    odd = Math.fma(odd, square, TAN_1);
    return Math.fma(odd, z, even);
  }

  /** The value of (u - atan u) / u^3 of z = u^2, u in [0, 1]. */
  static double atan(double z) {
    double square = z * z;
    double even = Math.fma(ATAN_18, square, ATAN_16);
    even = Math.fma(even, square, ATAN_14);
    even = Math.fma(even, square, ATAN_12);
    even = Math.fma(even, square, ATAN_10);
    even = Math.fma(even, square, ATAN_8);
    even = Math.fma(even, square, ATAN_6);
    even = Math.fma(even, square, ATAN_4);
    even = Math.fma(even, square, ATAN_2);
    even = Math.fma(even, square, ATAN_0);
    double odd = Math.fma(ATAN_19, square, ATAN_17);
    odd = Math.fma(odd, square, ATAN_15);
    odd = Math.fma(odd, square, ATAN_13);
    odd = Math.fma(odd, square, ATAN_11);
    odd = Math.fma(odd, square, ATAN_9);
    odd = Math.fma(odd, square, ATAN_7);
    odd = Math.fma(odd, square, ATAN_5);
    odd = Math.fma(odd, square, ATAN_3);
    odd = Math.fma(odd, square, ATAN_1);
    return Math.fma(odd, z, even);
  }

  /** The value of (asin s - s) / s^3 of z = s^2, s in [0, 1/2]. */
  static double asin(double z) {
    double square = z * z;
    double even = Math.fma(ASIN_10, square, ASIN_8);
    even = Math.fma(even, square, ASIN_6);
    even = Math.fma(even, square, ASIN_4);
    even = Math.fma(even, square, ASIN_2);
    even = Math.fma(even, square, ASIN_0);
    double odd = Math.fma(ASIN_11, square, ASIN_9);
    odd = Math.fma(odd, square, ASIN_7);
    odd = Math.fma(odd, square, ASIN_5);
    odd = Math.fma(odd, square, ASIN_3);
    odd = Math.fma(odd, square, ASIN_1);
    return Math.fma(odd, z, even);
  }

  /** The value of (e^r - 1 - r) / r^2, |r| &lt;= ln(2)/2. */
  static double exp(double r) {
    double square = r * r;
    double even = Math.fma(EXP_8, square, EXP_6);
    even = Math.fma(even, square, EXP_4);
    even = Math.fma(even, square, EXP_2);
    even = Math.fma(even, square, EXP_0);
    double odd = Math.fma(EXP_9, square, EXP_7);
    odd = Math.fma(odd, square, EXP_5);
    odd = Math.fma(odd, square, EXP_3);
    odd = Math.fma(odd, square, EXP_1);
    return Math.fma(odd, r, even);
  }

  /**
   * The value of (2 s - 2 atanh(s)) / s^3 of z = s^2, s = f / (2 + f), 1 + f in [sqrt(1/2),
   * sqrt(2)].
   */
  static double log(double z) {
    double p = Math.fma(LOG_6, z, LOG_5);
    p = Math.fma(p, z, LOG_4);
    p = Math.fma(p, z, LOG_3);
    p = Math.fma(p, z, LOG_2);
    p = Math.fma(p, z, LOG_1);
    p = Math.fma(p, z, LOG_0);
    return p;
  }

  /** The value of erf(x) / x - 1 of z = x^2, |x| &lt;= 1. */
  static double erf(double z) {
    double square = z * z;
    double even = Math.fma(ERF_12, square, ERF_10);
    even = Math.fma(even, square, ERF_8);
    even = Math.fma(even, square, ERF_6);
    even = Math.fma(even, square, ERF_4);
    even = Math.fma(even, square, ERF_2);
    even = Math.fma(even, square, ERF_0);
    double odd = Math.fma(ERF_11, square, ERF_9);
    odd = Math.fma(odd, square, ERF_7);
    odd = Math.fma(odd, square, ERF_5);
    odd = Math.fma(odd, square, ERF_3);
    odd = Math.fma(odd, square, ERF_1);
    return Math.fma(odd, z, even);
  }

  /**
   * The value of (1 + 2 x) e^(x^2) erfc(x), for accuracy without its constant, of t = (x - c) / (x
   * + c), c = 3.5, x &gt;= 0.
   */
  static double erfcx(double t) {
    double square = t * t;
    double even = Math.fma(ERFCX_22, square, ERFCX_20);
    even = Math.fma(even, square, ERFCX_18);
    even = Math.fma(even, square, ERFCX_16);
    even = Math.fma(even, square, ERFCX_14);
    even = Math.fma(even, square, ERFCX_12);
    even = Math.fma(even, square, ERFCX_10);
    even = Math.fma(even, square, ERFCX_8);
    even = Math.fma(even, square, ERFCX_6);
    even = Math.fma(even, square, ERFCX_4);
    even = Math.fma(even, square, ERFCX_2);
    double odd = Math.fma(ERFCX_23, square, ERFCX_21);
    odd = Math.fma(odd, square, ERFCX_19);
    odd = Math.fma(odd, square, ERFCX_17);
    odd = Math.fma(odd, square, ERFCX_15);
    odd = Math.fma(odd, square, ERFCX_13);
    odd = Math.fma(odd, square, ERFCX_11);
    odd = Math.fma(odd, square, ERFCX_9);
    odd = Math.fma(odd, square, ERFCX_7);
    odd = Math.fma(odd, square, ERFCX_5);
    odd = Math.fma(odd, square, ERFCX_3);
    odd = Math.fma(odd, square, ERFCX_1);
    return Math.fma(odd, t, even * square);
  }

  /** The value of x / q of 2.5 - w, w = -ln(4 p (1 - p)) in [0, 5], q = p - 1/2. */
  static double quantileCentre(double t) {
    double square = t * t;
    double even = Math.fma(QUANTILE_CENTRE_22, square, QUANTILE_CENTRE_20);
    even = Math.fma(even, square, QUANTILE_CENTRE_18);
    even = Math.fma(even, square, QUANTILE_CENTRE_16);
    even = Math.fma(even, square, QUANTILE_CENTRE_14);
    even = Math.fma(even, square, QUANTILE_CENTRE_12);
    even = Math.fma(even, square, QUANTILE_CENTRE_10);
    even = Math.fma(even, square, QUANTILE_CENTRE_8);
    even = Math.fma(even, square, QUANTILE_CENTRE_6);
    even = Math.fma(even, square, QUANTILE_CENTRE_4);
    even = Math.fma(even, square, QUANTILE_CENTRE_2);
    double odd = Math.fma(QUANTILE_CENTRE_21, square, QUANTILE_CENTRE_19);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_17);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_15);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_13);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_11);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_9);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_7);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_5);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_3);
    odd = Math.fma(odd, square, QUANTILE_CENTRE_1);
    return QUANTILE_CENTRE_0 + Math.fma(odd, t, even * square);
  }

  /** The value of the numerator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]. */
  static double quantileTailP(double t) {
    double p = Math.fma(QUANTILE_TAIL_P_7, t, QUANTILE_TAIL_P_6);
    p = Math.fma(p, t, QUANTILE_TAIL_P_5);
    p = Math.fma(p, t, QUANTILE_TAIL_P_4);
    p = Math.fma(p, t, QUANTILE_TAIL_P_3);
    p = Math.fma(p, t, QUANTILE_TAIL_P_2);
    p = Math.fma(p, t, QUANTILE_TAIL_P_1);
    p = Math.fma(p, t, QUANTILE_TAIL_P_0);
    return p;
  }

  /** The value of the denominator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]. */
  static double quantileTailQ(double t) {
    double p = Math.fma(QUANTILE_TAIL_Q_7, t, QUANTILE_TAIL_Q_6);
    p = Math.fma(p, t, QUANTILE_TAIL_Q_5);
    p = Math.fma(p, t, QUANTILE_TAIL_Q_4);
    p = Math.fma(p, t, QUANTILE_TAIL_Q_3);
    p = Math.fma(p, t, QUANTILE_TAIL_Q_2);
    p = Math.fma(p, t, QUANTILE_TAIL_Q_1);
    p = Math.fma(p, t, QUANTILE_TAIL_Q_0);
    return p;
  }

  /** The value of the numerator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]. */
  static double quantileFarP(double t) {
    double p = Math.fma(QUANTILE_FAR_P_7, t, QUANTILE_FAR_P_6);
    p = Math.fma(p, t, QUANTILE_FAR_P_5);
    p = Math.fma(p, t, QUANTILE_FAR_P_4);
    p = Math.fma(p, t, QUANTILE_FAR_P_3);
    p = Math.fma(p, t, QUANTILE_FAR_P_2);
    p = Math.fma(p, t, QUANTILE_FAR_P_1);
    p = Math.fma(p, t, QUANTILE_FAR_P_0);
    return p;
  }

  /** The value of the denominator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]. */
  static double quantileFarQ(double t) {
    double p = Math.fma(QUANTILE_FAR_Q_7, t, QUANTILE_FAR_Q_6);
    p = Math.fma(p, t, QUANTILE_FAR_Q_5);
    p = Math.fma(p, t, QUANTILE_FAR_Q_4);
    p = Math.fma(p, t, QUANTILE_FAR_Q_3);
    p = Math.fma(p, t, QUANTILE_FAR_Q_2);
    p = Math.fma(p, t, QUANTILE_FAR_Q_1);
    p = Math.fma(p, t, QUANTILE_FAR_Q_0);
    return p;
  }

  /** The value of ln(gamma(1 + t)) / t, 1 + t in [0.7, 1.5]. */
  static double logGammaOne(double t) {
    double p = Math.fma(LOG_GAMMA_ONE_24, t, LOG_GAMMA_ONE_23);
    p = Math.fma(p, t, LOG_GAMMA_ONE_22);
    p = Math.fma(p, t, LOG_GAMMA_ONE_21);
    p = Math.fma(p, t, LOG_GAMMA_ONE_20);
    p = Math.fma(p, t, LOG_GAMMA_ONE_19);
    p = Math.fma(p, t, LOG_GAMMA_ONE_18);
    p = Math.fma(p, t, LOG_GAMMA_ONE_17);
    p = Math.fma(p, t, LOG_GAMMA_ONE_16);
    p = Math.fma(p, t, LOG_GAMMA_ONE_15);
    p = Math.fma(p, t, LOG_GAMMA_ONE_14);
    p = Math.fma(p, t, LOG_GAMMA_ONE_13);
    p = Math.fma(p, t, LOG_GAMMA_ONE_12);
    p = Math.fma(p, t, LOG_GAMMA_ONE_11);
    p = Math.fma(p, t, LOG_GAMMA_ONE_10);
    p = Math.fma(p, t, LOG_GAMMA_ONE_9);
    p = Math.fma(p, t, LOG_GAMMA_ONE_8);
    p = Math.fma(p, t, LOG_GAMMA_ONE_7);
    p = Math.fma(p, t, LOG_GAMMA_ONE_6);
    p = Math.fma(p, t, LOG_GAMMA_ONE_5);
    p = Math.fma(p, t, LOG_GAMMA_ONE_4);
    p = Math.fma(p, t, LOG_GAMMA_ONE_3);
    p = Math.fma(p, t, LOG_GAMMA_ONE_2);
    p = Math.fma(p, t, LOG_GAMMA_ONE_1);
    p = Math.fma(p, t, LOG_GAMMA_ONE_0);
    return p;
  }

  /** The value of ln(gamma(2 + t)) / t, 2 + t in [1.5, 2.5]. */
  static double logGammaTwo(double t) {
    double p = Math.fma(LOG_GAMMA_TWO_19, t, LOG_GAMMA_TWO_18);
    p = Math.fma(p, t, LOG_GAMMA_TWO_17);
    p = Math.fma(p, t, LOG_GAMMA_TWO_16);
    p = Math.fma(p, t, LOG_GAMMA_TWO_15);
    p = Math.fma(p, t, LOG_GAMMA_TWO_14);
    p = Math.fma(p, t, LOG_GAMMA_TWO_13);
    p = Math.fma(p, t, LOG_GAMMA_TWO_12);
    p = Math.fma(p, t, LOG_GAMMA_TWO_11);
    p = Math.fma(p, t, LOG_GAMMA_TWO_10);
    p = Math.fma(p, t, LOG_GAMMA_TWO_9);
    p = Math.fma(p, t, LOG_GAMMA_TWO_8);
    p = Math.fma(p, t, LOG_GAMMA_TWO_7);
    p = Math.fma(p, t, LOG_GAMMA_TWO_6);
    p = Math.fma(p, t, LOG_GAMMA_TWO_5);
    p = Math.fma(p, t, LOG_GAMMA_TWO_4);
    p = Math.fma(p, t, LOG_GAMMA_TWO_3);
    p = Math.fma(p, t, LOG_GAMMA_TWO_2);
    p = Math.fma(p, t, LOG_GAMMA_TWO_1);
    p = Math.fma(p, t, LOG_GAMMA_TWO_0);
    return p;
  }

  /** The value of x times the remainder of Stirling's series of z = 1 / x^2, x &gt;= 10. */
  static double stirling(double z) {
    double p = Math.fma(STIRLING_6, z, STIRLING_5);
    p = Math.fma(p, z, STIRLING_4);
    p = Math.fma(p, z, STIRLING_3);
    p = Math.fma(p, z, STIRLING_2);
    p = Math.fma(p, z, STIRLING_1);
    p = Math.fma(p, z, STIRLING_0);
    return p;
  }

  /** The value of digamma(2 + t) / (2 + t - root), 2 + t in [1, 3]. */
  static double digamma(double t) {
    double p = Math.fma(DIGAMMA_28, t, DIGAMMA_27);
    p = Math.fma(p, t, DIGAMMA_26);
    p = Math.fma(p, t, DIGAMMA_25);
    p = Math.fma(p, t, DIGAMMA_24);
    p = Math.fma(p, t, DIGAMMA_23);
    p = Math.fma(p, t, DIGAMMA_22);
    p = Math.fma(p, t, DIGAMMA_21);
    p = Math.fma(p, t, DIGAMMA_20);
    p = Math.fma(p, t, DIGAMMA_19);
    p = Math.fma(p, t, DIGAMMA_18);
    p = Math.fma(p, t, DIGAMMA_17);
    p = Math.fma(p, t, DIGAMMA_16);
    p = Math.fma(p, t, DIGAMMA_15);
    p = Math.fma(p, t, DIGAMMA_14);
    p = Math.fma(p, t, DIGAMMA_13);
    p = Math.fma(p, t, DIGAMMA_12);
    p = Math.fma(p, t, DIGAMMA_11);
    p = Math.fma(p, t, DIGAMMA_10);
    p = Math.fma(p, t, DIGAMMA_9);
    p = Math.fma(p, t, DIGAMMA_8);
    p = Math.fma(p, t, DIGAMMA_7);
    p = Math.fma(p, t, DIGAMMA_6);
    p = Math.fma(p, t, DIGAMMA_5);
    p = Math.fma(p, t, DIGAMMA_4);
    p = Math.fma(p, t, DIGAMMA_3);
    p = Math.fma(p, t, DIGAMMA_2);
    p = Math.fma(p, t, DIGAMMA_1);
    p = Math.fma(p, t, DIGAMMA_0);
    return p;
  }

  /** The value of x^2 (ln x - 1 / (2 x) - digamma(x)) of z = 1 / x^2, x &gt;= 10. */
  static double digammaTail(double z) {
    double p = Math.fma(DIGAMMA_TAIL_6, z, DIGAMMA_TAIL_5);
    p = Math.fma(p, z, DIGAMMA_TAIL_4);
    p = Math.fma(p, z, DIGAMMA_TAIL_3);
    p = Math.fma(p, z, DIGAMMA_TAIL_2);
    p = Math.fma(p, z, DIGAMMA_TAIL_1);
    p = Math.fma(p, z, DIGAMMA_TAIL_0);
    return p;
  }

  /** The value of I0(x) of z = x^2 / 4, |x| &lt;= 8. */
  static double besselI0(double z) {
    double p = Math.fma(BESSEL_I0_19, z, BESSEL_I0_18);
    p = Math.fma(p, z, BESSEL_I0_17);
    p = Math.fma(p, z, BESSEL_I0_16);
    p = Math.fma(p, z, BESSEL_I0_15);
    p = Math.fma(p, z, BESSEL_I0_14);
    p = Math.fma(p, z, BESSEL_I0_13);
    p = Math.fma(p, z, BESSEL_I0_12);
    p = Math.fma(p, z, BESSEL_I0_11);
    p = Math.fma(p, z, BESSEL_I0_10);
    p = Math.fma(p, z, BESSEL_I0_9);
    p = Math.fma(p, z, BESSEL_I0_8);
    p = Math.fma(p, z, BESSEL_I0_7);
    p = Math.fma(p, z, BESSEL_I0_6);
    p = Math.fma(p, z, BESSEL_I0_5);
    p = Math.fma(p, z, BESSEL_I0_4);
    p = Math.fma(p, z, BESSEL_I0_3);
    p = Math.fma(p, z, BESSEL_I0_2);
    p = Math.fma(p, z, BESSEL_I0_1);
    p = Math.fma(p, z, BESSEL_I0_0);
    return p;
  }

  /** The value of 2 I1(x) / x of z = x^2 / 4, |x| &lt;= 8. */
  static double besselI1(double z) {
    double p = Math.fma(BESSEL_I1_19, z, BESSEL_I1_18);
    p = Math.fma(p, z, BESSEL_I1_17);
    p = Math.fma(p, z, BESSEL_I1_16);
    p = Math.fma(p, z, BESSEL_I1_15);
    p = Math.fma(p, z, BESSEL_I1_14);
    p = Math.fma(p, z, BESSEL_I1_13);
    p = Math.fma(p, z, BESSEL_I1_12);
    p = Math.fma(p, z, BESSEL_I1_11);
    p = Math.fma(p, z, BESSEL_I1_10);
    p = Math.fma(p, z, BESSEL_I1_9);
    p = Math.fma(p, z, BESSEL_I1_8);
    p = Math.fma(p, z, BESSEL_I1_7);
    p = Math.fma(p, z, BESSEL_I1_6);
    p = Math.fma(p, z, BESSEL_I1_5);
    p = Math.fma(p, z, BESSEL_I1_4);
    p = Math.fma(p, z, BESSEL_I1_3);
    p = Math.fma(p, z, BESSEL_I1_2);
    p = Math.fma(p, z, BESSEL_I1_1);
    p = Math.fma(p, z, BESSEL_I1_0);
    return p;
  }

  /** The value of sqrt(x) e^-x I0(x) of t = 16 / x - 1, x &gt;= 8. */
  static double besselI0Tail(double t) {
    double square = t * t;
    double even = Math.fma(BESSEL_I0_TAIL_24, square, BESSEL_I0_TAIL_22);
    even = Math.fma(even, square, BESSEL_I0_TAIL_20);
    even = Math.fma(even, square, BESSEL_I0_TAIL_18);
    even = Math.fma(even, square, BESSEL_I0_TAIL_16);
    even = Math.fma(even, square, BESSEL_I0_TAIL_14);
    even = Math.fma(even, square, BESSEL_I0_TAIL_12);
    even = Math.fma(even, square, BESSEL_I0_TAIL_10);
    even = Math.fma(even, square, BESSEL_I0_TAIL_8);
    even = Math.fma(even, square, BESSEL_I0_TAIL_6);
    even = Math.fma(even, square, BESSEL_I0_TAIL_4);
    even = Math.fma(even, square, BESSEL_I0_TAIL_2);
    double odd = Math.fma(BESSEL_I0_TAIL_23, square, BESSEL_I0_TAIL_21);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_19);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_17);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_15);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_13);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_11);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_9);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_7);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_5);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_3);
    odd = Math.fma(odd, square, BESSEL_I0_TAIL_1);
    return BESSEL_I0_TAIL_0 + Math.fma(odd, t, even * square);
  }

  /** The value of sqrt(x) e^-x I1(x) of t = 16 / x - 1, x &gt;= 8. */
  static double besselI1Tail(double t) {
    double square = t * t;
    double even = Math.fma(BESSEL_I1_TAIL_24, square, BESSEL_I1_TAIL_22);
    even = Math.fma(even, square, BESSEL_I1_TAIL_20);
    even = Math.fma(even, square, BESSEL_I1_TAIL_18);
    even = Math.fma(even, square, BESSEL_I1_TAIL_16);
    even = Math.fma(even, square, BESSEL_I1_TAIL_14);
    even = Math.fma(even, square, BESSEL_I1_TAIL_12);
    even = Math.fma(even, square, BESSEL_I1_TAIL_10);
    even = Math.fma(even, square, BESSEL_I1_TAIL_8);
    even = Math.fma(even, square, BESSEL_I1_TAIL_6);
    even = Math.fma(even, square, BESSEL_I1_TAIL_4);
    even = Math.fma(even, square, BESSEL_I1_TAIL_2);
    double odd = Math.fma(BESSEL_I1_TAIL_23, square, BESSEL_I1_TAIL_21);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_19);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_17);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_15);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_13);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_11);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_9);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_7);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_5);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_3);
    odd = Math.fma(odd, square, BESSEL_I1_TAIL_1);
    return BESSEL_I1_TAIL_0 + Math.fma(odd, t, even * square);
  }
}
