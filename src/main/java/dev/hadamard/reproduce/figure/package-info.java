/**
 * Charts for reports: a {@link dev.hadamard.reproduce.figure.Figure} says what to draw, {@link
 * dev.hadamard.reproduce.figure.FigureFiles} writes it as SVG, PNG and CSV.
 *
 * <p>Lets-Plot lays a figure out with character widths of its own. So the SVG is the same on every
 * machine, needs neither fonts nor AWT and keeps its text as text. The PNG is drawn from it by
 * JSVG. Both libraries are loaded when a figure is written, not before.
 *
 * <p>Labels understand a little markup: {@code ^{...}} raises and {@code _{...}} lowers.
 */
package dev.hadamard.reproduce.figure;
