/**
 * Excursions of stationary Gaussian processes: how long a process stays on one side of a level.
 *
 * <p>Begin with a {@link dev.hadamard.excursion.CorrelationModel}, ask {@link
 * dev.hadamard.excursion.SlepianValidity} whether the independent interval approximation holds for
 * it, and compute its persistency exponent with {@link dev.hadamard.excursion.SlepianIia}:
 *
 * <pre>{@code
 * CorrelationModel diffusion = DiffusionCorrelation.of(2);
 * ValidityReport validity = SlepianValidity.check(diffusion);
 * PersistencyExponent exponent = SlepianIia.of(diffusion).persistency();
 * double theta = exponent.theta();   // 0.18621071297895283
 * }</pre>
 *
 * <p>Papers: arXiv 2401.01805 (Slepian model), 2409.05641 (switch processes).
 */
package dev.hadamard.excursion;
