package dev.hadamard.gp.pde;

import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Equations with known solutions: those of the paper, and more. */
public final class PdeBenchmarks {
  private static final double TWO_PI = 2 * Math.PI;

  /**
   * An equation with its exact solution.
   *
   * @param id its name
   * @param description the equation and the solution
   * @param fromPaper whether it is one of the paper
   * @param problem the equation on its usual grid
   * @param exact the solution
   * @param frequencyScale where the paper's optimiser starts: the highest of equally spaced
   *     frequencies
   * @param boundaryWeight the paper's weight of the boundary
   */
  public record Benchmark(
      String id,
      String description,
      boolean fromPaper,
      PdeProblem problem,
      ToDoubleFunction<double[]> exact,
      double frequencyScale,
      double boundaryWeight) {
    /**
     * The error of a solution on 300 equally spaced points along each axis (40 if there are three).
     *
     * @param solution the solution
     * @return its error
     */
    public Errors errors(GpPdeSolution solution) {
      int n = problem.dimension() == 3 ? 40 : 300;
      double[][] points =
          solution.problem().axes().stream()
              .map(a -> a.withSize(n).points())
              .toArray(double[][]::new);
      double[] truth = PdeProblem.sample("exact", exact, points);
      return Errors.of(solution.onGrid(points), truth);
    }
  }

  /**
   * A deviation.
   *
   * @param relativeL2 the norm of the deviation over that of the truth
   * @param max the largest deviation
   */
  public record Errors(double relativeL2, double max) {
    /**
     * The deviation of values from true ones.
     *
     * @param values the values
     * @param truth the true ones
     * @return the deviation
     */
    public static Errors of(double[] values, double[] truth) {
      double[] difference = values.clone();
      dev.hadamard.kernel.Blas1.axpy(-1, truth, difference);
      return new Errors(
          dev.hadamard.kernel.Reductions.norm(difference)
              / dev.hadamard.kernel.Reductions.norm(truth),
          dev.hadamard.kernel.Reductions.maxAbs(difference));
    }
  }

  /** A function of one variable with its first two derivatives. */
  private record Smooth(
      DoubleUnaryOperator value, DoubleUnaryOperator first, DoubleUnaryOperator second) {
    static Smooth sine(double amplitude, double k, double phase) {
      return new Smooth(
          x -> amplitude * Trigonometric.sin(k * x + phase),
          x -> amplitude * k * Trigonometric.cos(k * x + phase),
          x -> -amplitude * k * k * Trigonometric.sin(k * x + phase));
    }

    static Smooth cosine(double amplitude, double k) {
      return new Smooth(
          x -> amplitude * Trigonometric.cos(k * x),
          x -> -amplitude * k * Trigonometric.sin(k * x),
          x -> -amplitude * k * k * Trigonometric.cos(k * x));
    }

    Smooth plus(Smooth o) {
      return new Smooth(
          x -> value.applyAsDouble(x) + o.value.applyAsDouble(x),
          x -> first.applyAsDouble(x) + o.first.applyAsDouble(x),
          x -> second.applyAsDouble(x) + o.second.applyAsDouble(x));
    }

    Smooth times(Smooth o) {
      return new Smooth(
          x -> value.applyAsDouble(x) * o.value.applyAsDouble(x),
          x ->
              first.applyAsDouble(x) * o.value.applyAsDouble(x)
                  + value.applyAsDouble(x) * o.first.applyAsDouble(x),
          x ->
              second.applyAsDouble(x) * o.value.applyAsDouble(x)
                  + 2 * first.applyAsDouble(x) * o.first.applyAsDouble(x)
                  + value.applyAsDouble(x) * o.second.applyAsDouble(x));
    }

    double at(double x) {
      return value.applyAsDouble(x);
    }

    double second(double x) {
      return second.applyAsDouble(x);
    }
  }

  private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

  static {
    Smooth sin100 = Smooth.sine(1, 100, 0);
    Smooth sinCos = Smooth.sine(1, 6, 0).times(Smooth.cosine(1, 100));
    Smooth x = new Smooth(t -> t, t -> 1, t -> 0);
    Smooth two = Smooth.sine(1, 1, 0).plus(Smooth.sine(0.1, 20, 0));
    Smooth parabola = new Smooth(t -> -2 * (t - 0.5) * (t - 0.5), t -> -4 * (t - 0.5), t -> -4);
    poisson("single_sin", "sin 100x", TWO_PI, 400, sin100, 20, true);
    poisson("sin_cos", "sin 6x cos 100x", TWO_PI, 400, sinCos, 20, true);
    poisson("x_time_sinx", "x sin 200x", TWO_PI, 900, x.times(Smooth.sine(1, 200, 0)), 50, true);
    poisson(
        "mix_sin",
        "sin x + 0.1 sin 20x + 0.05 sin 100x",
        1,
        200,
        two.plus(Smooth.sine(0.05, 100, 0)),
        30,
        true);
    poisson(
        "mix_sin_cos",
        "sin x + 0.1 sin 20x + 0.05 cos 100x (as the figures of the paper say)",
        1,
        200,
        two.plus(Smooth.cosine(0.05, 100)),
        30,
        true);
    poisson(
        "x2_add_sinx",
        "sin 500x - 2(x - 1/2)^2",
        1,
        200,
        Smooth.sine(1, 500, 0).plus(parabola),
        100,
        true);
    allenCahn("single_sin", "sin 100x", sin100);
    allenCahn("sin_cos", "sin 6x cos 100x", sinCos);
    Smooth cos100 = Smooth.cosine(1, 100);
    product("poisson_2d-sin_sin", "sin 100x sin 100y", TWO_PI, 400, 20, sin100, sin100, false);
    product("poisson_2d-sin_cos", "sin 100x cos 100y", 1, 200, 20, sin100, cos100, false);
    Smooth addCos = Smooth.sine(1, 6, 0).times(Smooth.cosine(1, 20));
    add(
        "poisson_2d-sin_add_cos",
        "u_xx + u_yy = f, u = sin 6x cos 20x + sin 6y cos 20y",
        true,
        laplace(square(TWO_PI, 200)).source(p -> addCos.second(p[0]) + addCos.second(p[1])),
        p -> addCos.at(p[0]) + addCos.at(p[1]),
        20,
        200);
    Smooth mix = two.plus(cos100);
    product(
        "allencahn_2d-mix-sincos",
        "(sin x + 0.1 sin 20x + cos 100x)(the same in y)",
        1,
        200,
        30,
        mix,
        mix,
        true);
    add(
        "advection-sin",
        "200 u_x + u_t = 0, u = sin(x - 200t)",
        true,
        PdeProblem.on(square(1, 200)).term(200, 1, 0).term(1, 0, 1),
        p -> Trigonometric.sin(p[0] - 200 * p[1]),
        40,
        500);
    more();
  }

  private PdeBenchmarks() {}

  private static UniformAxis[] square(double length, int n) {
    return new UniformAxis[] {new UniformAxis(0, length, n), new UniformAxis(0, length, n)};
  }

  private static PdeProblem.Builder laplace(UniformAxis... axes) {
    PdeProblem.Builder b = PdeProblem.on(axes);
    for (int d = 0; d < axes.length; d++) {
      int[] orders = new int[axes.length];
      orders[d] = 2;
      b.term(1, orders);
    }
    return b;
  }

  private static PdeProblem.Builder cubic(PdeProblem.Builder b) {
    return b.nonlinearity(u -> u * (u * u - 1), u -> 3 * u * u - 1);
  }

  private static void poisson(
      String name, String u, double length, int n, Smooth s, double scale, boolean paper) {
    add(
        "poisson_1d-" + name,
        "u'' = f, u = " + u,
        paper,
        laplace(new UniformAxis(0, length, n)).source(p -> s.second(p[0])),
        p -> s.at(p[0]),
        scale,
        200);
  }

  private static void allenCahn(String name, String u, Smooth s) {
    add(
        "allencahn_1d-" + name,
        "u'' + u(u^2 - 1) = f, u = " + u,
        true,
        cubic(laplace(new UniformAxis(0, TWO_PI, 400)))
            .source(
                p -> {
                  double v = s.at(p[0]);
                  return s.second(p[0]) + v * (v * v - 1);
                }),
        p -> s.at(p[0]),
        20,
        200);
  }

  private static void product(
      String id, String u, double length, int n, double scale, Smooth a, Smooth b, boolean cubed) {
    ToDoubleFunction<double[]> exact = p -> a.at(p[0]) * b.at(p[1]);
    PdeProblem.Builder builder = laplace(square(length, n));
    if (cubed) {
      cubic(builder);
    }
    builder.source(
        p -> {
          double v = exact.applyAsDouble(p);
          double laplacian = a.second(p[0]) * b.at(p[1]) + a.at(p[0]) * b.second(p[1]);
          return cubed ? laplacian + v * (v * v - 1) : laplacian;
        });
    add(
        id,
        (cubed ? "u_xx + u_yy + u(u^2 - 1) = f, u = " : "u_xx + u_yy = f, u = ") + u,
        true,
        builder,
        exact,
        scale,
        200);
  }

  private static void add(
      String id,
      String description,
      boolean fromPaper,
      PdeProblem.Builder builder,
      ToDoubleFunction<double[]> exact,
      double frequencyScale,
      double boundaryWeight) {
    Benchmark b =
        new Benchmark(
            id,
            description,
            fromPaper,
            builder.dirichlet(exact).build(),
            exact,
            frequencyScale,
            boundaryWeight);
    ALL.put(id, b);
  }

  /** An equation in space and time: u is given at the ends of space, besides the conditions set. */
  private static void evolution(
      String id, String description, PdeProblem.Builder builder, ToDoubleFunction<double[]> exact) {
    PdeProblem problem = builder.condition(0, false, exact).condition(0, true, exact).build();
    ALL.put(id, new Benchmark(id, description, false, problem, exact, 20, 200));
  }

  /** Cases that are not of the paper: spectra that are not sparse, and other equations. */
  private static void more() {
    poisson(
        "chirp",
        "sin 40x^2",
        1.5,
        400,
        new Smooth(
            t -> Trigonometric.sin(40 * t * t),
            t -> 80 * t * Trigonometric.cos(40 * t * t),
            t -> 80 * Trigonometric.cos(40 * t * t) - 6400 * t * t * Trigonometric.sin(40 * t * t)),
        30,
        false);
    Smooth bump =
        new Smooth(
            t -> Elementary.exp(-40 * (t - 0.5) * (t - 0.5)),
            t -> -80 * (t - 0.5) * Elementary.exp(-40 * (t - 0.5) * (t - 0.5)),
            t -> (6400 * (t - 0.5) * (t - 0.5) - 80) * Elementary.exp(-40 * (t - 0.5) * (t - 0.5)));
    poisson(
        "packet",
        "exp(-40(x - 1/2)^2) sin 150x",
        1,
        400,
        bump.times(Smooth.sine(1, 150, 0)),
        40,
        false);
    poisson(
        "exp_sin",
        "exp(sin 20x)",
        1,
        400,
        new Smooth(
            t -> Elementary.exp(Trigonometric.sin(20 * t)),
            t -> 20 * Trigonometric.cos(20 * t) * Elementary.exp(Trigonometric.sin(20 * t)),
            t -> {
              double c = Trigonometric.cos(20 * t);
              double s = Trigonometric.sin(20 * t);
              return 400 * (c * c - s) * Elementary.exp(s);
            }),
        30,
        false);
    poisson(
        "boundary_layer",
        "exp(-x/0.02) + 0.2 sin 60x",
        1,
        400,
        new Smooth(
                t -> Elementary.exp(-50 * t),
                t -> -50 * Elementary.exp(-50 * t),
                t -> 2500 * Elementary.exp(-50 * t))
            .plus(Smooth.sine(0.2, 60, 0)),
        30,
        false);
    Streams random = Streams.of(20240311).substream("random-sines");
    List<Smooth> sines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sines.add(
          Smooth.sine(
              2 * random.uniform(3L * i) - 1,
              10 + 190 * random.uniform(3L * i + 1),
              TWO_PI * random.uniform(3L * i + 2)));
    }
    Smooth sum =
        new Smooth(
            t -> sines.stream().mapToDouble(s -> s.at(t)).sum(),
            t -> sines.stream().mapToDouble(s -> s.first().applyAsDouble(t)).sum(),
            t -> sines.stream().mapToDouble(s -> s.second(t)).sum());
    poisson("random_sines", "30 sines of random frequency to 200", 1, 400, sum, 40, false);
    Smooth sin60 = Smooth.sine(1, 60, 0);
    add(
        "helmholtz_1d",
        "u'' + 55^2 u = f, u = sin 60x",
        false,
        laplace(new UniformAxis(0, 1, 200))
            .term(3025, 0)
            .source(p -> sin60.second(p[0]) + 3025 * sin60.at(p[0])),
        p -> sin60.at(p[0]),
        20,
        200);
    add(
        "biharmonic_1d",
        "u'''' = f, u = sin 60x, u given at the ends (and u' by the second conditions)",
        false,
        PdeProblem.on(new UniformAxis(0, 1, 200))
            .term(1, 4)
            .source(p -> 12_960_000 * sin60.at(p[0]))
            .condition(0, false, p -> 60 * Trigonometric.cos(60 * p[0]), 1)
            .condition(0, true, p -> 60 * Trigonometric.cos(60 * p[0]), 1),
        p -> sin60.at(p[0]),
        20,
        200);
    add(
        "variable_coefficient_1d",
        "((1 + x^2) u')' = f, u = sin 60x",
        false,
        PdeProblem.on(new UniformAxis(0, 1, 200))
            .term(p -> 1 + p[0] * p[0], 2)
            .term(p -> 2 * p[0], 1)
            .source(
                p ->
                    (1 + p[0] * p[0]) * sin60.second(p[0])
                        + 2 * p[0] * sin60.first().applyAsDouble(p[0])),
        p -> sin60.at(p[0]),
        20,
        200);
    add(
        "burgers_1d",
        "u u' - 0.05 u'' = f, u = 1 + 0.5 sin 40x",
        false,
        PdeProblem.on(new UniformAxis(0, 1, 200))
            .term(-0.05, 2)
            .nonlinearity(
                List.of(new int[] {0}, new int[] {1}),
                v -> v[0] * v[1],
                v -> new double[] {v[1], v[0]})
            .source(
                p -> {
                  double s = Trigonometric.sin(40 * p[0]);
                  double c = Trigonometric.cos(40 * p[0]);
                  return (1 + 0.5 * s) * 20 * c + 0.05 * 800 * s;
                }),
        p -> 1 + 0.5 * Trigonometric.sin(40 * p[0]),
        20,
        200);
    UniformAxis line = new UniformAxis(0, 1, 100);
    ToDoubleFunction<double[]> heat =
        p ->
            Elementary.exp(-16 * p[1]) * Trigonometric.sin(40 * p[0])
                + Elementary.exp(-p[1]) * Trigonometric.cos(10 * p[0]);
    evolution(
        "heat-sin",
        "u_t - 0.01 u_xx = 0, u = exp(-16t) sin 40x + exp(-t) cos 10x, u given at t = 0 and both"
            + " ends",
        PdeProblem.on(line, line).term(1, 0, 1).term(-0.01, 2, 0).condition(1, false, heat),
        heat);
    ToDoubleFunction<double[]> wave =
        p -> Trigonometric.sin(40 * p[0]) * Trigonometric.cos(80 * p[1]);
    evolution(
        "wave-sin",
        "u_tt - 4 u_xx = 0, u = sin 40x cos 80t, u and u_t given at t = 0, u at both ends",
        PdeProblem.on(line, line)
            .term(1, 0, 2)
            .term(-4, 2, 0)
            .condition(1, false, wave)
            .condition(1, false, p -> 0, 0, 1),
        wave);
    ToDoubleFunction<double[]> moving =
        p ->
            Elementary.exp(-16 * p[1]) * Trigonometric.sin(40 * (p[0] - 2 * p[1]))
                + Trigonometric.cos(60 * p[0]);
    evolution(
        "advection_diffusion-sin",
        "u_t + 2 u_x - 0.01 u_xx = f, u = exp(-16t) sin 40(x - 2t) + cos 60x, u given at t = 0 and"
            + " both ends",
        PdeProblem.on(line, line)
            .term(1, 0, 1)
            .term(2, 1, 0)
            .term(-0.01, 2, 0)
            .source(p -> -120 * Trigonometric.sin(60 * p[0]) + 36 * Trigonometric.cos(60 * p[0]))
            .condition(1, false, moving),
        moving);
    UniformAxis[] cube = new UniformAxis[3];
    Arrays.fill(cube, new UniformAxis(0, 1, 32));
    add(
        "poisson_3d-products",
        "u_xx + u_yy + u_zz = f, u = sin 20x sin 30y sin 40z + cos 10x cos 20y cos 30z",
        false,
        laplace(cube).source(p -> -2900 * sines(p) - 1400 * cosines(p)),
        p -> sines(p) + cosines(p),
        10,
        200);
  }

  private static double sines(double[] p) {
    return Trigonometric.sin(20 * p[0])
        * Trigonometric.sin(30 * p[1])
        * Trigonometric.sin(40 * p[2]);
  }

  private static double cosines(double[] p) {
    return Trigonometric.cos(10 * p[0])
        * Trigonometric.cos(20 * p[1])
        * Trigonometric.cos(30 * p[2]);
  }

  /**
   * All equations.
   *
   * @return those of the paper first
   */
  public static List<Benchmark> all() {
    return List.copyOf(ALL.values());
  }

  /**
   * An equation by name.
   *
   * @param id its name
   * @return the equation
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  public static Benchmark of(String id) {
    Benchmark b = ALL.get(id);
    if (b == null) {
      throw new IllegalArgumentException(
          "problem '" + id + "': allowed are " + String.join(", ", ALL.keySet()));
    }
    return b;
  }
}
