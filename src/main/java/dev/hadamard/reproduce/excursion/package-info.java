/** The experiments of the papers on excursions and persistency (arXiv 2401.01805). */
package dev.hadamard.reproduce.excursion;
