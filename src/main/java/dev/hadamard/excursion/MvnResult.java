package dev.hadamard.excursion;

/**
 * A multivariate normal probability or expectation.
 *
 * @param value the estimate
 * @param logValue its logarithm, also where the value underflows
 * @param error three standard errors over twelve random shifts: exceeded in one to five of a
 *     hundred computations (most in two to four dimensions); twice it, in none of 1200 tried
 * @param points the number of points over all shifts
 * @param converged whether the error met the options; if not, {@code maxPoints} ended it
 */
public record MvnResult(
    double value, double logValue, double error, int points, boolean converged) {}
