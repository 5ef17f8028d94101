package dev.hadamard.reproduce.report;

import dev.hadamard.reproduce.experiment.Budget;
import java.time.Instant;

/**
 * The circumstances of a run of experiments.
 *
 * @param machine what it was computed with
 * @param budget how much work each experiment was allowed
 * @param seed the seed of every random number
 * @param started when it began
 */
public record RunRecord(Machine machine, Budget budget, long seed, Instant started) {}
