package dev.hadamard.gp.pde;

import dev.hadamard.gp.Covariance;
import dev.hadamard.gp.MatrixPencil.Exponent;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.SymmetricEigen;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Functions of one coordinate in which a solution is expanded, each with a unit normal weight. */
interface AxisBasis {
  int size();

  /** The derivative of an order of all functions (columns) at points (rows). */
  DMatrixRMaj at(double[] points, int order);

  /** The same on the grid that the basis was made for. */
  default DMatrixRMaj onGrid(UniformAxis axis, int order) {
    return at(axis.points(), order);
  }

  /**
   * The flat limit of a Gaussian envelope: Chebyshev polynomials up to a degree times cos and sin
   * of each frequency; polynomials alone for frequency 0. Derivatives by the rule of Leibniz.
   */
  record Confluent(UniformAxis axis, double[] frequencies, int degree) implements AxisBasis {
    @Override
    public int size() {
      int n = 0;
      for (double f : frequencies) {
        n += f == 0 ? zeroDegree() + 1 : 2 * (degree + 1);
      }
      return n;
    }

    /** Frequency 0 always carries the solutions of homogeneous equations of second order. */
    private int zeroDegree() {
      return Math.max(degree, 1);
    }

    @Override
    public DMatrixRMaj at(double[] points, int order) {
      int columns = size();
      DMatrixRMaj b = new DMatrixRMaj(points.length, columns);
      int top = zeroDegree();
      double[][] t = new double[order + 1][top + 1];
      for (int i = 0; i < points.length; i++) {
        double dx = points[i] - axis.center();
        chebyshev(2 * dx / axis.length(), 2 / axis.length(), t);
        int at = i * columns;
        for (double f : frequencies) {
          if (f == 0) {
            System.arraycopy(t[order], 0, b.data, at, top + 1);
            at += top + 1;
            continue;
          }
          double theta = 2 * Math.PI * f;
          double c = Trigonometric.cos(theta * dx);
          double s = Trigonometric.sin(theta * dx);
          for (int j = 0; j <= degree; j++) {
            double binomial = 1;
            double power = 1;
            double sumCos = 0;
            double sumSin = 0;
            for (int k = 0; k <= order; k++) {
              // C(order, k) T^(order-k) (trig)^(k)
              double factor = binomial * t[order - k][j] * power;
              sumCos += factor * turned(c, s, k);
              sumSin += factor * turned(s, -c, k);
              binomial = binomial * (order - k) / (k + 1);
              power *= theta;
            }
            b.data[at++] = sumCos;
            b.data[at++] = sumSin;
          }
        }
      }
      return b;
    }

    /** cos(x + kπ/2) from cos and sin; with (sin, -cos) the same of the sine. */
    private static double turned(double c, double s, int k) {
      return switch (k % 4) {
        case 0 -> c;
        case 1 -> -s;
        case 2 -> -c;
        default -> s;
      };
    }

    /** T_j^(m)(ξ) scale^m: the derivatives of the recursion T_(j+1) = 2ξT_j - T_(j-1). */
    private static void chebyshev(double xi, double scale, double[][] t) {
      double power = 1;
      for (int m = 0; m < t.length; m++) {
        double[] v = t[m];
        v[0] = m == 0 ? 1 : 0;
        for (int j = 1; j < v.length; j++) {
          double below = m == 0 ? 0 : m * t[m - 1][j - 1];
          if (j == 1) {
            v[1] = m == 0 ? xi : m == 1 ? 1 : 0;
          } else {
            v[j] = 2 * (xi * v[j - 1] + below) - v[j - 2];
          }
        }
      }
      for (double[] v : t) {
        for (int j = 0; j < v.length; j++) {
          v[j] *= power;
        }
        power *= scale;
      }
    }
  }

  /**
   * A Gaussian mixture covariance by Gauss-Hermite quadrature of its spectral density: cos and sin
   * at the nodes f + √2 ρ t_j with weights √ω_j. An odd rule has a node at the centre.
   */
  record GaussHermite(UniformAxis axis, double[] frequencies, double bandwidth)
      implements AxisBasis {
    /** Three points: nodes 0, ±√(3/2), weights 2/3, 1/6. */
    private static final double[] NODE = {0, -Math.sqrt(1.5), Math.sqrt(1.5)};

    private static final double[] WEIGHT = {2 / 3.0, 1 / 6.0, 1 / 6.0};

    @Override
    public int size() {
      return 2 * frequencies.length * NODE.length;
    }

    @Override
    public DMatrixRMaj at(double[] points, int order) {
      int columns = size();
      DMatrixRMaj b = new DMatrixRMaj(points.length, columns);
      for (int i = 0; i < points.length; i++) {
        double dx = points[i] - axis.center();
        int at = i * columns;
        for (double f : frequencies) {
          for (int j = 0; j < NODE.length; j++) {
            double theta = 2 * Math.PI * (f + Math.sqrt(2) * bandwidth * NODE[j]);
            double c = Trigonometric.cos(theta * dx);
            double s = Trigonometric.sin(theta * dx);
            double factor = Math.sqrt(WEIGHT[j]);
            for (int k = 0; k < order; k++) {
              factor *= theta;
            }
            b.data[at++] = factor * Confluent.turned(c, s, order);
            b.data[at++] = factor * Confluent.turned(s, -c, order);
          }
        }
      }
      return b;
    }
  }

  /**
   * A covariance by the leading eigenvectors of its matrix K = V Λ V' on the grid: K^(m)(x, X) V
   * Λ^(-1/2), without jitter.
   */
  final class TruncatedKernel implements AxisBasis {
    private static final double TOLERANCE = 1e-14;

    private final UniformAxis axis;
    private final Covariance kernel;
    private final DMatrixRMaj whitening;

    TruncatedKernel(UniformAxis axis, Covariance kernel) {
      this.axis = axis;
      this.kernel = kernel;
      long bytes = 4L * 8 * axis.size() * axis.size();
      if (bytes > Runtime.getRuntime().maxMemory()) {
        throw new IllegalArgumentException(
            "the covariance matrix of an axis of "
                + axis.size()
                + " points needs about "
                + (bytes >> 20)
                + " MiB of memory");
      }
      SymmetricEigen eigen = SymmetricEigen.of(kernel.matrix(0, axis));
      double[] values = eigen.values();
      DMatrixRMaj vectors = eigen.vectors();
      int n = values.length;
      int first = 0;
      while (values[first] <= TOLERANCE * values[n - 1]) {
        first++;
      }
      int rank = n - first;
      whitening = new DMatrixRMaj(n, rank);
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < rank; k++) {
          // Descending.
          int from = n - 1 - k;
          whitening.data[i * rank + k] = vectors.data[i * n + from] / Math.sqrt(values[from]);
        }
      }
    }

    @Override
    public int size() {
      return whitening.numCols;
    }

    @Override
    public DMatrixRMaj at(double[] points, int order) {
      return Matrices.multiply(kernel.matrix(order, points, axis.points()), whitening);
    }

    @Override
    public DMatrixRMaj onGrid(UniformAxis grid, int order) {
      return grid.equals(axis)
          ? Matrices.multiply(kernel.matrix(order, axis), whitening)
          : at(grid.points(), order);
    }
  }

  /** K^(m)(x, X): one function for each grid point, as in the conditional mean. */
  record Kernel(UniformAxis axis, Covariance kernel) implements AxisBasis {
    @Override
    public int size() {
      return axis.size();
    }

    @Override
    public DMatrixRMaj at(double[] points, int order) {
      return kernel.matrix(order, points, axis.points());
    }
  }

  /**
   * e^(σ(x - end)) cos and sin of 2πf (x - centre), the end where the exponential is largest: 1.
   * The exponents are those of the equation itself or of its source.
   */
  record Exponentials(UniformAxis axis, List<Exponent> exponents) implements AxisBasis {
    @Override
    public int size() {
      return exponents.stream().mapToInt(e -> e.frequency() == 0 ? 1 : 2).sum();
    }

    @Override
    public DMatrixRMaj at(double[] points, int order) {
      int columns = size();
      DMatrixRMaj b = new DMatrixRMaj(points.length, columns);
      for (int i = 0; i < points.length; i++) {
        double dx = points[i] - axis.center();
        int at = i * columns;
        for (Exponent e : exponents) {
          double end = e.rate() > 0 ? axis.to() : axis.from();
          double size = Elementary.exp(e.rate() * (points[i] - end));
          if (e.frequency() == 0) {
            b.data[at++] = size * power(e.rate(), order);
            continue;
          }
          double theta = 2 * Math.PI * e.frequency();
          double c = Trigonometric.cos(theta * dx);
          double s = Trigonometric.sin(theta * dx);
          // (σ + iθ)^order, times e^(iθx): real and imaginary part.
          double re = 1;
          double im = 0;
          for (int k = 0; k < order; k++) {
            double next = re * e.rate() - im * theta;
            im = re * theta + im * e.rate();
            re = next;
          }
          b.data[at++] = size * (re * c - im * s);
          b.data[at++] = size * (re * s + im * c);
        }
      }
      return b;
    }

    private static double power(double x, int n) {
      double p = 1;
      for (int k = 0; k < n; k++) {
        p *= x;
      }
      return p;
    }
  }

  /** The functions of several bases side by side. */
  record Together(List<AxisBasis> parts) implements AxisBasis {
    @Override
    public int size() {
      return parts.stream().mapToInt(AxisBasis::size).sum();
    }

    @Override
    public DMatrixRMaj at(double[] points, int order) {
      int columns = size();
      DMatrixRMaj all = new DMatrixRMaj(points.length, columns);
      int from = 0;
      for (AxisBasis part : parts) {
        DMatrixRMaj b = part.at(points, order);
        for (int i = 0; i < points.length; i++) {
          System.arraycopy(b.data, i * b.numCols, all.data, i * columns + from, b.numCols);
        }
        from += b.numCols;
      }
      return all;
    }
  }
}
