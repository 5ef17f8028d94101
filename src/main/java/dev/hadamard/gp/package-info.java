/**
 * Gaussian processes with spectral mixture covariances.
 *
 * <p>Start with {@link dev.hadamard.gp.SpectralMixtureKernel}: a covariance given by its spectrum,
 * a mixture of Gaussian or Student-t bumps ({@link dev.hadamard.gp.Spectrum}), with exact
 * derivatives of all orders that exist, and on a {@link dev.hadamard.gp.UniformAxis} as a Toeplitz
 * matrix. Equations are solved in {@link dev.hadamard.gp.pde}.
 *
 * <p>Other covariances, their sums and products are {@link dev.hadamard.gp.Covariance}s; data on
 * grids go to {@link dev.hadamard.gp.KroneckerGpRegression}, scattered ones to {@link
 * dev.hadamard.gp.GpRegression}.
 *
 * <pre>{@code
 * SpectralMixtureKernel kernel =
 *     SpectralMixtureKernel.fromSpectral(
 *         Spectrum.studentT(5),
 *         new double[] {1, 0.1},     // weights
 *         new double[] {0.5, 16},    // frequencies
 *         new double[] {0.1, 0.1});  // bandwidths
 * kernel.derivative(0, 0.3);         // the covariance at lag 0.3
 * kernel.derivative(4, 0);           // its fourth derivative at 0
 * kernel.spectralDensity(16);
 * }</pre>
 *
 * <p>Wilson and Adams (2013), "Gaussian process kernels for pattern discovery and extrapolation"
 * (arXiv:1302.4245); Fang et al. (2024), "Solving high frequency and multi-scale PDEs with Gaussian
 * processes" (arXiv:2311.04465).
 */
package dev.hadamard.gp;
