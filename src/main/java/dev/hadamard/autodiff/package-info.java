/**
 * Automatic differentiation on arrays: forward mode, reverse mode, and any nesting of the two.
 *
 * <p>Start from {@link dev.hadamard.autodiff.NdArray}, the array that mathematics is written with,
 * {@link dev.hadamard.autodiff.Autodiff}, which differentiates functions of it, and {@link
 * dev.hadamard.autodiff.Params} for models of several arrays:
 *
 * <pre>{@code
 * NdArray phi = NdArray.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
 * NdArray y = NdArray.of(1, 2, 3);
 * UnaryOperator<NdArray> ridge =
 *     x -> phi.matmul(x).minus(y).squaredNorm().plus(x.squaredNorm()).times(0.5);
 *
 * NdArray x = NdArray.of(0.5, -0.5);
 * NdArray gradient = Autodiff.gradient(ridge, x);
 * NdArray curvature = Autodiff.hvp(ridge, x, gradient);   // Hessian times gradient
 * NdArray hessian = Autodiff.hessian(ridge, x);
 * }</pre>
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
