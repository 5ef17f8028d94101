package dev.hadamard.quadrature;

/**
 * The orthonormal polynomials of a weight by their recurrence √β_(k+1) p_(k+1) = (x - α_k) p_k -
 * √β_k p_(k-1), in double-double arithmetic, and the Gauss rule that they give.
 *
 * <p>The nodes are the eigenvalues of the symmetric tridiagonal matrix of α and √β (Golub and
 * Welsch 1969), separated by bisection on the signs of Sturm's sequence, and polished by Newton's
 * method on p_n; the weights are 1/Σ p_k(x)² (Christoffel), a sum of positive terms. Double-double
 * because the recurrence loses some n units in the last place. Polynomials that grow beyond the
 * doubles, as Laguerre's far out, are scaled by powers of two on the way.
 */
final class OrthogonalPolynomials {
  private static final double BIG = 0x1p300;
  private static final int BIG_EXPONENT = 300;

  /** Bisection ends at this relative width: Newton's method has the rest. */
  private static final double COARSE = 1e-13;

  private static final int MOST_NEWTON_STEPS = 4;

  private final int n;
  private final double[] alphaHigh;
  private final double[] alphaLow;

  /** √β_k for k from 1 to n. */
  private final double[] offHigh;

  private final double[] offLow;
  private final double[] offSquare;

  private OrthogonalPolynomials(int n) {
    this.n = n;
    alphaHigh = new double[n];
    alphaLow = new double[n];
    offHigh = new double[n + 1];
    offLow = new double[n + 1];
    offSquare = new double[n + 1];
  }

  /** The coefficients of a recurrence. */
  interface Recurrence {
    /** α_k, for k from 0. */
    void alpha(int k, DoubleDouble out);

    /** β_k, for k from 1. */
    void beta(int k, DoubleDouble out);
  }

  static GaussRule rule(String name, int n, double mass, double from, double to, Recurrence r) {
    OrthogonalPolynomials p = new OrthogonalPolynomials(n);
    DoubleDouble out = new DoubleDouble();
    for (int k = 0; k < n; k++) {
      r.alpha(k, out);
      p.alphaHigh[k] = out.high;
      p.alphaLow[k] = out.low;
    }
    for (int k = 1; k <= n; k++) {
      r.beta(k, out);
      p.offSquare[k] = out.high;
      out.sqrt();
      p.offHigh[k] = out.high;
      p.offLow[k] = out.low;
    }
    double[] nodes = new double[n];
    double[] low = new double[n];
    double[] weights = new double[n];
    p.solve(nodes, low, weights, mass);
    return new GaussRule(name, nodes, low, weights, from, to);
  }

  private void solve(double[] nodes, double[] low, double[] weights, double mass) {
    // Gershgorin's bounds.
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      double radius = (k > 0 ? offHigh[k] : 0) + (k + 1 < n ? offHigh[k + 1] : 0);
      least = Math.min(least, alphaHigh[k] - radius);
      most = Math.max(most, alphaHigh[k] + radius);
    }
    double width = most - least;
    Workspace workspace = new Workspace();
    for (int i = 0; i < n; i++) {
      double a = i == 0 ? least - 1e-3 * width : nodes[i - 1];
      double b = most + 1e-3 * width;
      while (true) {
        double middle = a + (b - a) / 2;
        // Nodes near 0, as Laguerre's, need their own scale.
        if (!(middle > a && middle < b) || b - a <= COARSE * Math.abs(middle)) {
          break;
        }
        if (count(middle) > i) {
          b = middle;
        } else {
          a = middle;
        }
      }
      workspace.x.set(a + (b - a) / 2, 0);
      for (int step = 0; step < MOST_NEWTON_STEPS; step++) {
        evaluate(workspace);
        workspace.value.divide(workspace.slope);
        double move = workspace.value.high;
        workspace.x.subtract(workspace.value);
        if (Math.abs(move) <= 0x1p-80 * Math.abs(workspace.x.high)) {
          break;
        }
      }
      evaluate(workspace);
      nodes[i] = workspace.x.high;
      low[i] = workspace.x.low;
      double weight = mass / workspace.squares.high;
      weights[i] = weight * power(-2 * workspace.exponent);
    }
  }

  /** 2^e, 0 far below. */
  private static double power(int e) {
    return e < -1074 ? 0 : Math.scalb(1.0, e);
  }

  /** How many eigenvalues are below x: the signs of the pivots of the shifted matrix. */
  private int count(double x) {
    int below = 0;
    double pivot = 1;
    for (int k = 0; k < n; k++) {
      pivot = alphaHigh[k] - x - (k > 0 ? offSquare[k] / pivot : 0);
      if (pivot == 0) {
        pivot = -1e-300;
      }
      if (pivot < 0) {
        below++;
      }
    }
    return below;
  }

  private static final class Workspace {
    final DoubleDouble x = new DoubleDouble();
    final DoubleDouble value = new DoubleDouble();
    final DoubleDouble slope = new DoubleDouble();
    final DoubleDouble squares = new DoubleDouble();
    final DoubleDouble previous = new DoubleDouble();
    final DoubleDouble previousSlope = new DoubleDouble();
    final DoubleDouble shifted = new DoubleDouble();
    final DoubleDouble next = new DoubleDouble();
    final DoubleDouble nextSlope = new DoubleDouble();
    final DoubleDouble term = new DoubleDouble();

    /** The polynomials are 2^exponent times what is stored. */
    int exponent;
  }

  /** p_n, its slope, and Σ p_k² for k below n at x, with p_0 = 1. */
  private void evaluate(Workspace w) {
    w.value.set(1, 0);
    w.slope.set(0, 0);
    w.squares.set(0, 0);
    w.previous.set(0, 0);
    w.previousSlope.set(0, 0);
    w.exponent = 0;
    for (int k = 0; k < n; k++) {
      w.squares.add(w.term.set(w.value).multiply(w.value));
      w.shifted.set(w.x).add(-alphaHigh[k], -alphaLow[k]);
      w.next.set(w.shifted).multiply(w.value);
      w.nextSlope.set(w.shifted).multiply(w.slope).add(w.value);
      if (k > 0) {
        w.next.subtract(w.term.set(w.previous).multiply(offHigh[k], offLow[k]));
        w.nextSlope.subtract(w.term.set(w.previousSlope).multiply(offHigh[k], offLow[k]));
      }
      w.previous.set(w.value);
      w.previousSlope.set(w.slope);
      w.value.set(w.next).divide(offHigh[k + 1], offLow[k + 1]);
      w.slope.set(w.nextSlope).divide(offHigh[k + 1], offLow[k + 1]);
      if (Math.abs(w.value.high) > BIG || Math.abs(w.slope.high) > BIG) {
        double shrink = 1 / BIG;
        w.value.scale(shrink);
        w.slope.scale(shrink);
        w.previous.scale(shrink);
        w.previousSlope.scale(shrink);
        w.squares.scale(shrink).scale(shrink);
        w.exponent += BIG_EXPONENT;
      }
    }
  }
}
