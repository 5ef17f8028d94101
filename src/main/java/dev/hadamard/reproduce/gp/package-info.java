/** Experiments with Gaussian-process solvers for partial differential equations. */
package dev.hadamard.reproduce.gp;
