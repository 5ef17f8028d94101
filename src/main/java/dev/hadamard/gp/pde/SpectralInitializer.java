package dev.hadamard.gp.pde;

import dev.hadamard.gp.MatrixPencil;
import dev.hadamard.gp.MatrixPencil.Exponent;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import java.util.ArrayList;
import java.util.List;

/**
 * The frequencies of a problem's data along each axis: those of the source on lines along the axis,
 * and of the boundary values along the edges, which matter when the source is 0.
 */
final class SpectralInitializer {
  private static final int MAX_LINES = 40;

  /** A source that is a function is sampled more finely than the grid, up to about this many. */
  private static final int FINE = 800;

  /** So many exponentials are kept at most. */
  private static final int FEW = 24;

  private SpectralInitializer() {}

  /** Values on the product of points, last axis fastest. */
  @FunctionalInterface
  interface Field {
    double[] on(double[][] points);
  }

  /**
   * What was found.
   *
   * @param frequencies for each axis, ascending, in cycles per unit length
   * @param damped for each axis, waves and exponentials that grow or decay along it
   */
  record Detected(double[][] frequencies, List<List<Exponent>> damped) {}

  /** The source and the conditions, not aliased by the grid. */
  static Detected detect(PdeProblem problem, double tolerance) {
    return detect(problem, problem::source, tolerance, FINE);
  }

  /** A field and the conditions, from lines of about so many points. */
  static Detected detect(PdeProblem problem, Field field, double tolerance, int length) {
    double[][] found = new double[problem.dimension()][];
    List<List<Exponent>> damped = new ArrayList<>();
    for (int d = 0; d < found.length; d++) {
      UniformAxis axis = problem.axes().get(d);
      int factor = Math.clamp(length / axis.size(), 1, 16);
      UniformAxis fine = axis.withSize((axis.size() - 1) * factor + 1);
      double[][] points = new double[found.length][];
      int lines = 1;
      for (int e = found.length - 1; e >= 0; e--) {
        if (e == d) {
          points[e] = fine.points();
        } else {
          int most = found.length == 2 ? MAX_LINES : 6;
          points[e] = thinned(problem.axes().get(e), most);
          lines *= points[e].length;
        }
      }
      List<double[]> series = series(problem, d, fine, lines(field.on(points), points, d, lines));
      if (series.isEmpty()) {
        found[d] = new double[1];
        damped.add(List.of());
        continue;
      }
      List<Exponent> all =
          MatrixPencil.exponents(series, fine.spacing(), tolerance).stream()
              .filter(e -> e.frequency() <= 0.98 * fine.nyquist())
              .toList();
      double[] f = all.stream().mapToDouble(Exponent::frequency).toArray();
      found[d] = MatrixPencil.distinct(f, 0.05 / fine.length());
      damped.add(damped(all, fine));
    }
    return new Detected(found, damped);
  }

  /**
   * Those that change by more than a factor of e along the axis, each once. Many of them are not
   * what the data are made of, but what approximates them.
   */
  private static List<Exponent> damped(List<Exponent> all, UniformAxis axis) {
    List<Exponent> kept = new ArrayList<>();
    for (Exponent e : all) {
      double rate = Math.abs(e.rate());
      // A change of e⁵ from point to point is no series any more.
      if (rate * axis.length() < 1 || rate * axis.spacing() > 5) {
        continue;
      }
      boolean known = false;
      for (Exponent k : kept) {
        double distance =
            Math.abs(k.rate() - e.rate()) + 2 * Math.PI * Math.abs(k.frequency() - e.frequency());
        known |= distance * axis.length() < 0.05;
      }
      if (!known) {
        double f = e.frequency() * axis.length() < 1e-6 ? 0 : e.frequency();
        kept.add(new Exponent(e.rate(), f));
      }
    }
    return kept.size() > FEW ? List.of() : kept;
  }

  private static double[] thinned(UniformAxis axis, int most) {
    int count = Math.min(most, axis.size());
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = axis.point((int) ((long) i * (axis.size() - 1) / (count - 1)));
    }
    return x;
  }

  private static List<double[]> lines(double[] values, double[][] points, int d, int count) {
    int n = points[d].length;
    int right = 1;
    for (int e = d + 1; e < points.length; e++) {
      right *= points[e].length;
    }
    List<double[]> lines = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      double[] line = new double[n];
      int from = k / right * n * right + k % right;
      for (int i = 0; i < n; i++) {
        line[i] = values[from + i * right];
      }
      lines.add(line);
    }
    return lines;
  }

  /** The source on lines and the values of the conditions along edges. */
  private static List<double[]> series(
      PdeProblem problem, int d, UniformAxis axis, List<double[]> source) {
    List<double[]> series = new ArrayList<>();
    normalised(source, series);
    if (problem.dimension() > 1) {
      List<double[]> edges = new ArrayList<>();
      for (PdeProblem.Condition c : problem.conditions()) {
        if (c.axis() != d) {
          edges.addAll(edges(problem, c, d, axis));
        }
      }
      normalised(edges, series);
    }
    return series;
  }

  /** The values of a condition along an axis, at the ends of all others. */
  private static List<double[]> edges(
      PdeProblem problem, PdeProblem.Condition c, int d, UniformAxis axis) {
    int dimension = problem.dimension();
    double[][] points = new double[dimension][];
    int count = 1;
    for (int e = 0; e < dimension; e++) {
      UniformAxis a = problem.axes().get(e);
      if (e == d) {
        points[e] = axis.points();
      } else if (e == c.axis()) {
        points[e] = new double[] {c.upper() ? a.to() : a.from()};
      } else {
        points[e] = new double[] {a.from(), a.point(a.size() / 3), a.to()};
        count *= 3;
      }
    }
    return lines(PdeProblem.sample("condition on a face", c.value(), points), points, d, count);
  }

  /** Adds series, all divided by the largest value of any. */
  private static void normalised(List<double[]> from, List<double[]> to) {
    double largest = 0;
    for (double[] y : from) {
      largest = Math.max(largest, Reductions.maxAbs(y));
    }
    if (largest > 0) {
      for (double[] y : from) {
        Blas1.scale(1 / largest, y);
        to.add(y);
      }
    }
  }
}
