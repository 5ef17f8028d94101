package dev.hadamard.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of several covariances, one after the other. */
final class KernelParts {
  private KernelParts() {}

  static double[] parameters(List<? extends Covariance> parts) {
    return parts.stream().map(Covariance::parameters).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The parameters by name, in their order. */
  static Map<String, Double> named(List<String> names, double[] parameters) {
    Map<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i++) {
      map.put(names.get(i), parameters[i]);
    }
    return map;
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
