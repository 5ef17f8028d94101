package dev.hadamard.kernel;

import java.util.stream.Stream;

/** {@link Trigonometric} against high-precision tables. */
class TrigonometricReferenceTest extends ReferenceTableTest {
  @Override
  Stream<Case> cases() {
    return Stream.of(
        Case.of("sin", Trigonometric::sin, 1.0, Trigonometric::sinFloat, 1.0),
        Case.of("cos", Trigonometric::cos, 1.0, Trigonometric::cosFloat, 1.0),
        Case.of("tan", Trigonometric::tan, 2.0, Trigonometric::tanFloat, 1.0),
        Case.of("asin", Trigonometric::asin, 2.0, Trigonometric::asinFloat, 1.0),
        Case.of("acos", Trigonometric::acos, 2.0, Trigonometric::acosFloat, 1.0),
        Case.of("atan", Trigonometric::atan, 2.0, Trigonometric::atanFloat, 1.0),
        new Case("atan2", Trigonometric::atan2, 2.0, Trigonometric::atan2Float, 1.0, 0.0));
  }
}
