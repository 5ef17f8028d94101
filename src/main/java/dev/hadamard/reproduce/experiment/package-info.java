/**
 * Experiments of papers, run again: {@link dev.hadamard.reproduce.experiment.Experiment} computes
 * figures and {@link dev.hadamard.reproduce.experiment.Comparison rows} that hold a computed
 * quantity against the paper's.
 */
package dev.hadamard.reproduce.experiment;
