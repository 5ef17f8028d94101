package dev.hadamard.excursion;

/**
 * A multivariate normal probability or expectation.
 *
 * @param value the estimate
 * @param logValue its logarithm, also where the value underflows
 * @param error three standard errors over the random shifts
 * @param points the number of points over all shifts
 * @param converged whether the error met the options; if not, {@code maxPoints} ended it
 */
public record MvnResult(
    double value, double logValue, double error, int points, boolean converged) {}
