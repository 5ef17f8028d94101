/**
 * Hadamard: research numerics for the JVM.
 *
 * <p>SIMD kernels that give the same bits on every machine, and methods from papers built on them.
 * Without {@code --add-modules jdk.incubator.vector} everything works at scalar speed with the same
 * results.
 */
module dev.hadamard {
  requires static jdk.incubator.vector;
  requires transitive ejml.core;
  requires ejml.ddense;
  requires org.apache.commons.numbers.fraction;
  requires transitive org.apache.commons.rng.api;
  requires transitive org.apache.commons.statistics.distribution;

  // The command line and the reports: absent unless the application asks for them.
  requires static java.desktop;
  requires static com.fasterxml.jackson.core;
  requires static com.github.weisj.jsvg;
  requires static com.samskivert.jmustache;
  requires static commons.jvm;
  requires static info.picocli;
  requires static me.tongfei.progressbar;
  requires static org.apache.commons.csv;
  requires static plot.stem.jvm;

  exports dev.hadamard.autodiff;
  exports dev.hadamard.chromatography;
  exports dev.hadamard.excursion;
  exports dev.hadamard.gp;
  exports dev.hadamard.gp.pde;
  exports dev.hadamard.implicit;
  exports dev.hadamard.kernel;
  exports dev.hadamard.linalg;
  exports dev.hadamard.laplace;
  exports dev.hadamard.optim;
  exports dev.hadamard.quadrature;
  exports dev.hadamard.random;
  exports dev.hadamard.reproduce;
  exports dev.hadamard.reproduce.bench;
  exports dev.hadamard.reproduce.experiment;
  exports dev.hadamard.reproduce.figure;
  exports dev.hadamard.reproduce.report;

  opens dev.hadamard.reproduce.command to
      info.picocli;

  uses dev.hadamard.reproduce.bench.BenchmarkSuite;
}
