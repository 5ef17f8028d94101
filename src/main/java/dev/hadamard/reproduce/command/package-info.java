/**
 * The command line. An area adds a class for itself and one for each of its commands: a command
 * extends {@link dev.hadamard.reproduce.command.Command} and returns an {@link
 * dev.hadamard.reproduce.command.Output}, which is printed for a person or as JSON.
 */
package dev.hadamard.reproduce.command;
