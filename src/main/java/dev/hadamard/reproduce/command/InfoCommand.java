package dev.hadamard.reproduce.command;

import dev.hadamard.reproduce.report.Machine;

@picocli.CommandLine.Command(
    name = "info",
    description = "Show what results are computed with on this machine.")
final class InfoCommand extends Command {
  /** Kernels run on the processor: no provider for another device is built yet. */
  private static final String DEVICE = "none";

  @Override
  Output compute() {
    Machine machine = Machine.current();
    return Output.of()
        .put("version", machine.version())
        .put("java", machine.java())
        .put("simd", machine.simd())
        .put("threads", machine.threads())
        .put("device", DEVICE)
        .put("processor", machine.processor())
        .put("system", machine.system());
  }
}
