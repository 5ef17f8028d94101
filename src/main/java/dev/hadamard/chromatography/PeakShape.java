package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;

/**
 * Shapes for peaks of which no column model is known. Each has an area, a centre, a width, and all
 * but the Gaussian one more parameter that makes it asymmetric.
 */
public enum PeakShape {
  /** area φ(z)/width with z = (t - centre)/width. */
  GAUSSIAN(3) {
    @Override
    double density(double z, double width, double asymmetry) {
      return gaussian(z) / width;
    }

    @Override
    double[] cumulants(double centre, double width, double asymmetry) {
      return new double[] {centre, width * width, 0};
    }
  },

  /**
   * A Gaussian of the centre and the width, followed by an exponential whose time constant is the
   * asymmetry, positive: {@link ModifiedGaussianPulse}.
   */
  MODIFIED_GAUSSIAN(4) {
    @Override
    double density(double z, double width, double asymmetry) {
      return ModifiedGaussianPulse.tail(z, width / asymmetry) / asymmetry;
    }

    @Override
    double[] cumulants(double centre, double width, double asymmetry) {
      return new double[] {
        centre + asymmetry,
        width * width + asymmetry * asymmetry,
        2 * asymmetry * asymmetry * asymmetry
      };
    }
  },

  /**
   * Giddings and Eyring's law of the retained molecules of a column without dispersion, whose mean
   * and standard deviation are the centre and the width, and whose number of transfer units n is
   * the asymmetry, positive: the skewness is 3/√(2n). The share e^(-n) that is never adsorbed is no
   * part of it, so that the area is a little smaller below n = 30.
   */
  GIDDINGS_EYRING(4) {
    @Override
    double density(double z, double width, double asymmetry) {
      // k_d = √(2n)/width and θ = width √(n/2) + (t - centre).
      double y = asymmetry + Math.sqrt(2 * asymmetry) * z;
      return y <= 0 ? 0 : Math.sqrt(2 * asymmetry) / width * GoldsteinJ.derivativeY(asymmetry, y);
    }

    @Override
    double[] cumulants(double centre, double width, double asymmetry) {
      return new double[] {
        centre, width * width, 3 * width * width * width / Math.sqrt(2 * asymmetry)
      };
    }
  },

  /**
   * Haarhoff and Van der Linde's peak of a nonlinear isotherm, φ(z)/(width u) over 1/(e^u - 1) +
   * Φ(z); the asymmetry u is positive for peaks that tail, negative for those that front, and 0 for
   * a Gaussian. With the centre a₁ and the distortion a₃ of its authors, u = a₁ a₃/width².
   */
  HAARHOFF_VAN_DER_LINDE(4) {
    @Override
    double density(double z, double width, double asymmetry) {
      double u = asymmetry;
      double rise = Math.abs(u) < 1e-12 ? 1 : Elementary.expm1(-Math.abs(u)) / -Math.abs(u);
      // (e^u - 1)/u over 1 + (e^u - 1) Φ(z), scaled by e^(-u) where that is large.
      double other = Elementary.exp(-Math.abs(u));
      double bottom =
          u >= 0
              ? other + (1 - other) * SpecialFunctions.normalCdf(z)
              : other + (1 - other) * SpecialFunctions.normalCdf(-z);
      return gaussian(z) / width * rise / bottom;
    }

    @Override
    double[] cumulants(double centre, double width, double asymmetry) {
      return new double[0];
    }
  };

  private final int parameters;

  PeakShape(int parameters) {
    this.parameters = parameters;
  }

  /**
   * How many parameters the shape has.
   *
   * @return 3 or 4
   */
  public int parameters() {
    return parameters;
  }

  /**
   * The peak.
   *
   * @param time the time
   * @param area its area
   * @param centre its centre
   * @param width its width, positive
   * @param asymmetry the fourth parameter; without effect on a Gaussian
   * @return the signal at the time
   * @throws IllegalArgumentException if the width, or an asymmetry that must be, is not positive
   */
  public double value(double time, double area, double centre, double width, double asymmetry) {
    Requirements.finite("time", time);
    Requirements.finite("area", area);
    Requirements.finite("centre", centre);
    Requirements.positive("width", width);
    if (this == MODIFIED_GAUSSIAN || this == GIDDINGS_EYRING) {
      Requirements.positive("asymmetry", asymmetry);
    } else if (this == HAARHOFF_VAN_DER_LINDE) {
      Requirements.finite("asymmetry", asymmetry);
    }
    return area * density((time - centre) / width, width, asymmetry);
  }

  /** The density of unit area at z = (t - centre)/width, arguments not checked. */
  abstract double density(double z, double width, double asymmetry);

  /** Mean, variance and third cumulant; none where they have no closed form. */
  abstract double[] cumulants(double centre, double width, double asymmetry);

  private static double gaussian(double z) {
    return SpecialFunctions.normalPdf(z);
  }
}
