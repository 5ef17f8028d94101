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

  /** Nodes and weights, and the squared coefficient of variation of the density. */
  private record Order(NodeInverter.Nodes nodes, double variation) {}

  /** Read when first needed. */
  private static final class Orders {
    static final NavigableMap<Integer, Order> BY_NUMBER = read();

    private Orders() {}
  }

  static LaplaceInverter of(int order) {
    Order wanted = Orders.BY_NUMBER.get(order);
    if (wanted == null) {
      throw new IllegalArgumentException(
          "order of cme is " + order + ": must be one of " + Orders.BY_NUMBER.keySet());
    }
    // The lowest order has none below: it compares with the next.
    Map.Entry<Integer, Order> lower = Orders.BY_NUMBER.lowerEntry(order);
    Order coarse =
        lower == null ? Orders.BY_NUMBER.higherEntry(order).getValue() : lower.getValue();
    Map.Entry<Integer, Order> lowest =
        lower == null ? null : Orders.BY_NUMBER.lowerEntry(lower.getKey());
    // Errors are about f'' t² variation/2, of which neighbouring orders differ by a part only.
    double safety = 5 * wanted.variation / Math.abs(coarse.variation - wanted.variation);
    return new NodeInverter(
        "cme(" + order + ")",
        wanted.nodes,
        coarse.nodes,
        lowest == null ? coarse.nodes : lowest.getValue().nodes,
        /* bent= */ false,
        Math.max(5, safety));
  }

  private static NavigableMap<Integer, Order> read() {
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
        double[] row = new double[5];
        for (int i = 0; i < 4; i++) {
          row[i] = Double.parseDouble(cells[3 + i]);
        }
        row[4] = Double.parseDouble(cells[1]);
        rows.computeIfAbsent(Integer.valueOf(cells[0]), n -> new ArrayList<>()).add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    NavigableMap<Integer, Order> orders = new TreeMap<>();
    rows.forEach(
        (order, list) -> {
          NodeInverter.Nodes table = NodeInverter.Nodes.zeros(list.size());
          for (int k = 0; k < list.size(); k++) {
            double[] row = list.get(k);
            table.set(k, new Complex(row[2], row[3]), new Complex(row[0], row[1]));
          }
          orders.put(order, new Order(table, list.getFirst()[4]));
        });
    return orders;
  }
}
