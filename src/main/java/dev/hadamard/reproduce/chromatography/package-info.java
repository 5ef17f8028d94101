/** Experiments of the paper on gas chromatographs, arXiv 2501.00001. */
package dev.hadamard.reproduce.chromatography;
