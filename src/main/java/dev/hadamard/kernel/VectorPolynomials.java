package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The polynomials of the elementary and special functions in vectors: the same operations as {@link
 * ScalarPolynomials}.
 *
 * <p>Written by {@code validation-data/elementary/coefficients.py}, which derives every coefficient
 * by Remez exchange in 60 digits and rounds them one after the other; do not edit.
 */
final class VectorPolynomials {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final DoubleVector ASIN_0 = c(ScalarPolynomials.ASIN_0);
  private static final DoubleVector ASIN_1 = c(ScalarPolynomials.ASIN_1);
  private static final DoubleVector ASIN_2 = c(ScalarPolynomials.ASIN_2);
  private static final DoubleVector ASIN_3 = c(ScalarPolynomials.ASIN_3);
  private static final DoubleVector ASIN_4 = c(ScalarPolynomials.ASIN_4);
  private static final DoubleVector ASIN_5 = c(ScalarPolynomials.ASIN_5);
  private static final DoubleVector ASIN_6 = c(ScalarPolynomials.ASIN_6);
  private static final DoubleVector ASIN_7 = c(ScalarPolynomials.ASIN_7);
  private static final DoubleVector ASIN_8 = c(ScalarPolynomials.ASIN_8);
  private static final DoubleVector ASIN_9 = c(ScalarPolynomials.ASIN_9);
  private static final DoubleVector ASIN_10 = c(ScalarPolynomials.ASIN_10);
  private static final DoubleVector ASIN_11 = c(ScalarPolynomials.ASIN_11);
  private static final DoubleVector ATAN_0 = c(ScalarPolynomials.ATAN_0);
  private static final DoubleVector ATAN_1 = c(ScalarPolynomials.ATAN_1);
  private static final DoubleVector ATAN_2 = c(ScalarPolynomials.ATAN_2);
  private static final DoubleVector ATAN_3 = c(ScalarPolynomials.ATAN_3);
  private static final DoubleVector ATAN_4 = c(ScalarPolynomials.ATAN_4);
  private static final DoubleVector ATAN_5 = c(ScalarPolynomials.ATAN_5);
  private static final DoubleVector ATAN_6 = c(ScalarPolynomials.ATAN_6);
  private static final DoubleVector ATAN_7 = c(ScalarPolynomials.ATAN_7);
  private static final DoubleVector ATAN_8 = c(ScalarPolynomials.ATAN_8);
  private static final DoubleVector ATAN_9 = c(ScalarPolynomials.ATAN_9);
  private static final DoubleVector ATAN_10 = c(ScalarPolynomials.ATAN_10);
  private static final DoubleVector ATAN_11 = c(ScalarPolynomials.ATAN_11);
  private static final DoubleVector ATAN_12 = c(ScalarPolynomials.ATAN_12);
  private static final DoubleVector ATAN_13 = c(ScalarPolynomials.ATAN_13);
  private static final DoubleVector ATAN_14 = c(ScalarPolynomials.ATAN_14);
  private static final DoubleVector ATAN_15 = c(ScalarPolynomials.ATAN_15);
  private static final DoubleVector ATAN_16 = c(ScalarPolynomials.ATAN_16);
  private static final DoubleVector ATAN_17 = c(ScalarPolynomials.ATAN_17);
  private static final DoubleVector ATAN_18 = c(ScalarPolynomials.ATAN_18);
  private static final DoubleVector ATAN_19 = c(ScalarPolynomials.ATAN_19);
  private static final DoubleVector EXP_0 = c(ScalarPolynomials.EXP_0);
  private static final DoubleVector EXP_1 = c(ScalarPolynomials.EXP_1);
  private static final DoubleVector EXP_2 = c(ScalarPolynomials.EXP_2);
  private static final DoubleVector EXP_3 = c(ScalarPolynomials.EXP_3);
  private static final DoubleVector EXP_4 = c(ScalarPolynomials.EXP_4);
  private static final DoubleVector EXP_5 = c(ScalarPolynomials.EXP_5);
  private static final DoubleVector EXP_6 = c(ScalarPolynomials.EXP_6);
  private static final DoubleVector EXP_7 = c(ScalarPolynomials.EXP_7);
  private static final DoubleVector EXP_8 = c(ScalarPolynomials.EXP_8);
  private static final DoubleVector EXP_9 = c(ScalarPolynomials.EXP_9);
  private static final DoubleVector LOG_0 = c(ScalarPolynomials.LOG_0);
  private static final DoubleVector LOG_1 = c(ScalarPolynomials.LOG_1);
  private static final DoubleVector LOG_2 = c(ScalarPolynomials.LOG_2);
  private static final DoubleVector LOG_3 = c(ScalarPolynomials.LOG_3);
  private static final DoubleVector LOG_4 = c(ScalarPolynomials.LOG_4);
  private static final DoubleVector LOG_5 = c(ScalarPolynomials.LOG_5);
  private static final DoubleVector LOG_6 = c(ScalarPolynomials.LOG_6);
  private static final DoubleVector QUANTILE_TAIL_P_0 = c(ScalarPolynomials.QUANTILE_TAIL_P_0);
  private static final DoubleVector QUANTILE_TAIL_P_1 = c(ScalarPolynomials.QUANTILE_TAIL_P_1);
  private static final DoubleVector QUANTILE_TAIL_P_2 = c(ScalarPolynomials.QUANTILE_TAIL_P_2);
  private static final DoubleVector QUANTILE_TAIL_P_3 = c(ScalarPolynomials.QUANTILE_TAIL_P_3);
  private static final DoubleVector QUANTILE_TAIL_P_4 = c(ScalarPolynomials.QUANTILE_TAIL_P_4);
  private static final DoubleVector QUANTILE_TAIL_P_5 = c(ScalarPolynomials.QUANTILE_TAIL_P_5);
  private static final DoubleVector QUANTILE_TAIL_P_6 = c(ScalarPolynomials.QUANTILE_TAIL_P_6);
  private static final DoubleVector QUANTILE_TAIL_P_7 = c(ScalarPolynomials.QUANTILE_TAIL_P_7);
  private static final DoubleVector QUANTILE_TAIL_Q_0 = c(ScalarPolynomials.QUANTILE_TAIL_Q_0);
  private static final DoubleVector QUANTILE_TAIL_Q_1 = c(ScalarPolynomials.QUANTILE_TAIL_Q_1);
  private static final DoubleVector QUANTILE_TAIL_Q_2 = c(ScalarPolynomials.QUANTILE_TAIL_Q_2);
  private static final DoubleVector QUANTILE_TAIL_Q_3 = c(ScalarPolynomials.QUANTILE_TAIL_Q_3);
  private static final DoubleVector QUANTILE_TAIL_Q_4 = c(ScalarPolynomials.QUANTILE_TAIL_Q_4);
  private static final DoubleVector QUANTILE_TAIL_Q_5 = c(ScalarPolynomials.QUANTILE_TAIL_Q_5);
  private static final DoubleVector QUANTILE_TAIL_Q_6 = c(ScalarPolynomials.QUANTILE_TAIL_Q_6);
  private static final DoubleVector QUANTILE_TAIL_Q_7 = c(ScalarPolynomials.QUANTILE_TAIL_Q_7);
  private static final DoubleVector QUANTILE_FAR_P_0 = c(ScalarPolynomials.QUANTILE_FAR_P_0);
  private static final DoubleVector QUANTILE_FAR_P_1 = c(ScalarPolynomials.QUANTILE_FAR_P_1);
  private static final DoubleVector QUANTILE_FAR_P_2 = c(ScalarPolynomials.QUANTILE_FAR_P_2);
  private static final DoubleVector QUANTILE_FAR_P_3 = c(ScalarPolynomials.QUANTILE_FAR_P_3);
  private static final DoubleVector QUANTILE_FAR_P_4 = c(ScalarPolynomials.QUANTILE_FAR_P_4);
  private static final DoubleVector QUANTILE_FAR_P_5 = c(ScalarPolynomials.QUANTILE_FAR_P_5);
  private static final DoubleVector QUANTILE_FAR_P_6 = c(ScalarPolynomials.QUANTILE_FAR_P_6);
  private static final DoubleVector QUANTILE_FAR_P_7 = c(ScalarPolynomials.QUANTILE_FAR_P_7);
  private static final DoubleVector QUANTILE_FAR_Q_0 = c(ScalarPolynomials.QUANTILE_FAR_Q_0);
  private static final DoubleVector QUANTILE_FAR_Q_1 = c(ScalarPolynomials.QUANTILE_FAR_Q_1);
  private static final DoubleVector QUANTILE_FAR_Q_2 = c(ScalarPolynomials.QUANTILE_FAR_Q_2);
  private static final DoubleVector QUANTILE_FAR_Q_3 = c(ScalarPolynomials.QUANTILE_FAR_Q_3);
  private static final DoubleVector QUANTILE_FAR_Q_4 = c(ScalarPolynomials.QUANTILE_FAR_Q_4);
  private static final DoubleVector QUANTILE_FAR_Q_5 = c(ScalarPolynomials.QUANTILE_FAR_Q_5);
  private static final DoubleVector QUANTILE_FAR_Q_6 = c(ScalarPolynomials.QUANTILE_FAR_Q_6);
  private static final DoubleVector QUANTILE_FAR_Q_7 = c(ScalarPolynomials.QUANTILE_FAR_Q_7);
  private static final DoubleVector LOG_GAMMA_ONE_0 = c(ScalarPolynomials.LOG_GAMMA_ONE_0);
  private static final DoubleVector LOG_GAMMA_ONE_1 = c(ScalarPolynomials.LOG_GAMMA_ONE_1);
  private static final DoubleVector LOG_GAMMA_ONE_2 = c(ScalarPolynomials.LOG_GAMMA_ONE_2);
  private static final DoubleVector LOG_GAMMA_ONE_3 = c(ScalarPolynomials.LOG_GAMMA_ONE_3);
  private static final DoubleVector LOG_GAMMA_ONE_4 = c(ScalarPolynomials.LOG_GAMMA_ONE_4);
  private static final DoubleVector LOG_GAMMA_ONE_5 = c(ScalarPolynomials.LOG_GAMMA_ONE_5);
  private static final DoubleVector LOG_GAMMA_ONE_6 = c(ScalarPolynomials.LOG_GAMMA_ONE_6);
  private static final DoubleVector LOG_GAMMA_ONE_7 = c(ScalarPolynomials.LOG_GAMMA_ONE_7);
  private static final DoubleVector LOG_GAMMA_ONE_8 = c(ScalarPolynomials.LOG_GAMMA_ONE_8);
  private static final DoubleVector LOG_GAMMA_ONE_9 = c(ScalarPolynomials.LOG_GAMMA_ONE_9);
  private static final DoubleVector LOG_GAMMA_ONE_10 = c(ScalarPolynomials.LOG_GAMMA_ONE_10);
  private static final DoubleVector LOG_GAMMA_ONE_11 = c(ScalarPolynomials.LOG_GAMMA_ONE_11);
  private static final DoubleVector LOG_GAMMA_ONE_12 = c(ScalarPolynomials.LOG_GAMMA_ONE_12);
  private static final DoubleVector LOG_GAMMA_ONE_13 = c(ScalarPolynomials.LOG_GAMMA_ONE_13);
  private static final DoubleVector LOG_GAMMA_ONE_14 = c(ScalarPolynomials.LOG_GAMMA_ONE_14);
  private static final DoubleVector LOG_GAMMA_ONE_15 = c(ScalarPolynomials.LOG_GAMMA_ONE_15);
  private static final DoubleVector LOG_GAMMA_ONE_16 = c(ScalarPolynomials.LOG_GAMMA_ONE_16);
  private static final DoubleVector LOG_GAMMA_ONE_17 = c(ScalarPolynomials.LOG_GAMMA_ONE_17);
  private static final DoubleVector LOG_GAMMA_ONE_18 = c(ScalarPolynomials.LOG_GAMMA_ONE_18);
  private static final DoubleVector LOG_GAMMA_ONE_19 = c(ScalarPolynomials.LOG_GAMMA_ONE_19);
  private static final DoubleVector LOG_GAMMA_ONE_20 = c(ScalarPolynomials.LOG_GAMMA_ONE_20);
  private static final DoubleVector LOG_GAMMA_ONE_21 = c(ScalarPolynomials.LOG_GAMMA_ONE_21);
  private static final DoubleVector LOG_GAMMA_ONE_22 = c(ScalarPolynomials.LOG_GAMMA_ONE_22);
  private static final DoubleVector LOG_GAMMA_ONE_23 = c(ScalarPolynomials.LOG_GAMMA_ONE_23);
  private static final DoubleVector LOG_GAMMA_ONE_24 = c(ScalarPolynomials.LOG_GAMMA_ONE_24);
  private static final DoubleVector LOG_GAMMA_TWO_0 = c(ScalarPolynomials.LOG_GAMMA_TWO_0);
  private static final DoubleVector LOG_GAMMA_TWO_1 = c(ScalarPolynomials.LOG_GAMMA_TWO_1);
  private static final DoubleVector LOG_GAMMA_TWO_2 = c(ScalarPolynomials.LOG_GAMMA_TWO_2);
  private static final DoubleVector LOG_GAMMA_TWO_3 = c(ScalarPolynomials.LOG_GAMMA_TWO_3);
  private static final DoubleVector LOG_GAMMA_TWO_4 = c(ScalarPolynomials.LOG_GAMMA_TWO_4);
  private static final DoubleVector LOG_GAMMA_TWO_5 = c(ScalarPolynomials.LOG_GAMMA_TWO_5);
  private static final DoubleVector LOG_GAMMA_TWO_6 = c(ScalarPolynomials.LOG_GAMMA_TWO_6);
  private static final DoubleVector LOG_GAMMA_TWO_7 = c(ScalarPolynomials.LOG_GAMMA_TWO_7);
  private static final DoubleVector LOG_GAMMA_TWO_8 = c(ScalarPolynomials.LOG_GAMMA_TWO_8);
  private static final DoubleVector LOG_GAMMA_TWO_9 = c(ScalarPolynomials.LOG_GAMMA_TWO_9);
  private static final DoubleVector LOG_GAMMA_TWO_10 = c(ScalarPolynomials.LOG_GAMMA_TWO_10);
  private static final DoubleVector LOG_GAMMA_TWO_11 = c(ScalarPolynomials.LOG_GAMMA_TWO_11);
  private static final DoubleVector LOG_GAMMA_TWO_12 = c(ScalarPolynomials.LOG_GAMMA_TWO_12);
  private static final DoubleVector LOG_GAMMA_TWO_13 = c(ScalarPolynomials.LOG_GAMMA_TWO_13);
  private static final DoubleVector LOG_GAMMA_TWO_14 = c(ScalarPolynomials.LOG_GAMMA_TWO_14);
  private static final DoubleVector LOG_GAMMA_TWO_15 = c(ScalarPolynomials.LOG_GAMMA_TWO_15);
  private static final DoubleVector LOG_GAMMA_TWO_16 = c(ScalarPolynomials.LOG_GAMMA_TWO_16);
  private static final DoubleVector LOG_GAMMA_TWO_17 = c(ScalarPolynomials.LOG_GAMMA_TWO_17);
  private static final DoubleVector LOG_GAMMA_TWO_18 = c(ScalarPolynomials.LOG_GAMMA_TWO_18);
  private static final DoubleVector LOG_GAMMA_TWO_19 = c(ScalarPolynomials.LOG_GAMMA_TWO_19);
  private static final DoubleVector STIRLING_0 = c(ScalarPolynomials.STIRLING_0);
  private static final DoubleVector STIRLING_1 = c(ScalarPolynomials.STIRLING_1);
  private static final DoubleVector STIRLING_2 = c(ScalarPolynomials.STIRLING_2);
  private static final DoubleVector STIRLING_3 = c(ScalarPolynomials.STIRLING_3);
  private static final DoubleVector STIRLING_4 = c(ScalarPolynomials.STIRLING_4);
  private static final DoubleVector STIRLING_5 = c(ScalarPolynomials.STIRLING_5);
  private static final DoubleVector STIRLING_6 = c(ScalarPolynomials.STIRLING_6);
  private static final DoubleVector DIGAMMA_0 = c(ScalarPolynomials.DIGAMMA_0);
  private static final DoubleVector DIGAMMA_1 = c(ScalarPolynomials.DIGAMMA_1);
  private static final DoubleVector DIGAMMA_2 = c(ScalarPolynomials.DIGAMMA_2);
  private static final DoubleVector DIGAMMA_3 = c(ScalarPolynomials.DIGAMMA_3);
  private static final DoubleVector DIGAMMA_4 = c(ScalarPolynomials.DIGAMMA_4);
  private static final DoubleVector DIGAMMA_5 = c(ScalarPolynomials.DIGAMMA_5);
  private static final DoubleVector DIGAMMA_6 = c(ScalarPolynomials.DIGAMMA_6);
  private static final DoubleVector DIGAMMA_7 = c(ScalarPolynomials.DIGAMMA_7);
  private static final DoubleVector DIGAMMA_8 = c(ScalarPolynomials.DIGAMMA_8);
  private static final DoubleVector DIGAMMA_9 = c(ScalarPolynomials.DIGAMMA_9);
  private static final DoubleVector DIGAMMA_10 = c(ScalarPolynomials.DIGAMMA_10);
  private static final DoubleVector DIGAMMA_11 = c(ScalarPolynomials.DIGAMMA_11);
  private static final DoubleVector DIGAMMA_12 = c(ScalarPolynomials.DIGAMMA_12);
  private static final DoubleVector DIGAMMA_13 = c(ScalarPolynomials.DIGAMMA_13);
  private static final DoubleVector DIGAMMA_14 = c(ScalarPolynomials.DIGAMMA_14);
  private static final DoubleVector DIGAMMA_15 = c(ScalarPolynomials.DIGAMMA_15);
  private static final DoubleVector DIGAMMA_16 = c(ScalarPolynomials.DIGAMMA_16);
  private static final DoubleVector DIGAMMA_17 = c(ScalarPolynomials.DIGAMMA_17);
  private static final DoubleVector DIGAMMA_18 = c(ScalarPolynomials.DIGAMMA_18);
  private static final DoubleVector DIGAMMA_19 = c(ScalarPolynomials.DIGAMMA_19);
  private static final DoubleVector DIGAMMA_20 = c(ScalarPolynomials.DIGAMMA_20);
  private static final DoubleVector DIGAMMA_21 = c(ScalarPolynomials.DIGAMMA_21);
  private static final DoubleVector DIGAMMA_22 = c(ScalarPolynomials.DIGAMMA_22);
  private static final DoubleVector DIGAMMA_23 = c(ScalarPolynomials.DIGAMMA_23);
  private static final DoubleVector DIGAMMA_24 = c(ScalarPolynomials.DIGAMMA_24);
  private static final DoubleVector DIGAMMA_25 = c(ScalarPolynomials.DIGAMMA_25);
  private static final DoubleVector DIGAMMA_26 = c(ScalarPolynomials.DIGAMMA_26);
  private static final DoubleVector DIGAMMA_27 = c(ScalarPolynomials.DIGAMMA_27);
  private static final DoubleVector DIGAMMA_28 = c(ScalarPolynomials.DIGAMMA_28);
  private static final DoubleVector DIGAMMA_TAIL_0 = c(ScalarPolynomials.DIGAMMA_TAIL_0);
  private static final DoubleVector DIGAMMA_TAIL_1 = c(ScalarPolynomials.DIGAMMA_TAIL_1);
  private static final DoubleVector DIGAMMA_TAIL_2 = c(ScalarPolynomials.DIGAMMA_TAIL_2);
  private static final DoubleVector DIGAMMA_TAIL_3 = c(ScalarPolynomials.DIGAMMA_TAIL_3);
  private static final DoubleVector DIGAMMA_TAIL_4 = c(ScalarPolynomials.DIGAMMA_TAIL_4);
  private static final DoubleVector DIGAMMA_TAIL_5 = c(ScalarPolynomials.DIGAMMA_TAIL_5);
  private static final DoubleVector DIGAMMA_TAIL_6 = c(ScalarPolynomials.DIGAMMA_TAIL_6);
  private static final DoubleVector BESSEL_I0_0 = c(ScalarPolynomials.BESSEL_I0_0);
  private static final DoubleVector BESSEL_I0_1 = c(ScalarPolynomials.BESSEL_I0_1);
  private static final DoubleVector BESSEL_I0_2 = c(ScalarPolynomials.BESSEL_I0_2);
  private static final DoubleVector BESSEL_I0_3 = c(ScalarPolynomials.BESSEL_I0_3);
  private static final DoubleVector BESSEL_I0_4 = c(ScalarPolynomials.BESSEL_I0_4);
  private static final DoubleVector BESSEL_I0_5 = c(ScalarPolynomials.BESSEL_I0_5);
  private static final DoubleVector BESSEL_I0_6 = c(ScalarPolynomials.BESSEL_I0_6);
  private static final DoubleVector BESSEL_I0_7 = c(ScalarPolynomials.BESSEL_I0_7);
  private static final DoubleVector BESSEL_I0_8 = c(ScalarPolynomials.BESSEL_I0_8);
  private static final DoubleVector BESSEL_I0_9 = c(ScalarPolynomials.BESSEL_I0_9);
  private static final DoubleVector BESSEL_I0_10 = c(ScalarPolynomials.BESSEL_I0_10);
  private static final DoubleVector BESSEL_I0_11 = c(ScalarPolynomials.BESSEL_I0_11);
  private static final DoubleVector BESSEL_I0_12 = c(ScalarPolynomials.BESSEL_I0_12);
  private static final DoubleVector BESSEL_I0_13 = c(ScalarPolynomials.BESSEL_I0_13);
  private static final DoubleVector BESSEL_I0_14 = c(ScalarPolynomials.BESSEL_I0_14);
  private static final DoubleVector BESSEL_I0_15 = c(ScalarPolynomials.BESSEL_I0_15);
  private static final DoubleVector BESSEL_I0_16 = c(ScalarPolynomials.BESSEL_I0_16);
  private static final DoubleVector BESSEL_I0_17 = c(ScalarPolynomials.BESSEL_I0_17);
  private static final DoubleVector BESSEL_I0_18 = c(ScalarPolynomials.BESSEL_I0_18);
  private static final DoubleVector BESSEL_I0_19 = c(ScalarPolynomials.BESSEL_I0_19);
  private static final DoubleVector BESSEL_I1_0 = c(ScalarPolynomials.BESSEL_I1_0);
  private static final DoubleVector BESSEL_I1_1 = c(ScalarPolynomials.BESSEL_I1_1);
  private static final DoubleVector BESSEL_I1_2 = c(ScalarPolynomials.BESSEL_I1_2);
  private static final DoubleVector BESSEL_I1_3 = c(ScalarPolynomials.BESSEL_I1_3);
  private static final DoubleVector BESSEL_I1_4 = c(ScalarPolynomials.BESSEL_I1_4);
  private static final DoubleVector BESSEL_I1_5 = c(ScalarPolynomials.BESSEL_I1_5);
  private static final DoubleVector BESSEL_I1_6 = c(ScalarPolynomials.BESSEL_I1_6);
  private static final DoubleVector BESSEL_I1_7 = c(ScalarPolynomials.BESSEL_I1_7);
  private static final DoubleVector BESSEL_I1_8 = c(ScalarPolynomials.BESSEL_I1_8);
  private static final DoubleVector BESSEL_I1_9 = c(ScalarPolynomials.BESSEL_I1_9);
  private static final DoubleVector BESSEL_I1_10 = c(ScalarPolynomials.BESSEL_I1_10);
  private static final DoubleVector BESSEL_I1_11 = c(ScalarPolynomials.BESSEL_I1_11);
  private static final DoubleVector BESSEL_I1_12 = c(ScalarPolynomials.BESSEL_I1_12);
  private static final DoubleVector BESSEL_I1_13 = c(ScalarPolynomials.BESSEL_I1_13);
  private static final DoubleVector BESSEL_I1_14 = c(ScalarPolynomials.BESSEL_I1_14);
  private static final DoubleVector BESSEL_I1_15 = c(ScalarPolynomials.BESSEL_I1_15);
  private static final DoubleVector BESSEL_I1_16 = c(ScalarPolynomials.BESSEL_I1_16);
  private static final DoubleVector BESSEL_I1_17 = c(ScalarPolynomials.BESSEL_I1_17);
  private static final DoubleVector BESSEL_I1_18 = c(ScalarPolynomials.BESSEL_I1_18);
  private static final DoubleVector BESSEL_I1_19 = c(ScalarPolynomials.BESSEL_I1_19);
  private static final DoubleVector BESSEL_I0_TAIL_0 = c(ScalarPolynomials.BESSEL_I0_TAIL_0);
  private static final DoubleVector BESSEL_I0_TAIL_1 = c(ScalarPolynomials.BESSEL_I0_TAIL_1);
  private static final DoubleVector BESSEL_I0_TAIL_2 = c(ScalarPolynomials.BESSEL_I0_TAIL_2);
  private static final DoubleVector BESSEL_I0_TAIL_3 = c(ScalarPolynomials.BESSEL_I0_TAIL_3);
  private static final DoubleVector BESSEL_I0_TAIL_4 = c(ScalarPolynomials.BESSEL_I0_TAIL_4);
  private static final DoubleVector BESSEL_I0_TAIL_5 = c(ScalarPolynomials.BESSEL_I0_TAIL_5);
  private static final DoubleVector BESSEL_I0_TAIL_6 = c(ScalarPolynomials.BESSEL_I0_TAIL_6);
  private static final DoubleVector BESSEL_I0_TAIL_7 = c(ScalarPolynomials.BESSEL_I0_TAIL_7);
  private static final DoubleVector BESSEL_I0_TAIL_8 = c(ScalarPolynomials.BESSEL_I0_TAIL_8);
  private static final DoubleVector BESSEL_I0_TAIL_9 = c(ScalarPolynomials.BESSEL_I0_TAIL_9);
  private static final DoubleVector BESSEL_I0_TAIL_10 = c(ScalarPolynomials.BESSEL_I0_TAIL_10);
  private static final DoubleVector BESSEL_I0_TAIL_11 = c(ScalarPolynomials.BESSEL_I0_TAIL_11);
  private static final DoubleVector BESSEL_I0_TAIL_12 = c(ScalarPolynomials.BESSEL_I0_TAIL_12);
  private static final DoubleVector BESSEL_I0_TAIL_13 = c(ScalarPolynomials.BESSEL_I0_TAIL_13);
  private static final DoubleVector BESSEL_I0_TAIL_14 = c(ScalarPolynomials.BESSEL_I0_TAIL_14);
  private static final DoubleVector BESSEL_I0_TAIL_15 = c(ScalarPolynomials.BESSEL_I0_TAIL_15);
  private static final DoubleVector BESSEL_I0_TAIL_16 = c(ScalarPolynomials.BESSEL_I0_TAIL_16);
  private static final DoubleVector BESSEL_I0_TAIL_17 = c(ScalarPolynomials.BESSEL_I0_TAIL_17);
  private static final DoubleVector BESSEL_I0_TAIL_18 = c(ScalarPolynomials.BESSEL_I0_TAIL_18);
  private static final DoubleVector BESSEL_I0_TAIL_19 = c(ScalarPolynomials.BESSEL_I0_TAIL_19);
  private static final DoubleVector BESSEL_I0_TAIL_20 = c(ScalarPolynomials.BESSEL_I0_TAIL_20);
  private static final DoubleVector BESSEL_I0_TAIL_21 = c(ScalarPolynomials.BESSEL_I0_TAIL_21);
  private static final DoubleVector BESSEL_I0_TAIL_22 = c(ScalarPolynomials.BESSEL_I0_TAIL_22);
  private static final DoubleVector BESSEL_I0_TAIL_23 = c(ScalarPolynomials.BESSEL_I0_TAIL_23);
  private static final DoubleVector BESSEL_I0_TAIL_24 = c(ScalarPolynomials.BESSEL_I0_TAIL_24);
  private static final DoubleVector BESSEL_I1_TAIL_0 = c(ScalarPolynomials.BESSEL_I1_TAIL_0);
  private static final DoubleVector BESSEL_I1_TAIL_1 = c(ScalarPolynomials.BESSEL_I1_TAIL_1);
  private static final DoubleVector BESSEL_I1_TAIL_2 = c(ScalarPolynomials.BESSEL_I1_TAIL_2);
  private static final DoubleVector BESSEL_I1_TAIL_3 = c(ScalarPolynomials.BESSEL_I1_TAIL_3);
  private static final DoubleVector BESSEL_I1_TAIL_4 = c(ScalarPolynomials.BESSEL_I1_TAIL_4);
  private static final DoubleVector BESSEL_I1_TAIL_5 = c(ScalarPolynomials.BESSEL_I1_TAIL_5);
  private static final DoubleVector BESSEL_I1_TAIL_6 = c(ScalarPolynomials.BESSEL_I1_TAIL_6);
  private static final DoubleVector BESSEL_I1_TAIL_7 = c(ScalarPolynomials.BESSEL_I1_TAIL_7);
  private static final DoubleVector BESSEL_I1_TAIL_8 = c(ScalarPolynomials.BESSEL_I1_TAIL_8);
  private static final DoubleVector BESSEL_I1_TAIL_9 = c(ScalarPolynomials.BESSEL_I1_TAIL_9);
  private static final DoubleVector BESSEL_I1_TAIL_10 = c(ScalarPolynomials.BESSEL_I1_TAIL_10);
  private static final DoubleVector BESSEL_I1_TAIL_11 = c(ScalarPolynomials.BESSEL_I1_TAIL_11);
  private static final DoubleVector BESSEL_I1_TAIL_12 = c(ScalarPolynomials.BESSEL_I1_TAIL_12);
  private static final DoubleVector BESSEL_I1_TAIL_13 = c(ScalarPolynomials.BESSEL_I1_TAIL_13);
  private static final DoubleVector BESSEL_I1_TAIL_14 = c(ScalarPolynomials.BESSEL_I1_TAIL_14);
  private static final DoubleVector BESSEL_I1_TAIL_15 = c(ScalarPolynomials.BESSEL_I1_TAIL_15);
  private static final DoubleVector BESSEL_I1_TAIL_16 = c(ScalarPolynomials.BESSEL_I1_TAIL_16);
  private static final DoubleVector BESSEL_I1_TAIL_17 = c(ScalarPolynomials.BESSEL_I1_TAIL_17);
  private static final DoubleVector BESSEL_I1_TAIL_18 = c(ScalarPolynomials.BESSEL_I1_TAIL_18);
  private static final DoubleVector BESSEL_I1_TAIL_19 = c(ScalarPolynomials.BESSEL_I1_TAIL_19);
  private static final DoubleVector BESSEL_I1_TAIL_20 = c(ScalarPolynomials.BESSEL_I1_TAIL_20);
  private static final DoubleVector BESSEL_I1_TAIL_21 = c(ScalarPolynomials.BESSEL_I1_TAIL_21);
  private static final DoubleVector BESSEL_I1_TAIL_22 = c(ScalarPolynomials.BESSEL_I1_TAIL_22);
  private static final DoubleVector BESSEL_I1_TAIL_23 = c(ScalarPolynomials.BESSEL_I1_TAIL_23);
  private static final DoubleVector BESSEL_I1_TAIL_24 = c(ScalarPolynomials.BESSEL_I1_TAIL_24);

  private VectorPolynomials() {}

  /** The value of (r - sin r) / r^3 of z = r^2, r in [0, pi/4]. */
  static DoubleVector sin(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.SIN_5).fma(z, c(ScalarPolynomials.SIN_4));
    p = p.fma(z, c(ScalarPolynomials.SIN_3));
    p = p.fma(z, c(ScalarPolynomials.SIN_2));
    p = p.fma(z, c(ScalarPolynomials.SIN_1));
    p = p.fma(z, c(ScalarPolynomials.SIN_0));
    return p;
  }

  /** The value of (cos r - 1) / r^2 of z = r^2, r in [0, pi/4]. */
  static DoubleVector cos(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.COS_6).fma(z, c(ScalarPolynomials.COS_5));
    p = p.fma(z, c(ScalarPolynomials.COS_4));
    p = p.fma(z, c(ScalarPolynomials.COS_3));
    p = p.fma(z, c(ScalarPolynomials.COS_2));
    p = p.fma(z, c(ScalarPolynomials.COS_1));
    p = p.fma(z, c(ScalarPolynomials.COS_0));
    return p;
  }

  /** The value of (sin r - r) / r^3 of z = r^2, r in [0, pi/4], for float. */
  static DoubleVector sinFloat(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.SIN_FLOAT_2).fma(z, c(ScalarPolynomials.SIN_FLOAT_1));
    p = p.fma(z, c(ScalarPolynomials.SIN_FLOAT_0));
    return p;
  }

  /** The value of (cos r - 1) / r^2 of z = r^2, r in [0, pi/4], for float. */
  static DoubleVector cosFloat(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.COS_FLOAT_3).fma(z, c(ScalarPolynomials.COS_FLOAT_2));
    p = p.fma(z, c(ScalarPolynomials.COS_FLOAT_1));
    p = p.fma(z, c(ScalarPolynomials.COS_FLOAT_0));
    return p;
  }

  /** The value of (r - tan r) / r^3 of z = r^2, r in [0, pi/4]. */
  static DoubleVector tan(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = c(ScalarPolynomials.TAN_12).fma(square, c(ScalarPolynomials.TAN_10));
    even = even.fma(square, c(ScalarPolynomials.TAN_8));
    even = even.fma(square, c(ScalarPolynomials.TAN_6));
    even = even.fma(square, c(ScalarPolynomials.TAN_4));
    even = even.fma(square, c(ScalarPolynomials.TAN_2));
    even = even.fma(square, c(ScalarPolynomials.TAN_0));
    DoubleVector odd = c(ScalarPolynomials.TAN_13).fma(square, c(ScalarPolynomials.TAN_11));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_9));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_7));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_5));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_3));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_1));
    return odd.fma(z, even);
  }

  /** The value of (u - atan u) / u^3 of z = u^2, u in [0, 1]. */
  static DoubleVector atan(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = ATAN_18.fma(square, ATAN_16);
    even = even.fma(square, ATAN_14);
    even = even.fma(square, ATAN_12);
    even = even.fma(square, ATAN_10);
    even = even.fma(square, ATAN_8);
    even = even.fma(square, ATAN_6);
    even = even.fma(square, ATAN_4);
    even = even.fma(square, ATAN_2);
    even = even.fma(square, ATAN_0);
    DoubleVector odd = ATAN_19.fma(square, ATAN_17);
    odd = odd.fma(square, ATAN_15);
    odd = odd.fma(square, ATAN_13);
    odd = odd.fma(square, ATAN_11);
    odd = odd.fma(square, ATAN_9);
    odd = odd.fma(square, ATAN_7);
    odd = odd.fma(square, ATAN_5);
    odd = odd.fma(square, ATAN_3);
    odd = odd.fma(square, ATAN_1);
    return odd.fma(z, even);
  }

  /** The value of (asin s - s) / s^3 of z = s^2, s in [0, 1/2]. */
  static DoubleVector asin(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = ASIN_10.fma(square, ASIN_8);
    even = even.fma(square, ASIN_6);
    even = even.fma(square, ASIN_4);
    even = even.fma(square, ASIN_2);
    even = even.fma(square, ASIN_0);
    DoubleVector odd = ASIN_11.fma(square, ASIN_9);
    odd = odd.fma(square, ASIN_7);
    odd = odd.fma(square, ASIN_5);
    odd = odd.fma(square, ASIN_3);
    odd = odd.fma(square, ASIN_1);
    return odd.fma(z, even);
  }

  /** The value of (e^r - 1 - r) / r^2, |r| &lt;= ln(2)/2. */
  static DoubleVector exp(DoubleVector r) {
    DoubleVector square = r.mul(r);
    DoubleVector even = EXP_8.fma(square, EXP_6);
    even = even.fma(square, EXP_4);
    even = even.fma(square, EXP_2);
    even = even.fma(square, EXP_0);
    DoubleVector odd = EXP_9.fma(square, EXP_7);
    odd = odd.fma(square, EXP_5);
    odd = odd.fma(square, EXP_3);
    odd = odd.fma(square, EXP_1);
    return odd.fma(r, even);
  }

  /**
   * The value of (2 s - 2 atanh(s)) / s^3 of z = s^2, s = f / (2 + f), 1 + f in [sqrt(1/2),
   * sqrt(2)].
   */
  static DoubleVector log(DoubleVector z) {
    DoubleVector p = LOG_6.fma(z, LOG_5);
    p = p.fma(z, LOG_4);
    p = p.fma(z, LOG_3);
    p = p.fma(z, LOG_2);
    p = p.fma(z, LOG_1);
    p = p.fma(z, LOG_0);
    return p;
  }

  /** The value of erf(x) / x - 1 of z = x^2, |x| &lt;= 1. */
  static DoubleVector erf(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = c(ScalarPolynomials.ERF_12).fma(square, c(ScalarPolynomials.ERF_10));
    even = even.fma(square, c(ScalarPolynomials.ERF_8));
    even = even.fma(square, c(ScalarPolynomials.ERF_6));
    even = even.fma(square, c(ScalarPolynomials.ERF_4));
    even = even.fma(square, c(ScalarPolynomials.ERF_2));
    even = even.fma(square, c(ScalarPolynomials.ERF_0));
    DoubleVector odd = c(ScalarPolynomials.ERF_11).fma(square, c(ScalarPolynomials.ERF_9));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_7));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_5));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_3));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_1));
    return odd.fma(z, even);
  }

  /**
   * The value of (1 + 2 x) e^(x^2) erfc(x), for accuracy without its constant, of t = (x - c) / (x
   * + c), c = 3.5, x &gt;= 0.
   */
  static DoubleVector erfcx(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even = c(ScalarPolynomials.ERFCX_22).fma(square, c(ScalarPolynomials.ERFCX_20));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_18));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_16));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_14));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_12));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_10));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_8));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_6));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_4));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_2));
    DoubleVector odd = c(ScalarPolynomials.ERFCX_23).fma(square, c(ScalarPolynomials.ERFCX_21));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_19));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_17));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_15));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_13));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_11));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_9));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_7));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_5));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_3));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_1));
    return odd.fma(t, even.mul(square));
  }

  /** The value of x / q of 2.5 - w, w = -ln(4 p (1 - p)) in [0, 5], q = p - 1/2. */
  static DoubleVector quantileCentre(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even =
        c(ScalarPolynomials.QUANTILE_CENTRE_22)
            .fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_20));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_18));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_16));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_14));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_12));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_10));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_8));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_6));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_4));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_2));
    DoubleVector odd =
        c(ScalarPolynomials.QUANTILE_CENTRE_21)
            .fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_19));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_17));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_15));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_13));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_11));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_9));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_7));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_5));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_3));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_1));
    return odd.fma(t, even.mul(square)).add(c(ScalarPolynomials.QUANTILE_CENTRE_0));
  }

  /** The value of the numerator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]. */
  static DoubleVector quantileTailP(DoubleVector t) {
    DoubleVector p = QUANTILE_TAIL_P_7.fma(t, QUANTILE_TAIL_P_6);
    p = p.fma(t, QUANTILE_TAIL_P_5);
    p = p.fma(t, QUANTILE_TAIL_P_4);
    p = p.fma(t, QUANTILE_TAIL_P_3);
    p = p.fma(t, QUANTILE_TAIL_P_2);
    p = p.fma(t, QUANTILE_TAIL_P_1);
    p = p.fma(t, QUANTILE_TAIL_P_0);
    return p;
  }

  /** The value of the denominator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]. */
  static DoubleVector quantileTailQ(DoubleVector t) {
    DoubleVector p = QUANTILE_TAIL_Q_7.fma(t, QUANTILE_TAIL_Q_6);
    p = p.fma(t, QUANTILE_TAIL_Q_5);
    p = p.fma(t, QUANTILE_TAIL_Q_4);
    p = p.fma(t, QUANTILE_TAIL_Q_3);
    p = p.fma(t, QUANTILE_TAIL_Q_2);
    p = p.fma(t, QUANTILE_TAIL_Q_1);
    p = p.fma(t, QUANTILE_TAIL_Q_0);
    return p;
  }

  /** The value of the numerator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]. */
  static DoubleVector quantileFarP(DoubleVector t) {
    DoubleVector p = QUANTILE_FAR_P_7.fma(t, QUANTILE_FAR_P_6);
    p = p.fma(t, QUANTILE_FAR_P_5);
    p = p.fma(t, QUANTILE_FAR_P_4);
    p = p.fma(t, QUANTILE_FAR_P_3);
    p = p.fma(t, QUANTILE_FAR_P_2);
    p = p.fma(t, QUANTILE_FAR_P_1);
    p = p.fma(t, QUANTILE_FAR_P_0);
    return p;
  }

  /** The value of the denominator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]. */
  static DoubleVector quantileFarQ(DoubleVector t) {
    DoubleVector p = QUANTILE_FAR_Q_7.fma(t, QUANTILE_FAR_Q_6);
    p = p.fma(t, QUANTILE_FAR_Q_5);
    p = p.fma(t, QUANTILE_FAR_Q_4);
    p = p.fma(t, QUANTILE_FAR_Q_3);
    p = p.fma(t, QUANTILE_FAR_Q_2);
    p = p.fma(t, QUANTILE_FAR_Q_1);
    p = p.fma(t, QUANTILE_FAR_Q_0);
    return p;
  }

  /** The value of ln(gamma(1 + t)) / t, 1 + t in [0.7, 1.5]. */
  static DoubleVector logGammaOne(DoubleVector t) {
    DoubleVector p = LOG_GAMMA_ONE_24.fma(t, LOG_GAMMA_ONE_23);
    p = p.fma(t, LOG_GAMMA_ONE_22);
    p = p.fma(t, LOG_GAMMA_ONE_21);
    p = p.fma(t, LOG_GAMMA_ONE_20);
    p = p.fma(t, LOG_GAMMA_ONE_19);
    p = p.fma(t, LOG_GAMMA_ONE_18);
    p = p.fma(t, LOG_GAMMA_ONE_17);
    p = p.fma(t, LOG_GAMMA_ONE_16);
    p = p.fma(t, LOG_GAMMA_ONE_15);
    p = p.fma(t, LOG_GAMMA_ONE_14);
    p = p.fma(t, LOG_GAMMA_ONE_13);
    p = p.fma(t, LOG_GAMMA_ONE_12);
    p = p.fma(t, LOG_GAMMA_ONE_11);
    p = p.fma(t, LOG_GAMMA_ONE_10);
    p = p.fma(t, LOG_GAMMA_ONE_9);
    p = p.fma(t, LOG_GAMMA_ONE_8);
    p = p.fma(t, LOG_GAMMA_ONE_7);
    p = p.fma(t, LOG_GAMMA_ONE_6);
    p = p.fma(t, LOG_GAMMA_ONE_5);
    p = p.fma(t, LOG_GAMMA_ONE_4);
    p = p.fma(t, LOG_GAMMA_ONE_3);
    p = p.fma(t, LOG_GAMMA_ONE_2);
    p = p.fma(t, LOG_GAMMA_ONE_1);
    p = p.fma(t, LOG_GAMMA_ONE_0);
    return p;
  }

  /** The value of ln(gamma(2 + t)) / t, 2 + t in [1.5, 2.5]. */
  static DoubleVector logGammaTwo(DoubleVector t) {
    DoubleVector p = LOG_GAMMA_TWO_19.fma(t, LOG_GAMMA_TWO_18);
    p = p.fma(t, LOG_GAMMA_TWO_17);
    p = p.fma(t, LOG_GAMMA_TWO_16);
    p = p.fma(t, LOG_GAMMA_TWO_15);
    p = p.fma(t, LOG_GAMMA_TWO_14);
    p = p.fma(t, LOG_GAMMA_TWO_13);
    p = p.fma(t, LOG_GAMMA_TWO_12);
    p = p.fma(t, LOG_GAMMA_TWO_11);
    p = p.fma(t, LOG_GAMMA_TWO_10);
    p = p.fma(t, LOG_GAMMA_TWO_9);
    p = p.fma(t, LOG_GAMMA_TWO_8);
    p = p.fma(t, LOG_GAMMA_TWO_7);
    p = p.fma(t, LOG_GAMMA_TWO_6);
    p = p.fma(t, LOG_GAMMA_TWO_5);
    p = p.fma(t, LOG_GAMMA_TWO_4);
    p = p.fma(t, LOG_GAMMA_TWO_3);
    p = p.fma(t, LOG_GAMMA_TWO_2);
    p = p.fma(t, LOG_GAMMA_TWO_1);
    p = p.fma(t, LOG_GAMMA_TWO_0);
    return p;
  }

  /** The value of x times the remainder of Stirling's series of z = 1 / x^2, x &gt;= 10. */
  static DoubleVector stirling(DoubleVector z) {
    DoubleVector p = STIRLING_6.fma(z, STIRLING_5);
    p = p.fma(z, STIRLING_4);
    p = p.fma(z, STIRLING_3);
    p = p.fma(z, STIRLING_2);
    p = p.fma(z, STIRLING_1);
    p = p.fma(z, STIRLING_0);
    return p;
  }

  /** The value of digamma(2 + t) / (2 + t - root), 2 + t in [1, 3]. */
  static DoubleVector digamma(DoubleVector t) {
    DoubleVector p = DIGAMMA_28.fma(t, DIGAMMA_27);
    p = p.fma(t, DIGAMMA_26);
    p = p.fma(t, DIGAMMA_25);
    p = p.fma(t, DIGAMMA_24);
    p = p.fma(t, DIGAMMA_23);
    p = p.fma(t, DIGAMMA_22);
    p = p.fma(t, DIGAMMA_21);
    p = p.fma(t, DIGAMMA_20);
    p = p.fma(t, DIGAMMA_19);
    p = p.fma(t, DIGAMMA_18);
    p = p.fma(t, DIGAMMA_17);
    p = p.fma(t, DIGAMMA_16);
    p = p.fma(t, DIGAMMA_15);
    p = p.fma(t, DIGAMMA_14);
    p = p.fma(t, DIGAMMA_13);
    p = p.fma(t, DIGAMMA_12);
    p = p.fma(t, DIGAMMA_11);
    p = p.fma(t, DIGAMMA_10);
    p = p.fma(t, DIGAMMA_9);
    p = p.fma(t, DIGAMMA_8);
    p = p.fma(t, DIGAMMA_7);
    p = p.fma(t, DIGAMMA_6);
    p = p.fma(t, DIGAMMA_5);
    p = p.fma(t, DIGAMMA_4);
    p = p.fma(t, DIGAMMA_3);
    p = p.fma(t, DIGAMMA_2);
    p = p.fma(t, DIGAMMA_1);
    p = p.fma(t, DIGAMMA_0);
    return p;
  }

  /** The value of x^2 (ln x - 1 / (2 x) - digamma(x)) of z = 1 / x^2, x &gt;= 10. */
  static DoubleVector digammaTail(DoubleVector z) {
    DoubleVector p = DIGAMMA_TAIL_6.fma(z, DIGAMMA_TAIL_5);
    p = p.fma(z, DIGAMMA_TAIL_4);
    p = p.fma(z, DIGAMMA_TAIL_3);
    p = p.fma(z, DIGAMMA_TAIL_2);
    p = p.fma(z, DIGAMMA_TAIL_1);
    p = p.fma(z, DIGAMMA_TAIL_0);
    return p;
  }

  /** The value of I0(x) of z = x^2 / 4, |x| &lt;= 8. */
  static DoubleVector besselI0(DoubleVector z) {
    DoubleVector p = BESSEL_I0_19.fma(z, BESSEL_I0_18);
    p = p.fma(z, BESSEL_I0_17);
    p = p.fma(z, BESSEL_I0_16);
    p = p.fma(z, BESSEL_I0_15);
    p = p.fma(z, BESSEL_I0_14);
    p = p.fma(z, BESSEL_I0_13);
    p = p.fma(z, BESSEL_I0_12);
    p = p.fma(z, BESSEL_I0_11);
    p = p.fma(z, BESSEL_I0_10);
    p = p.fma(z, BESSEL_I0_9);
    p = p.fma(z, BESSEL_I0_8);
    p = p.fma(z, BESSEL_I0_7);
    p = p.fma(z, BESSEL_I0_6);
    p = p.fma(z, BESSEL_I0_5);
    p = p.fma(z, BESSEL_I0_4);
    p = p.fma(z, BESSEL_I0_3);
    p = p.fma(z, BESSEL_I0_2);
    p = p.fma(z, BESSEL_I0_1);
    p = p.fma(z, BESSEL_I0_0);
    return p;
  }

  /** The value of 2 I1(x) / x of z = x^2 / 4, |x| &lt;= 8. */
  static DoubleVector besselI1(DoubleVector z) {
    DoubleVector p = BESSEL_I1_19.fma(z, BESSEL_I1_18);
    p = p.fma(z, BESSEL_I1_17);
    p = p.fma(z, BESSEL_I1_16);
    p = p.fma(z, BESSEL_I1_15);
    p = p.fma(z, BESSEL_I1_14);
    p = p.fma(z, BESSEL_I1_13);
    p = p.fma(z, BESSEL_I1_12);
    p = p.fma(z, BESSEL_I1_11);
    p = p.fma(z, BESSEL_I1_10);
    p = p.fma(z, BESSEL_I1_9);
    p = p.fma(z, BESSEL_I1_8);
    p = p.fma(z, BESSEL_I1_7);
    p = p.fma(z, BESSEL_I1_6);
    p = p.fma(z, BESSEL_I1_5);
    p = p.fma(z, BESSEL_I1_4);
    p = p.fma(z, BESSEL_I1_3);
    p = p.fma(z, BESSEL_I1_2);
    p = p.fma(z, BESSEL_I1_1);
    p = p.fma(z, BESSEL_I1_0);
    return p;
  }

  /** The value of sqrt(x) e^-x I0(x) of t = 16 / x - 1, x &gt;= 8. */
  static DoubleVector besselI0Tail(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even = BESSEL_I0_TAIL_24.fma(square, BESSEL_I0_TAIL_22);
    even = even.fma(square, BESSEL_I0_TAIL_20);
    even = even.fma(square, BESSEL_I0_TAIL_18);
    even = even.fma(square, BESSEL_I0_TAIL_16);
    even = even.fma(square, BESSEL_I0_TAIL_14);
    even = even.fma(square, BESSEL_I0_TAIL_12);
    even = even.fma(square, BESSEL_I0_TAIL_10);
    even = even.fma(square, BESSEL_I0_TAIL_8);
    even = even.fma(square, BESSEL_I0_TAIL_6);
    even = even.fma(square, BESSEL_I0_TAIL_4);
    even = even.fma(square, BESSEL_I0_TAIL_2);
    DoubleVector odd = BESSEL_I0_TAIL_23.fma(square, BESSEL_I0_TAIL_21);
    odd = odd.fma(square, BESSEL_I0_TAIL_19);
    odd = odd.fma(square, BESSEL_I0_TAIL_17);
    odd = odd.fma(square, BESSEL_I0_TAIL_15);
    odd = odd.fma(square, BESSEL_I0_TAIL_13);
    odd = odd.fma(square, BESSEL_I0_TAIL_11);
    odd = odd.fma(square, BESSEL_I0_TAIL_9);
    odd = odd.fma(square, BESSEL_I0_TAIL_7);
    odd = odd.fma(square, BESSEL_I0_TAIL_5);
    odd = odd.fma(square, BESSEL_I0_TAIL_3);
    odd = odd.fma(square, BESSEL_I0_TAIL_1);
    return odd.fma(t, even.mul(square)).add(BESSEL_I0_TAIL_0);
  }

  /** The value of sqrt(x) e^-x I1(x) of t = 16 / x - 1, x &gt;= 8. */
  static DoubleVector besselI1Tail(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even = BESSEL_I1_TAIL_24.fma(square, BESSEL_I1_TAIL_22);
    even = even.fma(square, BESSEL_I1_TAIL_20);
    even = even.fma(square, BESSEL_I1_TAIL_18);
    even = even.fma(square, BESSEL_I1_TAIL_16);
    even = even.fma(square, BESSEL_I1_TAIL_14);
    even = even.fma(square, BESSEL_I1_TAIL_12);
    even = even.fma(square, BESSEL_I1_TAIL_10);
    even = even.fma(square, BESSEL_I1_TAIL_8);
    even = even.fma(square, BESSEL_I1_TAIL_6);
    even = even.fma(square, BESSEL_I1_TAIL_4);
    even = even.fma(square, BESSEL_I1_TAIL_2);
    DoubleVector odd = BESSEL_I1_TAIL_23.fma(square, BESSEL_I1_TAIL_21);
    odd = odd.fma(square, BESSEL_I1_TAIL_19);
    odd = odd.fma(square, BESSEL_I1_TAIL_17);
    odd = odd.fma(square, BESSEL_I1_TAIL_15);
    odd = odd.fma(square, BESSEL_I1_TAIL_13);
    odd = odd.fma(square, BESSEL_I1_TAIL_11);
    odd = odd.fma(square, BESSEL_I1_TAIL_9);
    odd = odd.fma(square, BESSEL_I1_TAIL_7);
    odd = odd.fma(square, BESSEL_I1_TAIL_5);
    odd = odd.fma(square, BESSEL_I1_TAIL_3);
    odd = odd.fma(square, BESSEL_I1_TAIL_1);
    return odd.fma(t, even.mul(square)).add(BESSEL_I1_TAIL_0);
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
