/**
 * Hadamard: research numerics for the JVM.
 *
 * <p>SIMD kernels that give the same bits on every machine, and methods from papers built on them.
 * Without {@code --add-modules jdk.incubator.vector} everything works at scalar speed with the same
 * results.
 */
module dev.hadamard {
  requires static jdk.incubator.vector;
  requires org.apache.commons.numbers.fraction;

  exports dev.hadamard.autodiff;
  exports dev.hadamard.excursion;
  exports dev.hadamard.kernel;
  exports dev.hadamard.optim;
  exports dev.hadamard.quadrature;
  exports dev.hadamard.random;
}
