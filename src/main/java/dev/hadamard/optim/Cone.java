package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A closed convex cone, the product of simple ones in consecutive parts of a vector.
 *
 * <pre>{@code
 * Cone k = Cone.zero(2).and(Cone.nonNegative(5)).and(Cone.secondOrder(3));
 * }</pre>
 */
public final class Cone {
  /** Vectors of n(n+1)/2 elements have an int for a length. */
  private static final int MOST_ORDER = 65_535;

  private enum Kind {
    ZERO,
    FREE,
    NON_NEGATIVE,
    SECOND_ORDER,
    EXPONENTIAL,
    DUAL_EXPONENTIAL,
    SEMIDEFINITE
  }

  private record Part(Kind kind, int size, int order) {}

  private final List<Part> parts;
  private final int size;

  private Cone(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.size = parts.stream().mapToInt(Part::size).sum();
  }

  private static Cone one(Kind kind, int size, int order) {
    if (order < 1) {
      throw new IllegalArgumentException("size is " + order + ": must be at least 1");
    }
    return new Cone(List.of(new Part(kind, size, order)));
  }

  /**
   * {0}: equations.
   *
   * @param size the number of elements, at least 1
   * @return the cone
   */
  public static Cone zero(int size) {
    return one(Kind.ZERO, size, size);
  }

  /**
   * All vectors.
   *
   * @param size the number of elements, at least 1
   * @return the cone
   */
  public static Cone free(int size) {
    return one(Kind.FREE, size, size);
  }

  /**
   * {p ≥ 0}.
   *
   * @param size the number of elements, at least 1
   * @return the cone
   */
  public static Cone nonNegative(int size) {
    return one(Kind.NON_NEGATIVE, size, size);
  }

  /**
   * {‖z‖ ≤ t} of vectors (t, z).
   *
   * @param size the number of elements of (t, z), at least 1
   * @return the cone
   */
  public static Cone secondOrder(int size) {
    return one(Kind.SECOND_ORDER, size, size);
  }

  /**
   * The closure of {(x, y, z) : y > 0, y e^{x/y} ≤ z}: for logarithms, entropies, powers.
   *
   * @return the cone, of vectors of 3 elements
   */
  public static Cone exponential() {
    return one(Kind.EXPONENTIAL, 3, 3);
  }

  /**
   * The dual of {@link #exponential}: the closure of {(u, v, w) : u &lt; 0, -u e^{v/u} ≤ e w}.
   *
   * @return the cone, of vectors of 3 elements
   */
  public static Cone dualExponential() {
    return one(Kind.DUAL_EXPONENTIAL, 3, 3);
  }

  /**
   * Symmetric positive semidefinite matrices of order n as vectors of n(n+1)/2 elements: the lower
   * triangle row by row, the elements off the diagonal times √2, which keeps inner products.
   *
   * @param order n, at least 1
   * @return the cone
   */
  public static Cone semidefinite(int order) {
    if (order < 1 || order > MOST_ORDER) {
      throw new IllegalArgumentException("order is " + order + ": must be from 1 to " + MOST_ORDER);
    }
    return one(Kind.SEMIDEFINITE, (int) ((long) order * (order + 1) / 2), order);
  }

  /**
   * The product with another cone, whose vectors follow.
   *
   * @param next the other cone
   * @return the product
   */
  public Cone and(Cone next) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(next.parts);
    return new Cone(all);
  }

  /**
   * The number of elements of vectors.
   *
   * @return the size
   */
  public int size() {
    return size;
  }

  /**
   * {y : yᵀp ≥ 0 for all p of the cone}.
   *
   * @return the dual cone
   */
  public Cone dual() {
    List<Part> dual = new ArrayList<>();
    for (Part p : parts) {
      Kind kind =
          switch (p.kind) {
            case ZERO -> Kind.FREE;
            case FREE -> Kind.ZERO;
            case EXPONENTIAL -> Kind.DUAL_EXPONENTIAL;
            case DUAL_EXPONENTIAL -> Kind.EXPONENTIAL;
            case NON_NEGATIVE, SECOND_ORDER, SEMIDEFINITE -> p.kind;
          };
      dual.add(new Part(kind, p.size, p.order));
    }
    return new Cone(dual);
  }

  /**
   * The projection onto the cone.
   *
   * @return the projection of vectors of {@link #size} elements
   */
  public Projection projection() {
    return x -> {
      if (x.rank() != 1 || x.size() != size) {
        throw new IllegalArgumentException(
            "x has shape "
                + Arrays.toString(x.shape())
                + ": must be a vector of "
                + size
                + " elements");
      }
      NonFiniteInputException.require("x", x);
      NdArray[] pieces = new NdArray[parts.size()];
      int from = 0;
      for (int i = 0; i < pieces.length; i++) {
        Part p = parts.get(i);
        NdArray piece = x.slice(0, from, from + p.size);
        pieces[i] =
            switch (p.kind) {
              case ZERO -> piece.times(0);
              case FREE -> piece;
              case NON_NEGATIVE -> piece.relu();
              case SECOND_ORDER -> Projections.secondOrderCone().project(piece);
              case EXPONENTIAL -> Projections.exponentialCone().project(piece);
              // Moreau: the dual cone is the negative polar cone.
              case DUAL_EXPONENTIAL ->
                  piece.plus(Projections.exponentialCone().project(piece.negate()));
              case SEMIDEFINITE -> semidefinite(piece, p.order);
            };
        from += p.size;
      }
      return NdArray.concatenate(0, pieces);
    };
  }

  /** Elements whose place in the matrix the projection keeps are kept, also from the factors √2. */
  private static NdArray semidefinite(NdArray piece, int order) {
    NdArray matrix = matrix(piece, order);
    NdArray projected = Projections.psdCone().project(matrix);
    NdArray result = vector(projected, order);
    NdArray kept = vector(projected.equalTo(matrix), order).step();
    NdArray rounding = piece.stopGradient().minus(result.stopGradient());
    return result.plus(NdArray.where(kept, rounding, NdArray.scalar(0)));
  }

  /** Whether all parts are equations, nothing or bounds: linear programs. */
  boolean linear() {
    return parts.stream()
        .allMatch(p -> p.kind == Kind.ZERO || p.kind == Kind.FREE || p.kind == Kind.NON_NEGATIVE);
  }

  /** The elements that must be 0. */
  int[] equations() {
    return elements(Kind.ZERO);
  }

  /** The elements that must not be negative. */
  int[] bounds() {
    return elements(Kind.NON_NEGATIVE);
  }

  private int[] elements(Kind kind) {
    IntStream result = IntStream.empty();
    int from = 0;
    for (Part p : parts) {
      if (p.kind == kind) {
        result = IntStream.concat(result, IntStream.range(from, from + p.size));
      }
      from += p.size;
    }
    return result.toArray();
  }

  /** The sizes of vectors in the cone: of each element, or of all that belong together. */
  NdArray sizes(NdArray x) {
    double[] v = x.abs().toArray();
    int from = 0;
    for (Part p : parts) {
      // The elements of exponential cones have units of their own.
      boolean apart = p.kind != Kind.SECOND_ORDER && p.kind != Kind.SEMIDEFINITE;
      if (!apart) {
        double largest = Arrays.stream(v, from, from + p.size).max().orElse(0);
        Arrays.fill(v, from, from + p.size, largest);
      }
      from += p.size;
    }
    return NdArray.of(v);
  }

  /**
   * Exponents of powers of two by which the elements of vectors may be multiplied without leaving
   * the cone: elements that belong together get the least of theirs.
   */
  int[] common(int[] exponents) {
    int[] result = exponents.clone();
    int from = 0;
    for (Part p : parts) {
      boolean apart = p.kind == Kind.ZERO || p.kind == Kind.FREE || p.kind == Kind.NON_NEGATIVE;
      if (!apart) {
        int least = Arrays.stream(exponents, from, from + p.size).min().orElse(0);
        Arrays.fill(result, from, from + p.size, least);
      }
      from += p.size;
    }
    return result;
  }

  /**
   * The symmetric matrix of a vector of n(n+1)/2 elements.
   *
   * @param v the lower triangle row by row, off the diagonal times √2
   * @param order n
   * @return the matrix, of shape [n, n]
   */
  public static NdArray matrix(NdArray v, int order) {
    int[] place = new int[order * order];
    double[] scale = new double[order * order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        int row = Math.max(i, j);
        int column = Math.min(i, j);
        place[i * order + j] = row * (row + 1) / 2 + column;
        scale[i * order + j] = i == j ? 1 : Math.sqrt(0.5);
      }
    }
    return v.take(place).times(NdArray.of(scale)).reshape(order, order);
  }

  /**
   * The vector of a symmetric matrix, the inverse of {@link #matrix}.
   *
   * @param m the matrix, of shape [n, n]
   * @param order n
   * @return the lower triangle row by row, off the diagonal times √2
   */
  public static NdArray vector(NdArray m, int order) {
    int[] place = new int[order * (order + 1) / 2];
    double[] scale = new double[place.length];
    int k = 0;
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        place[k] = i * order + j;
        scale[k] = i == j ? 1 : Math.sqrt(2);
        k++;
      }
    }
    return m.reshape(order * order).take(place).times(NdArray.of(scale));
  }
}
