package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.RealFft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The solution u = s + k * u of a renewal equation step by step, without an end that is known
 * beforehand: the trapezoidal rule of {@link RenewalSolver#direct},
 *
 * <pre>
 * u_i (1 - h k_0/2) = s_i + h (k_i u_0/2 + Σ_{j=1}^{i-1} k_{i-j} u_j).
 * </pre>
 *
 * <p>Source and kernel are asked for once at each grid point, in the order of time, the kernel
 * first, when {@link #next} comes there: either may depend on the solution before. The sum is a
 * relaxed product (Fischer and Stockmeyer 1974; van der Hoeven 2002): once 2^b more points are
 * known, what they contribute to later sums is added by one Fourier transform of length 2^(b+1). n
 * steps take O(n log² n) operations and O(n) memory, the same number whatever the end; a single
 * step takes O(n log n) where n is just below a power of two, and few operations on average.
 *
 * <p>With a tilt θ the equation multiplied by e^(θt) is solved, so that u keeps its relative
 * accuracy where it decays like e^(-θt), and its logarithm is known below the range of doubles.
 *
 * <p>Mutable, for one thread.
 *
 * <pre>{@code
 * PersistencyExponent p = SlepianIia.of(r).persistency();
 * RenewalStepper s =
 *     RenewalSolver.stepper(
 *         r::slepianMean, t -> r.slepianMeanDensity(t) / 2, 0.01, p.theta());
 * while (s.logValue() > -100) {
 *   s.next(); // P(T > s.time()), with an error in h²
 * }
 * }</pre>
 */
public final class RenewalStepper {
  /** The longest block that is multiplied term by term. */
  private static final int DIRECT = 32;

  private static final int LARGEST = 1 << 29;

  private final DoubleUnaryOperator source;
  private final DoubleUnaryOperator kernel;
  private final double step;
  private final double theta;
  private final double first;
  private final double diagonal;

  /** Fixed factors of blocks of 64, 128, ... points, made when a product first needs them. */
  private final List<Block> blocks = new ArrayList<>();

  /** k_1, k_2, ...: those of the points passed. */
  private double[] a = new double[2 * DIRECT];

  /** u_1, u_2, .... */
  private double[] b = new double[2 * DIRECT];

  /** Coefficients of their product, of which those up to the present are complete. */
  private double[] sums = new double[4 * DIRECT];

  private int index;
  private double value;

  RenewalStepper(
      DoubleUnaryOperator source, DoubleUnaryOperator kernel, double step, double theta) {
    this.source = source;
    this.kernel = kernel;
    this.step = Requirements.positive("step", step);
    if (!Double.isFinite(theta)) {
      throw new IllegalArgumentException("theta is " + theta + ": must be finite");
    }
    this.theta = theta;
    double start = at(kernel, "kernel", 0);
    if (!(step * start < 2)) {
      throw new IllegalArgumentException(
          "step is " + step + ": must be below 2 / kernel(0) = " + 2 / start);
    }
    this.diagonal = 1 - step * start / 2;
    this.first = at(source, "source", 0);
    this.value = first;
  }

  /**
   * The step.
   *
   * @return h
   */
  public double step() {
    return step;
  }

  /**
   * How many steps were made.
   *
   * @return i, 0 before the first call of {@link #next}
   */
  public int steps() {
    return index;
  }

  /**
   * The time that was reached.
   *
   * @return i h
   */
  public double time() {
    return index * step;
  }

  /**
   * Goes on by one step.
   *
   * @return u at the new time, {@link #value}
   * @throws IllegalArgumentException if source or kernel are not finite there; the step is not made
   * @throws IllPosedProblemException if u leaves the range of doubles; the step is not made
   * @throws IllegalStateException after 2^29 steps
   */
  public double next() {
    if (index == LARGEST) {
      throw new IllegalStateException("steps is " + index + ": must be below 2^29 to go on");
    }
    int i = index + 1;
    double k = at(kernel, "kernel", i);
    double sum = i < 2 ? 0 : sums[i - 2];
    double u = Math.fma(step, Math.fma(k, first / 2, sum), at(source, "source", i)) / diagonal;
    if (!Double.isFinite(u) || !(theta >= 0 || Double.isFinite(multiplied(u, -theta * i * step)))) {
      throw new IllPosedProblemException(
          "the solution leaves the range of doubles at t = "
              + i * step
              + " with the tilt "
              + theta);
    }
    reserve(i);
    a[i - 1] = k;
    b[i - 1] = u;
    index = i;
    value = u;
    relax(i - 1);
    return value();
  }

  /**
   * The solution at the time that was reached.
   *
   * @return u(t); 0 where it is below the range of doubles
   */
  public double value() {
    return theta == 0 ? value : multiplied(value, -theta * time());
  }

  /**
   * The tilted solution at the time that was reached.
   *
   * @return u(t) e^(θt)
   */
  public double tiltedValue() {
    return value;
  }

  /**
   * The logarithm of the solution at the time that was reached, however small it is.
   *
   * @return log u(t); -∞ for 0
   * @throws IllPosedProblemException if u is negative, as rounding may leave it without the tilt
   */
  public double logValue() {
    if (value < 0) {
      throw new IllPosedProblemException(
          "the solution is negative at t = " + time() + ", e^(-θt) times " + value);
    }
    return Elementary.log(value) - theta * time();
  }

  /** f(ih) e^(θih). */
  private double at(DoubleUnaryOperator f, String name, int i) {
    double t = i * step;
    double result = f.applyAsDouble(t);
    if (!Double.isFinite(result)) {
      throw new IllegalArgumentException(name + "(" + t + ") is " + result + ": must be finite");
    }
    return theta == 0 ? result : multiplied(result, theta * t);
  }

  /** x e^y, also where e^y alone has no double. */
  private static double multiplied(double x, double y) {
    if (x == 0) {
      return 0;
    }
    double factor = Elementary.exp(y);
    return factor >= Double.MIN_NORMAL && factor <= Double.MAX_VALUE
        ? x * factor
        : Math.copySign(Elementary.exp(Elementary.log(Math.abs(x)) + y), x);
  }

  private void reserve(int size) {
    if (size > a.length) {
      int longer = Math.min(2 * a.length, LARGEST);
      a = Arrays.copyOf(a, longer);
      b = Arrays.copyOf(b, longer);
      // Blocks that end at index n reach to n + 2p - 2 with p at most n/2 + 1.
      sums = Arrays.copyOf(sums, 2 * longer);
    }
  }

  /**
   * Adds what coefficients n make possible. With p running over the powers of two that divide n +
   * 2, the products of coefficients p - 1 .. 2p - 2 of the one with the last p of the other tile
   * the square of all pairs, each once, before the sum that needs it.
   */
  private void relax(int n) {
    int count = n + 2;
    for (int p = 1; 2 * p <= count && count % p == 0; p *= 2) {
      boolean square = count == 2 * p;
      if (p <= DIRECT) {
        addDirect(a, p - 1, b, n - p + 1, p, n);
        if (!square) {
          addDirect(b, p - 1, a, n - p + 1, p, n);
        }
      } else {
        add(p, n, square);
      }
    }
  }

  private void addDirect(double[] x, int from, double[] y, int to, int p, int offset) {
    for (int i = 0; i < p; i++) {
      double factor = x[from + i];
      for (int j = 0; j < p; j++) {
        sums[offset + i + j] = Math.fma(factor, y[to + j], sums[offset + i + j]);
      }
    }
  }

  private void add(int p, int n, boolean square) {
    int level = Integer.numberOfTrailingZeros(p / DIRECT) - 1;
    if (level == blocks.size()) {
      blocks.add(new Block(p, a, b));
    }
    double[] product = blocks.get(level).product(a, b, n - p + 1, square);
    for (int i = 0; i < 2 * p - 1; i++) {
      sums[n + i] += product[i];
    }
  }

  /** The transforms of coefficients p - 1 .. 2p - 2, and room for products with p others. */
  private static final class Block {
    private final int p;
    private final RealFft fft;
    private final double[] padded;
    private final double[][] kernel;
    private final double[][] solution;
    private final double[][] other;
    private final double[][] product;

    Block(int p, double[] a, double[] b) {
      this.p = p;
      fft = RealFft.of(2 * p);
      padded = new double[2 * p];
      kernel = transformed(a, p - 1, spectrum());
      solution = transformed(b, p - 1, spectrum());
      other = spectrum();
      product = spectrum();
    }

    private double[][] spectrum() {
      return new double[2][fft.coefficients()];
    }

    private double[][] transformed(double[] x, int from, double[][] spectrum) {
      System.arraycopy(x, from, padded, 0, p);
      Arrays.fill(padded, p, 2 * p, 0);
      fft.forward(padded, spectrum[0], spectrum[1]);
      return spectrum;
    }

    /** The kernel's block times u from an index on, and unless that is its block the converse. */
    double[] product(double[] a, double[] b, int from, boolean square) {
      double[] re = product[0];
      double[] im = product[1];
      System.arraycopy(kernel[0], 0, re, 0, re.length);
      System.arraycopy(kernel[1], 0, im, 0, im.length);
      if (square) {
        RenewalSolver.multiply(re, im, solution[0], solution[1]);
      } else {
        transformed(b, from, other);
        RenewalSolver.multiply(re, im, other[0], other[1]);
        transformed(a, from, other);
        RenewalSolver.multiply(other[0], other[1], solution[0], solution[1]);
        for (int k = 0; k < re.length; k++) {
          re[k] += other[0][k];
          im[k] += other[1][k];
        }
      }
      fft.inverse(re, im, padded);
      return padded;
    }
  }
}
