package dev.hadamard.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parameters of several covariances, one after the other. */
final class KernelParts {
  private KernelParts() {}

  static List<Covariance> checked(List<? extends Covariance> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts is empty: must have at least one covariance");
    }
    return List.copyOf(parts);
  }

  static int maxDerivative(List<Covariance> parts) {
    return parts.stream().mapToInt(Covariance::maxDerivative).min().orElseThrow();
  }

  static double[] parameters(List<? extends Covariance> parts) {
    return parts.stream().map(Covariance::parameters).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Each name with the number of its part before it. */
  static List<String> names(String prefix, List<? extends Covariance> parts) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      for (String name : parts.get(k).parameterNames()) {
        names.add(prefix + k + "." + name);
      }
    }
    return names;
  }

  static List<Covariance> withParameters(List<? extends Covariance> parts, double[] parameters) {
    Requirements.count("parameters", parameters, parameters(parts).length);
    List<Covariance> other = new ArrayList<>();
    int at = 0;
    for (Covariance part : parts) {
      int size = part.parameters().length;
      other.add(part.withParameters(Arrays.copyOfRange(parameters, at, at + size)));
      at += size;
    }
    return other;
  }
}
