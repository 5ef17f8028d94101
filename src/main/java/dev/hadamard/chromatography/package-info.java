/**
 * Gas chromatography columns with linear adsorption of finite rate: exact outlet curves and
 * moments.
 *
 * <p>Begin with a {@link dev.hadamard.chromatography.LinearColumn}; {@link
 * dev.hadamard.chromatography.GoldsteinJ} is the function behind the closed forms, {@link
 * dev.hadamard.chromatography.Breakthrough} has those of saturating adsorption:
 *
 * <pre>{@code
 * LinearColumn column = LinearColumn.of(60, 6000, 200.0 / 3);      // hold-up time, n, k_d
 * double[] outlet = column.pulse(1, 149, 150.5, 152);              // at three times
 * double retentionTime = column.cumulants()[0];                    // 150
 * LinearColumn dispersed = column.withDispersion(1e6, BoundaryCondition.DANCKWERTS_CLOSED);
 * }</pre>
 *
 * <p>Paper: A. Cabrera-Codony, A. Valverde, K. Born, O. A. I. Noreldin and T. G. Myers,
 * Mathematical modelling of flow and adsorption in a gas chromatograph.
 */
package dev.hadamard.chromatography;
