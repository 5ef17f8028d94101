package dev.hadamard.excursion;

/**
 * A multivariate normal probability or expectation.
 *
 * @param value the estimate
 * @param logValue its logarithm, also where the value underflows
 * @param error three standard errors over twelve random shifts, or over twelve or more independent
 *     sets of particles: exceeded in one to five of a hundred computations (most in two to four
 *     dimensions); twice it, in none of 1200 tried
 * @param relativeError the error over the value, also where both underflow: the error of the
 *     logarithm while it is small
 * @param points the number of points over all shifts, or of draws of all variables by particles
 * @param converged whether the error met the options; if not, {@code maxPoints} ended it
 */
public record MvnResult(
    double value,
    double logValue,
    double error,
    double relativeError,
    int points,
    boolean converged) {}
