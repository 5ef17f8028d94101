/**
 * Numerical inversion of Laplace transforms.
 *
 * <p>Write the transform with {@link dev.hadamard.laplace.Complex} as a {@link
 * dev.hadamard.laplace.LaplaceTransform}, and ask {@link dev.hadamard.laplace.AutoInverter}, which
 * makes two different methods agree and returns an error estimate:
 *
 * <pre>{@code
 * LaplaceTransform diffusion = s -> s.sqrt().negate().exp().dividedBy(s);
 * InversionResult result = AutoInverter.of().invert(diffusion, 0.9);
 * double f = result.value();              // erfc(1 / (2 √0.9)) = 0.4560565...
 * double error = result.errorEstimate();  // below 1e-11
 * }</pre>
 *
 * <p>{@link dev.hadamard.laplace.LaplaceInverter} has the single methods, each with the transforms
 * that it suits; {@link dev.hadamard.laplace.WindowedFourier} gives whole peaks of probability-like
 * functions.
 *
 * <p>Papers: Abate and Valkó 2004, Abate and Whitt 2006, Weideman 2006, Weideman and Trefethen
 * 2007, de Hoog, Knight and Stokes 1982, Stehfest 1970, Horváth et al. 2020.
 */
package dev.hadamard.laplace;
