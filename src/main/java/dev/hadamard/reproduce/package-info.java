/**
 * The application: papers are run again as experiments, and results are compared, drawn and
 * reported. {@link dev.hadamard.reproduce.Main} is its command line.
 *
 * <p>To add an experiment, implement {@link dev.hadamard.reproduce.experiment.Experiment} and list
 * it in {@link dev.hadamard.reproduce.experiment.ExperimentRegistry#standard()}.
 */
package dev.hadamard.reproduce;
