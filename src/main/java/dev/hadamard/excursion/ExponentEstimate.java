package dev.hadamard.excursion;

/**
 * An estimate of a persistency exponent.
 *
 * @param theta the exponent θ
 * @param standardError of θ, with dependence between observations taken into account
 * @param amplitude C in P(T &gt; t) ~ C e^(-θt); NaN where it is not estimated
 * @param amplitudeStandardError of C
 * @param threshold the time from which the tail is taken to be exponential
 * @param observations how many observations lie beyond it
 */
public record ExponentEstimate(
    double theta,
    double standardError,
    double amplitude,
    double amplitudeStandardError,
    double threshold,
    int observations) {}
