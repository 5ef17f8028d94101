/** The experiments of the paper on implicit differentiation (arXiv 2105.15183). */
package dev.hadamard.reproduce.implicit;
