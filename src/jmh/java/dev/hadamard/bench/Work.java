package dev.hadamard.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The work of a benchmark per element of its size, for the limit of the machine. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Work {
  /** Bytes read and written in memory. */
  double bytes();

  /** Floating-point operations; a fused multiply-add counts as two. */
  double flops();

  /** The power of the size that the operations grow with: 1 for vectors, 3 for matrix products. */
  int power() default 1;
}
