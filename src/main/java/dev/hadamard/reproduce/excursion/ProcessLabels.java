package dev.hadamard.reproduce.excursion;

import java.util.Map;

/** What figures call the processes of the reference tables. */
final class ProcessLabels {
  private static final Map<String, String> NAMES =
      Map.of(
          "randomAcceleration", "random acceleration",
          "squaredExponential(ell=1.0)", "squared exponential",
          "matern(nu=1.5)", "Matérn 3/2",
          "matern(nu=2.5)", "Matérn 5/2",
          "car2(a=1.0;b=5.0)", "autoregressive, rates 1 and 5");

  private ProcessLabels() {}

  static String of(String key) {
    String name = NAMES.get(key);
    return name != null
        ? name
        : key.replaceAll("\\.0(?=\\D)", "")
            .replaceAll("^diffusion\\(d=(.*)\\)$", "diffusion d = $1")
            .replaceAll("^integratedWhiteNoise\\(n=(.*)\\)$", "integrated noise, n = $1")
            .replaceAll("^cauchy\\(beta=(.*)\\)$", "Cauchy β = $1")
            .replaceAll("^sqexpMixture\\(w=(.*);eps=(.*)\\)$", "mixture w = $1, ε = $2")
            .replaceAll("^dampedCosine\\(w=(.*)\\)$", "damped cosine w = $1")
            .replaceAll("^car2Underdamped\\(zeta=(.*)\\)$", "oscillator ζ = $1");
  }
}
