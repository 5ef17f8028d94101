package dev.hadamard.gp;

import java.util.List;

/** A covariance made of others. Parameters: those of the parts in turn. */
abstract sealed class CompositeKernel implements Covariance permits SumKernel, ProductKernel {
  private final String prefix;
  private final List<Covariance> parts;

  /**
   * A covariance of parts.
   *
   * @param prefix what the names of parameters begin with, before the number of the part
   */
  CompositeKernel(String prefix, List<? extends Covariance> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts is empty: must have at least one covariance");
    }
    this.prefix = prefix;
    this.parts = List.copyOf(parts);
  }

  /**
   * What it is made of.
   *
   * @return at least one covariance
   */
  public List<Covariance> parts() {
    return parts;
  }

  @Override
  public int maxDerivative() {
    return parts.stream().mapToInt(Covariance::maxDerivative).min().orElseThrow();
  }

  @Override
  public double[] parameters() {
    return KernelParts.parameters(parts);
  }

  @Override
  public List<String> parameterNames() {
    return KernelParts.names(prefix, parts);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + parts;
  }
}
