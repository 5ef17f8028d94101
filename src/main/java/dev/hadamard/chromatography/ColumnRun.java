package dev.hadamard.chromatography;

/**
 * The outlet of a column from a full numerical solution.
 *
 * @param times the times
 * @param concentrations of each component at each time
 * @param massError the largest relative defect of the mass balance
 * @param steps the number of time steps
 * @param cellSteps the work: cells times steps times stages
 */
public record ColumnRun(
    double[] times, double[][] concentrations, double massError, int steps, long cellSteps) {}
