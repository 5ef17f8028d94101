/**
 * Numerical integration.
 *
 * <pre>{@code
 * double area = GaussLegendre.of(16).integrate(x -> x * x, 0, 3);                         // 9
 * double bell = GaussRule.hermite(8).integrate(x -> x * x);                               // √π/2
 * double tail = GaussKronrod.integrate(x -> 1 / (1 + x * x), 1, inf, 1e-13).value();      // π/4
 * double root = DoubleExponential.integrate(x -> 1 / Math.sqrt(x), 0, 1, 1e-12).value();  // 2
 * }</pre>
 *
 * <p>{@link dev.hadamard.quadrature.GaussRule} has the Gauss families with their weights, {@link
 * dev.hadamard.quadrature.GaussKronrod} adapts to whatever the integrand does inside the interval,
 * {@link dev.hadamard.quadrature.DoubleExponential} is for analytic integrands with singularities
 * at the ends and for infinite intervals, {@link dev.hadamard.quadrature.RankOneLattice} for many
 * dimensions.
 */
package dev.hadamard.quadrature;
