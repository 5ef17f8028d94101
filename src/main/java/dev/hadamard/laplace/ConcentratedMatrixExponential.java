package dev.hadamard.laplace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Nodes and weights of the concentrated matrix exponential densities: G. Horváth, I. Horváth, S.
 * Almousa and M. Telek, Numerical inverse Laplace transformation using concentrated matrix
 * exponential distributions, 2020. The table was optimised for this project (gen_cme.py).
 */
final class ConcentratedMatrixExponential {
  private static final String TABLE = "cme_coefficients.csv";

  private ConcentratedMatrixExponential() {}

  /** Read when first needed. */
  private static final class Orders {
    static final NavigableMap<Integer, NodeInverter.Nodes> NODES = read();

    private Orders() {}
  }

  static LaplaceInverter of(int order) {
    NodeInverter.Nodes nodes = Orders.NODES.get(order);
    if (nodes == null) {
      throw new IllegalArgumentException(
          "order of cme is " + order + ": must be one of " + Orders.NODES.keySet());
    }
    Map.Entry<Integer, NodeInverter.Nodes> lower = Orders.NODES.lowerEntry(order);
    return new NodeInverter(
        "cme(" + order + ")", nodes, lower == null ? Orders.NODES.get(2) : lower.getValue());
  }

  private static NavigableMap<Integer, NodeInverter.Nodes> read() {
    Map<Integer, List<double[]>> rows = new TreeMap<>();
    try (InputStream stream = ConcentratedMatrixExponential.class.getResourceAsStream(TABLE)) {
      if (stream == null) {
        throw new IOException(TABLE + " is missing from the library");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("#") || line.startsWith("n,") || line.isBlank()) {
          continue;
        }
        // n,scv,k,eta_re,eta_im,beta_re,beta_im
        String[] cells = line.split(",", -1);
        double[] row = new double[4];
        for (int i = 0; i < 4; i++) {
          row[i] = Double.parseDouble(cells[3 + i]);
        }
        rows.computeIfAbsent(Integer.valueOf(cells[0]), n -> new ArrayList<>()).add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    NavigableMap<Integer, NodeInverter.Nodes> nodes = new TreeMap<>();
    rows.forEach(
        (order, list) -> {
          NodeInverter.Nodes table = NodeInverter.Nodes.zeros(list.size());
          for (int k = 0; k < list.size(); k++) {
            double[] row = list.get(k);
            table.set(k, new Complex(row[2], row[3]), new Complex(row[0], row[1]));
          }
          nodes.put(order, table);
        });
    return nodes;
  }
}
