package dev.hadamard.gp.pde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.Matrices;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;

/** The joint objective against automatic differentiation, and what must not change it. */
class JointObjectiveLawsTest {
  private static final double JITTER = 1e-3;
  private static final double BOUNDARY_WEIGHT = 7;

  /** u_xx + c(x) u_x + 0.5 u_yy - 0.7 u_xy (+ u³ - u) = F; without y for one axis. */
  private record Model(
      UniformAxis[] axes,
      boolean gaussian,
      int components,
      boolean nonlinear,
      double[] source,
      double[] count,
      double[] boundary) {

    static Model random(
        int n0, int n1, int components, boolean gaussian, boolean cubic, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      UniformAxis first = new UniformAxis(-0.3, 0.6 + random.nextDouble(), n0);
      UniformAxis[] axes =
          n1 == 1
              ? new UniformAxis[] {first}
              : new UniformAxis[] {first, new UniformAxis(0, 0.5 + random.nextDouble(), n1)};
      double[] count = new double[n0 * n1];
      for (int i = 0; i < n0; i++) {
        for (int j = 0; j < n1; j++) {
          count[i * n1 + j] = i == 0 || i == n0 - 1 ? 1 : 0;
          if (n1 > 1 && (j == 0 || j == n1 - 1)) {
            count[i * n1 + j]++;
          }
        }
      }
      double[] boundary = random.doubles((long) n0 * n1, -1, 1).toArray();
      return new Model(
          axes,
          gaussian,
          components,
          cubic,
          random.doubles((long) n0 * n1, -3, 3).toArray(),
          count,
          boundary);
    }

    int points() {
      return source.length;
    }

    Spectrum spectrum() {
      return gaussian ? Spectrum.gaussian() : Spectrum.studentT(5);
    }

    double[] variables(long seed) {
      SplittableRandom random = new SplittableRandom(seed + 1);
      double[] x = new double[points() + 3 * components * axes.length + 2];
      for (int i = 0; i < points(); i++) {
        x[i] = random.nextDouble(-1, 1);
      }
      for (int d = 0; d < axes.length; d++) {
        int at = points() + 3 * components * d;
        for (int q = 0; q < components; q++) {
          x[at + q] = random.nextDouble(-1, 0.5);
          x[at + components + q] = random.nextDouble(0.5, 2);
          x[at + 2 * components + q] = random.nextDouble(0, 2);
        }
      }
      x[x.length - 2] = random.nextDouble(-1, 1);
      x[x.length - 1] = random.nextDouble(-2, 0);
      return x;
    }

    JointObjective objective() {
      PdeProblem.Builder b = PdeProblem.onAny(axes);
      if (axes.length == 1) {
        b.term(1, 2).term(p -> 1 + p[0], 1);
      } else {
        b.term(1, 2, 0).term(p -> 1 + p[0], 1, 0).term(0.5, 0, 2).term(-0.7, 1, 1);
      }
      if (nonlinear) {
        b.nonlinearity(u -> u * (u * u - 1), u -> 3 * u * u - 1);
      }
      return new JointObjective(b.dirichlet(p -> 0).build(), options(), source, count, boundary);
    }

    GpHmOptions options() {
      return new GpHmOptions(
          GpHmOptions.Mode.JOINT_ADAM,
          spectrum(),
          components,
          1,
          1,
          0.01,
          BOUNDARY_WEIGHT,
          JITTER,
          true,
          false,
          0,
          1e-9,
          Progress.none());
    }

    /** K^(m) of an axis from the formulas of the orders 0, 1 and 2, written with arrays. */
    private NdArray covariance(NdArray x, int d, int order) {
      int n = axes[d].size();
      double h = axes[d].length() / (n - 1);
      double[] distance = new double[n * n];
      double[] side = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          distance[i * n + j] = h * Math.abs(i - j);
          side[i * n + j] = Integer.signum(i - j);
        }
      }
      NdArray lag = NdArray.wrap(distance, n, n);
      NdArray sum = NdArray.zeros(n, n);
      int from = points() + 3 * components * d;
      for (int q = 0; q < components; q++) {
        NdArray w = x.at(from + q).exp();
        NdArray scale = x.at(from + components + q).exp();
        NdArray theta = x.at(from + 2 * components + q).times(2 * Math.PI);
        NdArray g;
        NdArray g1;
        NdArray g2;
        if (gaussian) {
          g = lag.square().times(scale).negate().exp();
          g1 = lag.times(scale).times(-2).times(g);
          g2 = lag.times(scale).square().times(4).minus(scale.times(2)).times(g);
        } else {
          NdArray b = scale.times(Math.sqrt(5));
          NdArray r = lag.times(b);
          NdArray e = r.negate().exp();
          g = r.plus(1).plus(r.square().dividedBy(3)).times(e);
          g1 = r.plus(r.square()).times(e).times(b).dividedBy(-3);
          g2 = r.plus(1).minus(r.square()).times(e).times(b.square()).dividedBy(-3);
        }
        NdArray c = lag.times(theta).cos();
        NdArray s = lag.times(theta).sin();
        NdArray k =
            switch (order) {
              case 0 -> g.times(c);
              case 1 -> g1.times(c).minus(g.times(theta).times(s)).times(NdArray.wrap(side, n, n));
              default ->
                  g2.minus(g.times(theta.square()))
                      .times(c)
                      .minus(g1.times(theta).times(s).times(2));
            };
        sum = sum.plus(k.times(w));
      }
      return sum;
    }

    /** The objective as the paper defines it, with dense inverses. */
    NdArray value(NdArray x) {
      int n0 = axes[0].size();
      int n1 = axes.length == 1 ? 1 : axes[1].size();
      NdArray u = x.slice(0, 0, points()).reshape(n0, n1);
      NdArray c0 = covariance(x, 0, 0).plus(NdArray.identity(n0).times(JITTER));
      NdArray a0 = c0.inverse();
      NdArray k1 = covariance(x, 0, 1).matmul(a0);
      NdArray k2 = covariance(x, 0, 2).matmul(a0);
      NdArray ux = k1.matmul(u);
      double[] coefficient = new double[points()];
      for (int i = 0; i < coefficient.length; i++) {
        coefficient[i] = 1 + axes[0].point(i / n1);
      }
      NdArray residual =
          k2.matmul(u)
              .plus(ux.times(NdArray.wrap(coefficient, n0, n1)))
              .minus(NdArray.wrap(source, n0, n1));
      NdArray alpha = a0.matmul(u);
      NdArray logDet = c0.logDet().times(n1);
      if (axes.length == 2) {
        NdArray c1 = covariance(x, 1, 0).plus(NdArray.identity(n1).times(JITTER));
        NdArray a1 = c1.inverse();
        NdArray l1 = covariance(x, 1, 1).matmul(a1);
        NdArray l2 = covariance(x, 1, 2).matmul(a1);
        residual =
            residual
                .plus(u.matmulTranspose(l2).times(0.5))
                .minus(ux.matmulTranspose(l1).times(0.7));
        alpha = alpha.matmul(a1);
        logDet = logDet.plus(c1.logDet().times(n0));
      }
      if (nonlinear) {
        residual = residual.plus(u.square().minus(1).times(u));
      }
      NdArray misfit =
          u.minus(NdArray.wrap(boundary, n0, n1)).square().times(NdArray.wrap(count, n0, n1)).sum();
      NdArray logTau1 = x.at(x.size() - 2);
      NdArray logTau2 = x.at(x.size() - 1);
      NdArray boundaryPart =
          logTau1.times(Arrays.stream(count).sum()).minus(logTau1.exp().times(misfit));
      NdArray equationPart =
          logTau2.times(points()).minus(logTau2.exp().times(residual.squaredNorm()));
      return logDet
          .plus(u.times(alpha).sum())
          .minus(boundaryPart.times(BOUNDARY_WEIGHT))
          .minus(equationPart)
          .times(0.5);
    }
  }

  private static double largest(double[] v) {
    return Arrays.stream(v).map(Math::abs).max().orElse(0);
  }

  @Property(tries = 40)
  void automaticDifferentiation(
      @ForAll @IntRange(min = 3, max = 7) int n0,
      @ForAll @IntRange(min = 1, max = 6) int columns,
      @ForAll @IntRange(min = 1, max = 4) int components,
      @ForAll boolean gaussian,
      @ForAll boolean nonlinear,
      @ForAll long seed) {
    // One axis, or a second one with at least 3 points.
    int n1 = columns < 3 ? 1 : columns;
    Model m = Model.random(n0, n1, components, gaussian, nonlinear, seed);
    double[] x = m.variables(seed);
    Autodiff.ValueAndGradient expected =
        Autodiff.valueAndGradient(m::value, NdArray.wrap(x.clone(), x.length));
    double[] gradient = new double[x.length];
    double value = m.objective().valueAndGradient(x, gradient);
    double[] g = expected.gradient().toArray();
    assertEquals(expected.value().value(), value, 1e-10 * Math.max(1, Math.abs(value)));
    assertArrayEquals(g, gradient, 1e-9 * largest(g));
  }

  /** The evidence as a Gaussian integral: -½ b'H⁻¹b + ½ log|H| and what does not depend on U. */
  private static NdArray minusLogEvidence(Model m, NdArray x, boolean integrated) {
    int n = m.points();
    NdArray c0 = m.covariance(x, 0, 0).plus(NdArray.identity(n).times(JITTER));
    NdArray a0 = c0.inverse();
    double[] coefficient = new double[n * n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(coefficient, i * n, (i + 1) * n, 1 + m.axes[0].point(i));
    }
    NdArray a =
        m.covariance(x, 0, 2)
            .plus(m.covariance(x, 0, 1).times(NdArray.wrap(coefficient, n, n)))
            .matmul(a0);
    double[] diagonal = new double[n * n];
    double[] weighted = new double[n];
    double squares = 0;
    double terms = 0;
    for (int i = 0; i < n; i++) {
      diagonal[i * n + i] = BOUNDARY_WEIGHT * m.count[i];
      weighted[i] = BOUNDARY_WEIGHT * m.count[i] * m.boundary[i];
      squares += weighted[i] * m.boundary[i];
      terms += BOUNDARY_WEIGHT * m.count[i];
    }
    NdArray f = NdArray.wrap(m.source.clone(), n, 1);
    NdArray logTau1 = x.at(x.size() - 2);
    NdArray logTau2 = x.at(x.size() - 1);
    NdArray tau1 = logTau1.exp();
    NdArray tau2 = logTau2.exp();
    NdArray at = a.transpose();
    NdArray h = a0.plus(NdArray.wrap(diagonal, n, n).times(tau1)).plus(at.matmul(a).times(tau2));
    NdArray b = NdArray.wrap(weighted, n, 1).times(tau1).plus(at.matmul(f).times(tau2));
    NdArray value =
        tau1.times(squares)
            .plus(f.squaredNorm().times(tau2))
            .minus(h.inverse().matmul(b).times(b).sum())
            .plus(c0.logDet())
            .minus(logTau1.times(terms))
            .minus(logTau2.times(n));
    return (integrated ? value.plus(h.logDet()) : value).times(0.5);
  }

  @Property(tries = 40)
  void evidenceByAutomaticDifferentiation(
      @ForAll @IntRange(min = 3, max = 8) int n,
      @ForAll @IntRange(min = 1, max = 3) int components,
      @ForAll boolean gaussian,
      @ForAll boolean integrated,
      @ForAll long seed) {
    Model m = Model.random(n, 1, components, gaussian, false, seed);
    double[] x = m.variables(seed);
    Autodiff.ValueAndGradient expected =
        Autodiff.valueAndGradient(
            z -> minusLogEvidence(m, z, integrated), NdArray.wrap(x.clone(), x.length));
    JointObjective.Profile p = m.objective().profile(x, integrated);
    double[] g = expected.gradient().toArray();
    double value = expected.value().value();
    assertEquals(value, p.value(), 1e-9 * Math.max(1, Math.abs(value)));
    assertArrayEquals(g, p.gradient(), 1e-8 * Math.max(1, largest(g)));
  }

  /**
   * Several axes: central differences of the value, which is compared with references elsewhere.
   */
  @Property(tries = 15)
  void evidenceInThePlane(
      @ForAll @IntRange(min = 3, max = 5) int n0,
      @ForAll @IntRange(min = 3, max = 4) int n1,
      @ForAll boolean gaussian,
      @ForAll long seed) {
    Model m = Model.random(n0, n1, 2, gaussian, false, seed);
    double[] x = m.variables(seed);
    JointObjective objective = m.objective();
    double[] g = objective.profile(x, true).gradient();
    double size = Math.max(1, largest(g));
    for (int i = m.points(); i < x.length; i++) {
      double[] y = x.clone();
      double step = 1e-4;
      y[i] = x[i] + step;
      double above = objective.profile(y, true).value();
      y[i] = x[i] - step;
      double below = objective.profile(y, true).value();
      assertEquals((above - below) / (2 * step), g[i], 1e-5 * size, "variable " + i);
    }
  }

  /** In weight space the prior 1/w is Σ log w more, and U* does not change. */
  @Property(tries = 20)
  void jeffreysInWeightSpace(@ForAll boolean plane, @ForAll long seed) {
    Model m = Model.random(4, plane ? 3 : 1, 2, true, true, seed);
    double[] x = m.variables(seed);
    double[] plain = new double[x.length];
    double[] other = new double[x.length];
    double value = m.objective().valueAndGradient(x, plain);
    JointObjective objective = m.objective();
    JointObjective weight =
        new JointObjective(
            objective.problem(),
            m.options().withJeffreysInWeightSpace(true),
            m.source,
            m.count,
            m.boundary);
    double sum = 0;
    for (int d = 0; d < m.axes.length; d++) {
      for (int q = 0; q < 2; q++) {
        int at = m.points() + 6 * d + q;
        sum += x[at];
        plain[at]++;
      }
    }
    assertEquals(value + sum, weight.valueAndGradient(x, other), 1e-12 * (Math.abs(value) + 10));
    assertArrayEquals(plain, other, 1e-12 * Math.max(1, largest(plain)));
  }

  /** In τ the objective is a - b log τ + c τ, with c the squares, which are computed here. */
  @Property(tries = 30)
  void precisions(
      @ForAll @IntRange(min = 3, max = 9) int n,
      @ForAll boolean plane,
      @ForAll @DoubleRange(min = 0.1, max = 10) double factor,
      @ForAll long seed) {
    Model m = Model.random(n, plane ? 4 : 1, 2, true, true, seed);
    double[] x = m.variables(seed);
    double[] gradient = new double[x.length];
    JointObjective objective = m.objective();
    double value = objective.valueAndGradient(x, gradient);
    double misfit = 0;
    for (int i = 0; i < m.points(); i++) {
      double e = x[i] - m.boundary[i];
      misfit += m.count[i] * e * e;
    }
    double terms = Arrays.stream(m.count).sum();
    double squares = m.points() * (objective.meanSquares() - misfit / terms);
    double tau1 = StrictMath.exp(x[x.length - 2]);
    double tau2 = StrictMath.exp(x[x.length - 1]);
    double size = Math.max(1, largest(gradient));
    assertEquals(
        -0.5 * BOUNDARY_WEIGHT * (terms - tau1 * misfit), gradient[x.length - 2], 1e-10 * size);
    assertEquals(-0.5 * (m.points() - tau2 * squares), gradient[x.length - 1], 1e-10 * size);
    double log = StrictMath.log(factor);
    for (int last = 1; last <= 2; last++) {
      double[] scaled = x.clone();
      scaled[x.length - last] += log;
      double change = objective.valueAndGradient(scaled, new double[x.length]) - value;
      double expected =
          last == 1
              ? 0.5 * ((factor - 1) * tau2 * squares - m.points() * log)
              : 0.5 * BOUNDARY_WEIGHT * ((factor - 1) * tau1 * misfit - terms * log);
      assertEquals(expected, change, 1e-10 * (Math.abs(value) + Math.abs(expected) + 1));
    }
  }

  /** The order of the components matters neither to the value nor, put in order, the gradient. */
  @Property(tries = 30)
  void componentsInAnyOrder(
      @ForAll @IntRange(min = 2, max = 5) int components,
      @ForAll boolean gaussian,
      @ForAll boolean plane,
      @ForAll long seed) {
    Model m = Model.random(6, plane ? 5 : 1, components, gaussian, false, seed);
    double[] x = m.variables(seed);
    double[] turned = turned(x, m.points(), components);
    double[] gradient = new double[x.length];
    double[] other = new double[x.length];
    JointObjective objective = m.objective();
    double value = objective.valueAndGradient(x, gradient);
    assertEquals(value, objective.valueAndGradient(turned, other), 1e-10 * (1 + Math.abs(value)));
    assertArrayEquals(turned(gradient, m.points(), components), other, 1e-9 * largest(gradient));
  }

  /** Component q goes to the place of q + 1, along each axis and in each block. */
  private static double[] turned(double[] x, int points, int components) {
    double[] y = x.clone();
    for (int block = points; block + components <= x.length - 2; block += components) {
      for (int q = 0; q < components; q++) {
        y[block + (q + 1) % components] = x[block + q];
      }
    }
    return y;
  }

  /** F, g, u → -F, -g, -u: the same value, the gradient in u changes its sign. */
  @Property(tries = 30)
  void signOfTheData(@ForAll boolean gaussian, @ForAll boolean plane, @ForAll long seed) {
    Model m = Model.random(6, plane ? 5 : 1, 2, gaussian, true, seed);
    Model opposite =
        new Model(
            m.axes,
            gaussian,
            2,
            true,
            negated(m.source, m.points()),
            m.count,
            negated(m.boundary, m.points()));
    double[] x = m.variables(seed);
    double[] gradient = new double[x.length];
    double[] other = new double[x.length];
    double value = m.objective().valueAndGradient(x, gradient);
    double same = opposite.objective().valueAndGradient(negated(x, m.points()), other);
    assertEquals(value, same, 1e-12 * (1 + Math.abs(value)));
    assertArrayEquals(negated(gradient, m.points()), other, 1e-12 * largest(gradient));
  }

  private static double[] negated(double[] x, int count) {
    double[] y = x.clone();
    for (int i = 0; i < count; i++) {
      y[i] = -y[i];
    }
    return y;
  }

  /** The axes may be exchanged, with everything that belongs to them. */
  @Property(tries = 30)
  void axesInAnyOrder(
      @ForAll @IntRange(min = 3, max = 7) int n0,
      @ForAll @IntRange(min = 3, max = 7) int n1,
      @ForAll boolean gaussian,
      @ForAll long seed) {
    Model m = Model.random(n0, n1, 2, gaussian, true, seed);
    PdeProblem.Builder ab = PdeProblem.onAny(m.axes[0], m.axes[1]);
    PdeProblem.Builder ba = PdeProblem.onAny(m.axes[1], m.axes[0]);
    ab.term(1, 2, 0).term(p -> 1 + p[0] * p[1] * p[1], 0, 1).term(0.3, 1, 2);
    ba.term(1, 0, 2).term(p -> 1 + p[1] * p[0] * p[0], 1, 0).term(0.3, 2, 1);
    JointObjective first =
        new JointObjective(
            ab.dirichlet(p -> 0).build(), m.options(), m.source, m.count, m.boundary);
    JointObjective second =
        new JointObjective(
            ba.dirichlet(p -> 0).build(),
            m.options(),
            transposed(m.source, n0, n1),
            transposed(m.count, n0, n1),
            transposed(m.boundary, n0, n1));
    double[] x = m.variables(seed);
    double[] gradient = new double[x.length];
    double[] other = new double[x.length];
    double value = first.valueAndGradient(x, gradient);
    double same = second.valueAndGradient(exchanged(x, n0, n1), other);
    assertEquals(value, same, 1e-9 * (1 + Math.abs(value)));
    assertArrayEquals(exchanged(gradient, n0, n1), other, 1e-9 * largest(gradient));
  }

  private static double[] transposed(double[] v, int n0, int n1) {
    double[] t = new double[v.length];
    for (int i = 0; i < n0; i++) {
      for (int j = 0; j < n1; j++) {
        t[j * n0 + i] = v[i * n1 + j];
      }
    }
    return t;
  }

  private static double[] exchanged(double[] x, int n0, int n1) {
    int points = n0 * n1;
    double[] y = x.clone();
    System.arraycopy(transposed(Arrays.copyOf(x, points), n0, n1), 0, y, 0, points);
    int each = (x.length - 2 - points) / 2;
    System.arraycopy(x, points, y, points + each, each);
    System.arraycopy(x, points + each, y, points, each);
    return y;
  }

  /**
   * The features of three Gauss-Hermite nodes approximate the covariance of a narrow Gaussian
   * spectrum with an error of order z⁶, z = 2πρ|Ω|: half the bandwidth, a 64th of the error.
   */
  @Property(tries = 20)
  void featuresApproachTheCovariance(
      @ForAll @DoubleRange(min = 0, max = 5) double frequency,
      @ForAll @DoubleRange(min = 0.3, max = 3) double length,
      @ForAll @IntRange(min = 0, max = 2) int order) {
    UniformAxis axis = new UniformAxis(-1, length - 1, 12);
    double z = 0.4;
    double coarse = featureError(axis, frequency, z / (2 * Math.PI * length), order);
    double fine = featureError(axis, frequency, z / (4 * Math.PI * length), order);
    double size = StrictMath.pow(2 * Math.PI * frequency + 6 / length, order);
    // The sixth moment of the rule is 9, that of the normal law 15: 6 z⁶/6! for order 0.
    double leading = StrictMath.pow(z, 6) / 120 * size;
    assertTrue(coarse <= 1.1 * leading, () -> coarse + " for " + leading);
    assertTrue(fine <= coarse / 55 + 1e-13 * size, () -> coarse + " then " + fine);
  }

  private static double featureError(UniformAxis axis, double frequency, double rho, int order) {
    AxisBasis basis = new AxisBasis.GaussHermite(axis, new double[] {frequency}, rho);
    DMatrixRMaj features = basis.at(axis.points(), 0);
    DMatrixRMaj derivatives = basis.at(axis.points(), order);
    DMatrixRMaj product = new DMatrixRMaj(axis.size(), axis.size());
    Matrices.multiplyAdd(1, Transpose.NO, derivatives, Transpose.YES, features, 0, product);
    SpectralMixtureKernel kernel =
        SpectralMixtureKernel.fromSpectral(
            Spectrum.gaussian(), new double[] {1}, new double[] {frequency}, new double[] {rho});
    DMatrixRMaj exact = kernel.matrix(order, axis);
    double error = 0;
    for (int i = 0; i < product.data.length; i++) {
      error = Math.max(error, Math.abs(product.data[i] - exact.data[i]));
    }
    return error;
  }
}
