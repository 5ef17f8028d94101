/**
 * Numerical integration.
 *
 * <pre>{@code
 * double area = GaussLegendre.of(16).integrate(x -> x * x, 0, 3);   // 9
 * }</pre>
 */
package dev.hadamard.quadrature;
