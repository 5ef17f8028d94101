/**
 * Optimisation: solvers with one contract, projections and proximal operators, all differentiable.
 *
 * <p>Start from {@link dev.hadamard.optim.IterativeSolver}, the contract, {@link
 * dev.hadamard.optim.ProximalGradient}, the work-horse, and {@link dev.hadamard.optim.Projections}
 * and {@link dev.hadamard.optim.Proxes}:
 *
 * <pre>{@code
 * BinaryOperator<NdArray> loss =
 *     (x, lambda) -> phi.matmul(x).minus(y).squaredNorm().times(0.5);
 * ProximalGradient lasso =
 *     ProximalGradient.of(loss, (x, lambda, eta) -> Proxes.lasso(lambda).apply(x, eta));
 * SolverResult result = lasso.run(NdArray.zeros(n), NdArray.scalar(0.1));
 * NdArray x = result.orThrow();
 *
 * double[] best = ScalarMinimizer.brent(t -> (t - 2) * (t - 2), 0, 5, 1e-8);   // {2, 0}
 * }</pre>
 */
package dev.hadamard.optim;
