/**
 * Optimisation.
 *
 * <pre>{@code
 * double[] best = ScalarMinimizer.brent(x -> (x - 2) * (x - 2), 0, 5, 1e-8);   // {2, 0}
 * }</pre>
 */
package dev.hadamard.optim;
