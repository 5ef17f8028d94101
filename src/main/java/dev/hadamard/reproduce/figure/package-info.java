/**
 * Charts for reports: a {@link dev.hadamard.reproduce.figure.Figure} says what to draw, {@link
 * dev.hadamard.reproduce.figure.FigureFiles} writes it as SVG, PNG and CSV.
 *
 * <p>A figure is laid out once, with built-in character widths, and painted on one of two canvases.
 * So the SVG is the same on every machine, needs neither fonts nor AWT, keeps its text as text, and
 * the PNG looks like it.
 *
 * <p>Labels understand a little markup: {@code ^{...}} raises and {@code _{...}} lowers.
 */
package dev.hadamard.reproduce.figure;
