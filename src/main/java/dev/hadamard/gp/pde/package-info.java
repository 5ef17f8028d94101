/**
 * Gaussian-process solvers for partial differential equations whose solutions have high frequencies
 * or several scales.
 *
 * <p>State a {@link dev.hadamard.gp.pde.PdeProblem}, hand it to {@link
 * dev.hadamard.gp.pde.GpHmSolver}, and look at the {@link dev.hadamard.gp.pde.GpPdeSolution}: it
 * can be evaluated and differentiated anywhere, and says how far it can be trusted.
 *
 * <pre>{@code
 * PdeProblem problem =
 *     PdeProblem.on(new UniformAxis(0, 1, 200))
 *         .term(1, 2)                                              // u'' = f
 *         .source(x -> -1e4 * Trigonometric.sin(100 * x[0]))
 *         .dirichlet(x -> Trigonometric.sin(100 * x[0]))
 *         .build();
 * GpPdeSolution u = GpHmSolver.solve(problem, GpHmOptions.DEFAULT);
 * u.evaluate(0.123);
 * u.chosen().offGrid();     // the relative residual between grid points
 * u.warnings();             // what the grid does not resolve
 * }</pre>
 *
 * <p>Fang, Cooley, Long, Li, Kirby and Zhe (2024), "Solving high frequency and multi-scale PDEs
 * with Gaussian processes" (arXiv:2311.04465).
 */
package dev.hadamard.gp.pde;
