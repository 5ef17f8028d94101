package dev.hadamard.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The work of a benchmark per element of its size, for the limit of the machine. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Work.List.class)
public @interface Work {
  /** The operation of the benchmark; empty for all. */
  String operation() default "";

  /** Bytes read and written in memory. */
  double bytes();

  /** Floating-point operations; a fused multiply-add counts as two. */
  double flops();

  /** The power of the size that the operations grow with: 1 for vectors, 3 for matrix products. */
  int power() default 1;

  /** Whether the operations grow with the logarithm to base 2 of the size besides. */
  boolean logarithmic() default false;

  /** Several operations. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface List {
    /** One for each. */
    Work[] value();
  }
}
