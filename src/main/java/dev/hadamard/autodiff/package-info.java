/**
 * Automatic differentiation.
 *
 * <p>{@link dev.hadamard.autodiff.TaylorSeries} gives all derivatives of a function of one variable
 * up to a chosen order:
 *
 * <pre>{@code
 * TaylorSeries x = TaylorSeries.variable(1.0, 4);
 * TaylorSeries f = x.times(x).negate().exp();   // exp(-x²)
 * double third = f.derivative(3);               // f'''(1)
 * }</pre>
 */
package dev.hadamard.autodiff;
