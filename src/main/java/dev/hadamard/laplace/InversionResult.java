package dev.hadamard.laplace;

/**
 * A value of a function found from its Laplace transform.
 *
 * @param value f(t)
 * @param errorEstimate an estimate of |value - f(t)|: how far two settings of the method, or two
 *     methods, are apart, and what rounding can do; the estimate of {@link AutoInverter} is meant
 *     as a bound, that of a single method as an order of magnitude for transforms that suit it
 * @param method the method, such as {@code de-hoog(20)}
 * @param evaluations how often the transform was evaluated
 */
public record InversionResult(double value, double errorEstimate, String method, int evaluations) {}
