package dev.hadamard.excursion;

import dev.hadamard.laplace.Complex;

/**
 * The modified spherical Bessel functions i₀ ... i_n of a complex argument, times e^(-|Re z|): half
 * of the Laplace transforms of the Legendre polynomials, ∫ P_k(x) e^(-zx) dx = 2 (-1)^k i_k(z) over
 * [-1, 1].
 *
 * <p>A power series near 0, the recurrence downwards up to |z| = 100, and upwards beyond, where it
 * is stable.
 */
final class SphericalBessel {
  private static final double SERIES_LIMIT = 0.5;
  private static final int SERIES_TERMS = 9;
  private static final double UPWARD_FROM = 100;

  /** The downward recurrence begins this far above the larger of n and |z|. */
  private static final int EXTRA = 34;

  private final double[] re;
  private final double[] im;

  SphericalBessel(int n) {
    re = new double[n + 1];
    im = new double[n + 1];
  }

  double re(int k) {
    return re[k];
  }

  double im(int k) {
    return im[k];
  }

  /** Evaluates all orders; i_k(-z) = (-1)^k i_k(z) for the left half-plane. */
  void evaluate(double x, double y) {
    boolean left = x < 0;
    Complex z = left ? Complex.of(-x, -y) : Complex.of(x, y);
    double modulus = z.abs();
    if (modulus < SERIES_LIMIT) {
      series(z);
    } else {
      Complex turn = Complex.of(0, z.im()).exp();
      Complex back = Complex.of(-2 * z.re(), -z.im()).exp();
      Complex zeroth = turn.minus(back).times(0.5).dividedBy(z);
      Complex first = turn.plus(back).times(0.5).minus(zeroth).dividedBy(z);
      if (modulus > UPWARD_FROM) {
        upward(z.reciprocal(), zeroth, first);
      } else {
        downward(z.reciprocal(), modulus, zeroth, first);
      }
    }
    if (left) {
      for (int k = 1; k < re.length; k += 2) {
        re[k] = -re[k];
        im[k] = -im[k];
      }
    }
  }

  /** i_k = z^k / (2k+1)!! (1 + (z²/2)/(2k+3) + (z²/2)²/(2 (2k+3)(2k+5)) + ...). */
  private void series(Complex z) {
    Complex half = z.times(z).times(0.5);
    Complex lead = Complex.of(-z.re(), 0).exp();
    for (int k = 0; k < re.length; k++) {
      if (k > 0) {
        lead = lead.times(z).times(1.0 / (2 * k + 1));
      }
      Complex sum = Complex.ONE;
      for (int j = SERIES_TERMS; j >= 1; j--) {
        sum = sum.times(half).times(1.0 / (j * (2 * (k + j) + 1.0))).plus(1);
      }
      Complex value = lead.times(sum);
      re[k] = value.re();
      im[k] = value.im();
    }
  }

  private void upward(Complex inverse, Complex zeroth, Complex first) {
    re[0] = zeroth.re();
    im[0] = zeroth.im();
    re[1] = first.re();
    im[1] = first.im();
    for (int k = 1; k + 1 < re.length; k++) {
      double a = (2 * k + 1) * inverse.re();
      double b = (2 * k + 1) * inverse.im();
      re[k + 1] = re[k - 1] - (a * re[k] - b * im[k]);
      im[k + 1] = im[k - 1] - (a * im[k] + b * re[k]);
    }
  }

  private void downward(Complex inverse, double modulus, Complex zeroth, Complex first) {
    int n = re.length - 1;
    int start = (int) Math.max(n, modulus) + EXTRA;
    double upperR = 0;
    double upperI = 0;
    double hereR = 1e-280;
    double hereI = 0;
    for (int k = start; k >= 1; k--) {
      if (k <= n) {
        re[k] = hereR;
        im[k] = hereI;
      }
      double a = (2 * k + 1) * inverse.re();
      double b = (2 * k + 1) * inverse.im();
      double lowerR = upperR + (a * hereR - b * hereI);
      double lowerI = upperI + (a * hereI + b * hereR);
      upperR = hereR;
      upperI = hereI;
      hereR = lowerR;
      hereI = lowerI;
      if (Math.abs(hereR) + Math.abs(hereI) > 1e200) {
        double shrink = 1e-250;
        hereR *= shrink;
        hereI *= shrink;
        upperR *= shrink;
        upperI *= shrink;
        for (int j = Math.max(k, 0); j <= n; j++) {
          re[j] *= shrink;
          im[j] *= shrink;
        }
      }
    }
    re[0] = hereR;
    im[0] = hereI;
    // sinh and cosh never vanish together: the larger of the first two orders fixes the scale.
    Complex factor =
        zeroth.abs() >= first.abs()
            ? zeroth.dividedBy(Complex.of(re[0], im[0]))
            : first.dividedBy(Complex.of(re[1], im[1]));
    for (int k = 0; k <= n; k++) {
      double r = re[k] * factor.re() - im[k] * factor.im();
      im[k] = re[k] * factor.im() + im[k] * factor.re();
      re[k] = r;
    }
  }
}
