package dev.hadamard.kernel;

import java.util.stream.Stream;

/** {@link SpecialFunctions} against high-precision tables. */
class SpecialFunctionsReferenceTest extends ReferenceTableTest {
  @Override
  Stream<Case> cases() {
    return Stream.of(
        Case.of("erf", SpecialFunctions::erf, 2.0, SpecialFunctions::erfFloat, 1.0),
        Case.of("erfc", SpecialFunctions::erfc, 4.0, SpecialFunctions::erfcFloat, 1.0),
        Case.of("erfcx", SpecialFunctions::erfcx, 4.0, SpecialFunctions::erfcxFloat, 1.0),
        Case.of(
            "normalPdf", SpecialFunctions::normalPdf, 4.0, SpecialFunctions::normalPdfFloat, 1.0),
        Case.of(
            "normalCdf", SpecialFunctions::normalCdf, 4.0, SpecialFunctions::normalCdfFloat, 1.0),
        Case.of(
            "normalLogCdf",
            SpecialFunctions::normalLogCdf,
            4.0,
            SpecialFunctions::normalLogCdfFloat,
            1.0),
        Case.of(
            "normalQuantile",
            SpecialFunctions::normalQuantile,
            4.0,
            SpecialFunctions::normalQuantileFloat,
            1.0),
        Case.of("logGamma", SpecialFunctions::logGamma, 4.0, SpecialFunctions::logGammaFloat, 1.0),
        Case.of("digamma", SpecialFunctions::digamma, 4.0, SpecialFunctions::digammaFloat, 1.0),
        // Beside the roots on the negative axis the reflection formulas cancel.
        Case.of(
                "logGammaNegative",
                SpecialFunctions::logGamma,
                4.0,
                SpecialFunctions::logGammaFloat,
                1.0)
            .withFloor(32.0),
        Case.of(
                "digammaNegative",
                SpecialFunctions::digamma,
                4.0,
                SpecialFunctions::digammaFloat,
                1.0)
            .withFloor(4.0),
        Case.of(
            "besselI0e", SpecialFunctions::besselI0e, 4.0, SpecialFunctions::besselI0eFloat, 1.0),
        Case.of(
            "besselI1e", SpecialFunctions::besselI1e, 4.0, SpecialFunctions::besselI1eFloat, 1.0));
  }
}
