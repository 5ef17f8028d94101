package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;

/**
 * A derivative with what is known about it.
 *
 * @param value the derivative
 * @param diagnostics residuals, conditioning, warnings
 */
public record Sensitivity(NdArray value, ImplicitDiagnostics diagnostics) {}
