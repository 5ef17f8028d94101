package dev.hadamard.quadrature;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.Trigonometric;
import java.util.function.DoubleUnaryOperator;

/**
 * A quadrature rule Σ w_i f(x_i) for ∫ w(x) f(x) dx with a weight w: the Gauss families and
 * Clenshaw-Curtis.
 *
 * <p>The Gauss rule of n nodes is exact for polynomials of degree 2n - 1, Radau's of degree 2n - 2,
 * Lobatto's of degree 2n - 3, Clenshaw and Curtis' of degree n - 1. Nodes are correctly rounded or
 * nearly so, weights accurate to some units in the last place ({@code validation-data/quadrature});
 * where the formula of a weight's total mass has a gamma function of a number that is not a
 * multiple of 1/2, weights share its error of some 1e-15. Construction costs O(n²) operations in
 * double-double arithmetic. Immutable.
 *
 * <p>Sources: G. Golub and J. Welsch, Calculation of Gauss quadrature rules, 1969; W. Gautschi,
 * Orthogonal polynomials, 2004.
 */
public final class GaussRule {
  private static final int MOST_NODES = 2000;

  /** From here on the mass of Laguerre's weight exceeds the doubles. */
  private static final double LARGEST_LAGUERRE = 169;

  private static final double SQRT_PI = 1.772453850905516;

  private final String name;
  private final double[] nodes;
  private final double[] low;
  private final double[] weights;
  private final double from;
  private final double to;

  GaussRule(String name, double[] nodes, double[] low, double[] weights, double from, double to) {
    this.name = name;
    this.nodes = nodes;
    this.low = low;
    this.weights = weights;
    this.from = from;
    this.to = to;
  }

  private static void checkSize(int n, int least) {
    if (n < least || n > MOST_NODES) {
      throw new IllegalArgumentException(
          "n is " + n + ": must be from " + least + " to " + MOST_NODES);
    }
  }

  private static void checkExponent(String argument, double value, double most) {
    if (!(value > -1) || !(value <= most)) {
      throw new IllegalArgumentException(
          argument + " is " + value + ": must be above -1 and at most " + most);
    }
  }

  /**
   * Gauss-Legendre: weight 1 on [-1, 1].
   *
   * @param n the number of nodes, 1 to 2000; {@link GaussLegendre} has more, and faster
   * @return the rule
   */
  public static GaussRule legendre(int n) {
    checkSize(n, 1);
    return jacobi("legendre", n, 0, 0, 2);
  }

  /**
   * Gauss-Jacobi: weight (1 - x)^alpha (1 + x)^beta on [-1, 1].
   *
   * @param n the number of nodes, 1 to 2000
   * @param alpha the exponent at 1, above -1, at most 100
   * @param beta the exponent at -1, above -1, at most 100
   * @return the rule
   */
  public static GaussRule jacobi(int n, double alpha, double beta) {
    checkSize(n, 1);
    checkExponent("alpha", alpha, 100);
    checkExponent("beta", beta, 100);
    return jacobi("jacobi", n, alpha, beta, betaMass(alpha, beta));
  }

  /**
   * 2^(a+b+1) B(a+1, b+1): by products from a pair within (-1, 0] × (-1, 0], without lnΓ's loss.
   */
  private static double betaMass(double alpha, double beta) {
    double a = alpha - Math.ceil(alpha);
    double b = beta - Math.ceil(beta);
    double mass;
    if (a == 0 && b == 0) {
      mass = 2;
    } else if (b == 0) {
      mass = Elementary.pow(2, a + 1) / (a + 1);
    } else if (a == 0) {
      mass = Elementary.pow(2, b + 1) / (b + 1);
    } else if (a == -0.5 && b == -0.5) {
      mass = Math.PI;
    } else {
      mass = Elementary.pow(2, a + b + 1) * gamma(a + 1) * gamma(b + 1) / gamma(a + b + 2);
    }
    // M(a+1, b) = M(a, b) 2 (a+1)/(a+b+2); counted, as a + 1 rounds.
    DoubleDouble product = new DoubleDouble().set(mass, 0);
    DoubleDouble sum = new DoubleDouble();
    for (int k = (int) Math.ceil(alpha) - 1; k >= 0; k--) {
      sum.set(alpha - k, 0).add(b, 0).add(1, 0);
      product.multiply(2 * (alpha - k), 0).divide(sum);
    }
    for (int k = (int) Math.ceil(beta) - 1; k >= 0; k--) {
      sum.set(alpha, 0).add(beta - k, 0).add(1, 0);
      product.multiply(2 * (beta - k), 0).divide(sum);
    }
    return product.high;
  }

  /** Γ between 0 and 2, where ln Γ is small. */
  private static double gamma(double x) {
    return Elementary.exp(SpecialFunctions.logGamma(x + 1)) / x;
  }

  private static GaussRule jacobi(String name, int n, double alpha, double beta, double mass) {
    return OrthogonalPolynomials.rule(
        name,
        n,
        mass,
        -1,
        1,
        new OrthogonalPolynomials.Recurrence() {
          // (β² - α²)/((2k+α+β)(2k+α+β+2)), at k = 0 with its first factor cancelled.
          @Override
          public void alpha(int k, DoubleDouble out) {
            DoubleDouble c = sum(2.0 * k);
            if (k == 0) {
              out.set(beta, 0).add(-alpha, 0).divide(c.add(2, 0));
              return;
            }
            out.set(beta, 0).subtract(new DoubleDouble().set(alpha, 0));
            out.multiply(sum(0)).divide(c);
            out.divide(c.add(2, 0));
          }

          // 4k(k+α)(k+β)(k+α+β)/((2k+α+β)²(2k+α+β+1)(2k+α+β-1)).
          @Override
          public void beta(int k, DoubleDouble out) {
            DoubleDouble c = sum(2.0 * k);
            out.set(4.0 * k, 0);
            out.multiply(new DoubleDouble().set(k, 0).add(alpha, 0));
            out.multiply(new DoubleDouble().set(k, 0).add(beta, 0));
            out.divide(c).divide(c);
            out.divide(new DoubleDouble().set(c).add(1, 0));
            if (k > 1) {
              // For k = 1 the two factors are equal and cancel.
              out.multiply(sum(k)).divide(new DoubleDouble().set(c).add(-1, 0));
            }
          }

          private DoubleDouble sum(double start) {
            return new DoubleDouble().set(start, 0).add(alpha, 0).add(beta, 0);
          }
        });
  }

  /**
   * Gauss-Laguerre: weight x^alpha e^(-x) on [0, ∞). Weights far out may be 0, below the doubles.
   *
   * @param n the number of nodes, 1 to 2000
   * @param alpha the exponent, above -1, at most 169
   * @return the rule
   */
  public static GaussRule laguerre(int n, double alpha) {
    checkSize(n, 1);
    checkExponent("alpha", alpha, LARGEST_LAGUERRE);
    double a = alpha - Math.ceil(alpha);
    double mass = a == 0 ? 1 : a == -0.5 ? SQRT_PI : gamma(a + 1);
    DoubleDouble product = new DoubleDouble().set(mass, 0);
    for (int k = (int) Math.ceil(alpha) - 1; k >= 0; k--) {
      product.multiply(alpha - k, 0);
    }
    return OrthogonalPolynomials.rule(
        "laguerre",
        n,
        product.high,
        0,
        Double.POSITIVE_INFINITY,
        new OrthogonalPolynomials.Recurrence() {
          @Override
          public void alpha(int k, DoubleDouble out) {
            out.set(2.0 * k + 1, 0).add(alpha, 0);
          }

          @Override
          public void beta(int k, DoubleDouble out) {
            out.set(k, 0).add(alpha, 0).multiply(k, 0);
          }
        });
  }

  /**
   * Gauss-Laguerre: weight e^(-x) on [0, ∞).
   *
   * @param n the number of nodes, 1 to 2000
   * @return the rule
   */
  public static GaussRule laguerre(int n) {
    return laguerre(n, 0);
  }

  /**
   * Gauss-Hermite: weight e^(-x²) on the real line. Weights far out may be 0, below the doubles.
   *
   * @param n the number of nodes, 1 to 2000
   * @return the rule
   */
  public static GaussRule hermite(int n) {
    checkSize(n, 1);
    GaussRule rule =
        OrthogonalPolynomials.rule(
            "hermite",
            n,
            SQRT_PI,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            new OrthogonalPolynomials.Recurrence() {
              @Override
              public void alpha(int k, DoubleDouble out) {
                out.set(0, 0);
              }

              @Override
              public void beta(int k, DoubleDouble out) {
                out.set(k / 2.0, 0);
              }
            });
    return rule;
  }

  /**
   * Gauss-Chebyshev of the first kind: weight 1/√(1 - x²) on [-1, 1], in closed form.
   *
   * @param n the number of nodes, 1 to 2000
   * @return the rule
   */
  public static GaussRule chebyshevFirst(int n) {
    checkSize(n, 1);
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      // cos((2i + 1)π/2n) as a sine, which is odd about the middle.
      nodes[i] = Trigonometric.sin((2 * i + 1 - n) * Math.PI / (2 * n));
      weights[i] = Math.PI / n;
    }
    return new GaussRule("chebyshev-first", nodes, new double[n], weights, -1, 1);
  }

  /**
   * Gauss-Chebyshev of the second kind: weight √(1 - x²) on [-1, 1], in closed form.
   *
   * @param n the number of nodes, 1 to 2000
   * @return the rule
   */
  public static GaussRule chebyshevSecond(int n) {
    checkSize(n, 1);
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      nodes[i] = Trigonometric.sin((2 * i + 1 - n) * Math.PI / (2 * (n + 1)));
      double sin = Trigonometric.sin(Math.min(i + 1, n - i) * Math.PI / (n + 1));
      weights[i] = Math.PI / (n + 1) * sin * sin;
    }
    return new GaussRule("chebyshev-second", nodes, new double[n], weights, -1, 1);
  }

  /**
   * Gauss-Radau: weight 1 on [-1, 1], with a node at -1.
   *
   * @param n the number of nodes, 1 to 2000
   * @return the rule
   */
  public static GaussRule radau(int n) {
    checkSize(n, 1);
    double[] nodes = new double[n];
    double[] low = new double[n];
    double[] weights = new double[n];
    nodes[0] = -1;
    weights[0] = 2.0 / ((double) n * n);
    if (n > 1) {
      GaussRule inner = jacobi("radau", n - 1, 0, 1, 2);
      DoubleDouble factor = new DoubleDouble();
      for (int i = 0; i < n - 1; i++) {
        nodes[i + 1] = inner.nodes[i];
        low[i + 1] = inner.low[i];
        factor.set(nodes[i + 1], low[i + 1]).add(1, 0);
        weights[i + 1] = inner.weights[i] / factor.high;
      }
    }
    return new GaussRule("radau", nodes, low, weights, -1, 1);
  }

  /**
   * Gauss-Lobatto: weight 1 on [-1, 1], with nodes at -1 and 1.
   *
   * @param n the number of nodes, 2 to 2000
   * @return the rule
   */
  public static GaussRule lobatto(int n) {
    checkSize(n, 2);
    double[] nodes = new double[n];
    double[] low = new double[n];
    double[] weights = new double[n];
    nodes[0] = -1;
    nodes[n - 1] = 1;
    weights[0] = 2.0 / (n * (n - 1.0));
    weights[n - 1] = weights[0];
    if (n > 2) {
      GaussRule inner = jacobi("lobatto", n - 2, 1, 1, 4 / 3.0);
      DoubleDouble factor = new DoubleDouble();
      DoubleDouble above = new DoubleDouble();
      for (int i = 0; i < n - 2; i++) {
        nodes[i + 1] = inner.nodes[i];
        low[i + 1] = inner.low[i];
        above.set(-nodes[i + 1], -low[i + 1]).add(1, 0);
        factor.set(nodes[i + 1], low[i + 1]).add(1, 0).multiply(above);
        weights[i + 1] = inner.weights[i] / factor.high;
      }
    }
    return new GaussRule("lobatto", nodes, low, weights, -1, 1);
  }

  /**
   * Clenshaw-Curtis: weight 1 on [-1, 1], nodes cos(iπ/(n - 1)). Of lower degree than Gauss rules
   * of as many nodes, and for most functions as accurate; the nodes of n contain those of (n +
   * 1)/2.
   *
   * @param n the number of nodes, 2 to 2000
   * @return the rule
   */
  public static GaussRule clenshawCurtis(int n) {
    checkSize(n, 2);
    int m = n - 1;
    double[] nodes = new double[n];
    double[] weights = new double[n];
    double[] cos = new double[2 * m];
    for (int i = 0; i < 2 * m; i++) {
      cos[i] = Trigonometric.cos(i * Math.PI / m);
    }
    for (int i = 0; i <= m; i++) {
      nodes[i] = Trigonometric.sin((2 * i - m) * Math.PI / (2 * m));
      double sum = 0;
      for (int j = m / 2; j >= 1; j--) {
        double term = cos[(int) (2L * j * i % (2L * m))] / (4.0 * j * j - 1);
        sum += 2 * j == m ? term : 2 * term;
      }
      weights[i] = (i == 0 || i == m ? 1 : 2) * (1 - sum) / m;
    }
    return new GaussRule("clenshaw-curtis", nodes, new double[n], weights, -1, 1);
  }

  /**
   * The number of nodes.
   *
   * @return n
   */
  public int size() {
    return nodes.length;
  }

  /**
   * A node.
   *
   * @param i from 0 to n-1, in increasing order of nodes
   * @return the node
   */
  public double node(int i) {
    return nodes[i];
  }

  /**
   * A weight.
   *
   * @param i from 0 to n-1
   * @return the weight of that node
   */
  public double weight(int i) {
    return weights[i];
  }

  /**
   * ∫ w(x) f(x) dx over the rule's own interval.
   *
   * @param f the integrand without the weight
   * @return the approximate integral
   * @throws IllegalArgumentException if the integrand is not finite at a node of positive weight
   */
  public double integrate(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      // Beyond the doubles nothing is left to weigh.
      if (weights[i] > 0) {
        double y = f.applyAsDouble(nodes[i]);
        if (!Double.isFinite(y)) {
          throw new IllegalArgumentException(
              "integrand is " + y + " at " + nodes[i] + ": must be finite");
        }
        sum = Math.fma(weights[i], y, sum);
      }
    }
    return sum;
  }

  /**
   * The lower end of the interval.
   *
   * @return -1, 0 or -infinity
   */
  public double from() {
    return from;
  }

  /**
   * The upper end of the interval.
   *
   * @return 1 or infinity
   */
  public double to() {
    return to;
  }

  @Override
  public String toString() {
    return name + "(" + nodes.length + ")";
  }
}
