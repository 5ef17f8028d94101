package dev.hadamard.excursion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models by the names used in the reference tables, such as {@code car2(a=1.0;b=2.0)}. */
final class ReferenceModels {
  private ReferenceModels() {}

  static CorrelationModel parse(String text) {
    if (text.startsWith("shifted(")) {
      int separator = text.lastIndexOf(";delta=");
      return ShiftedCorrelation.of(
          parse(text.substring("shifted(".length(), separator)),
          Double.parseDouble(text.substring(separator + 7, text.length() - 1)));
    }
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    Map<String, Double> p = new HashMap<>();
    if (open >= 0) {
      for (String part : text.substring(open + 1, text.length() - 1).split(";", -1)) {
        int equals = part.indexOf('=');
        p.put(part.substring(0, equals), Double.parseDouble(part.substring(equals + 1)));
      }
    }
    return switch (name) {
      case "diffusion" -> DiffusionCorrelation.of(p.get("d"));
      case "randomAcceleration" -> RandomAccelerationCorrelation.of();
      case "integratedWhiteNoise" -> IntegratedWhiteNoiseCorrelation.of(p.get("n").intValue());
      case "squaredExponential" -> SquaredExponentialCorrelation.of(p.get("ell"));
      case "matern" -> MaternCorrelation.of(p.get("nu"));
      case "car2" -> Car2Correlation.of(p.get("a"), p.get("b"));
      case "car2Underdamped" -> UnderdampedOscillatorCorrelation.of(p.get("zeta"));
      case "dampedCosine" -> DampedCosineCorrelation.of(p.get("w"));
      case "cauchy" -> CauchyCorrelation.of(p.get("beta"));
      case "sqexpMixture" -> mixture(p.get("w"), p.get("eps"));
      default -> throw new IllegalArgumentException("unknown model " + text);
    };
  }

  /** w exp(-t²/2) + (1-w) exp(-eps t²/2). */
  private static CorrelationModel mixture(double w, double eps) {
    return MixtureCorrelation.of(
        new double[] {w, 1 - w},
        List.of(
            SquaredExponentialCorrelation.of(1),
            SquaredExponentialCorrelation.of(1 / Math.sqrt(eps))));
  }
}
