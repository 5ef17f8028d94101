package dev.hadamard.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Named arrays seen as one vector: how models with several parameters go through solvers, which
 * work on one array.
 *
 * <pre>{@code
 * Params start = Params.with("W", w).and("b", b);
 * UnaryOperator<NdArray> loss = v -> {
 *   Params p = start.withVector(v);
 *   return x.matmul(p.get("W")).plus(p.get("b")).minus(y).squaredNorm();
 * };
 * NdArray gradient = Autodiff.gradient(loss, start.vector());
 * }</pre>
 */
public final class Params {
  private final List<String> names;
  private final List<int[]> shapes;
  private final NdArray vector;

  private Params(List<String> names, List<int[]> shapes, NdArray vector) {
    this.names = names;
    this.shapes = shapes;
    this.vector = vector;
  }

  /**
   * One named array.
   *
   * @param name its name
   * @param value its value
   * @return the structure of one array
   */
  public static Params with(String name, NdArray value) {
    return new Params(List.of(name), List.of(value.shape()), value.flatten());
  }

  /**
   * The structure with one more array.
   *
   * @param name its name
   * @param value its value
   * @return a new structure
   * @throws IllegalArgumentException if the name is there already
   */
  public Params and(String name, NdArray value) {
    if (names.contains(name)) {
      throw new IllegalArgumentException("name is '" + name + "': must not be one of " + names);
    }
    List<String> n = new ArrayList<>(names);
    n.add(name);
    List<int[]> s = new ArrayList<>(shapes);
    s.add(value.shape());
    return new Params(n, s, NdArray.concatenate(0, vector, value.flatten()));
  }

  /**
   * The names.
   *
   * @return the names in order
   */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * All elements in order.
   *
   * @return a vector
   */
  public NdArray vector() {
    return vector;
  }

  /**
   * The same structure around other elements.
   *
   * @param elements a vector of the same size
   * @return the structure
   */
  public Params withVector(NdArray elements) {
    if (elements.rank() != 1 || elements.size() != vector.size()) {
      throw new ShapeMismatchException(
          "vector has shape "
              + Arrays.toString(elements.shapeArray())
              + ": must be ["
              + vector.size()
              + "]");
    }
    return new Params(names, shapes, elements);
  }

  /**
   * One array.
   *
   * @param name its name
   * @return its value; derivatives flow through it
   * @throws IllegalArgumentException if there is none of this name
   */
  public NdArray get(String name) {
    int from = 0;
    for (int i = 0; i < names.size(); i++) {
      int size = Shapes.size(shapes.get(i));
      if (names.get(i).equals(name)) {
        return vector.slice(0, from, from + size).reshape(shapes.get(i));
      }
      from += size;
    }
    throw new IllegalArgumentException("name is '" + name + "': must be one of " + names);
  }
}
