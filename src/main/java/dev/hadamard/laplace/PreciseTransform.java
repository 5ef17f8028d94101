package dev.hadamard.laplace;

/** A Laplace transform in many digits, for {@link ReferenceInverter}. */
@FunctionalInterface
public interface PreciseTransform {
  /**
   * The transform at one point, analytically continued to the left of its abscissa.
   *
   * @param s the point; carries the number of digits
   * @return F(s)
   */
  BigComplex at(BigComplex s);
}
