/**
 * Implicit differentiation: derivatives of solutions of optimisation problems, roots and fixed
 * points with respect to their parameters.
 *
 * <p>Start from {@link dev.hadamard.implicit.DifferentiableSolver}, which makes a solver of {@link
 * dev.hadamard.optim} differentiable, {@link dev.hadamard.implicit.CustomRoot}, which does so for
 * any solver, and {@link dev.hadamard.implicit.ImplicitDiff}, which gives derivatives with
 * diagnostics:
 *
 * <pre>{@code
 * BinaryOperator<NdArray> ridge = (x, theta) ->
 *     phi.matmul(x).minus(y).squaredNorm().plus(theta.times(x.squaredNorm())).times(0.5);
 * Lbfgs solver = Lbfgs.of(ridge);
 * NdArray theta = NdArray.scalar(0.1);
 * NdArray x = solver.run(NdArray.zeros(n), theta).orThrow();
 * Sensitivity dx =
 *     ImplicitDiff.rootJacobian(solver.optimality(), x, theta, ImplicitOptions.DEFAULT);
 *
 * DifferentiableSolver<?> fit = DifferentiableSolver.of(solver, BackwardMode.implicit());
 * NdArray gradient =
 *     Autodiff.gradient(t -> validationLoss(fit.apply(NdArray.zeros(n), t)), theta);
 * }</pre>
 *
 * <p>Source: M. Blondel et al., Efficient and modular implicit differentiation, arXiv:2105.15183.
 */
package dev.hadamard.implicit;
