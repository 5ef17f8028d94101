/**
 * What a person reads: the {@link dev.hadamard.reproduce.report.HtmlReport} of a run, tables for a
 * terminal, and numbers as text.
 */
package dev.hadamard.reproduce.report;
