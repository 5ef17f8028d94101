package dev.hadamard.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of products over named axes (Einstein's convention), made of products of matrices, hence
 * differentiable to any order.
 */
public final class Contractions {
  private Contractions() {}

  /**
   * The sum of products over all axes that the result does not name.
   *
   * <pre>{@code
   * einsum("ij,jk->ik", a, b);        // matrix product
   * einsum("bij,bjk->bik", a, b);     // batches of them
   * einsum("i,ij,j->", x, a, y);      // bilinear form
   * einsum("ii->i", a);               // diagonal
   * }</pre>
   *
   * @param formula the axes of each argument, separated by commas, an arrow, the axes of the
   *     result: one letter for each axis
   * @param arguments one to three arrays
   * @return the contraction; three arguments are contracted from the left. O(product of the extents
   *     of the axes of each pair)
   * @throws ShapeMismatchException if the formula does not fit the arrays
   */
  public static NdArray einsum(String formula, NdArray... arguments) {
    int arrow = formula.indexOf("->");
    if (arrow < 0) {
      throw new IllegalArgumentException("formula is " + formula + ": must contain ->");
    }
    String[] names = formula.substring(0, arrow).replace(" ", "").split(",", -1);
    String result = formula.substring(arrow + 2).replace(" ", "");
    if (names.length != arguments.length || names.length < 1 || names.length > 3) {
      throw new IllegalArgumentException(
          "formula is "
              + formula
              + ": must name the axes of each of the "
              + arguments.length
              + " arguments, at most three");
    }
    distinct(formula, result);
    for (int i = 0; i < names.length; i++) {
      if (names[i].length() != arguments[i].rank()) {
        throw new ShapeMismatchException(
            "einsum "
                + formula
                + ": argument "
                + i
                + " has shape "
                + Arrays.toString(arguments[i].shape()));
      }
    }
    for (int at = 0; at < result.length(); at++) {
      char c = result.charAt(at);
      if (Arrays.stream(names).noneMatch(n -> n.indexOf(c) >= 0)) {
        throw new IllegalArgumentException(
            "formula is " + formula + ": the result names the axis " + c + " of no argument");
      }
    }
    Term term = new Term(names[0], arguments[0]).withoutRepeats(formula);
    for (int i = 1; i < names.length; i++) {
      Term next = new Term(names[i], arguments[i]).withoutRepeats(formula);
      String later = result + String.join("", Arrays.copyOfRange(names, i + 1, names.length));
      term = term.summed(later + next.names).times(next.summed(later + term.names), later, formula);
    }
    term = term.summed(result);
    return term.ordered(result).array;
  }

  private static void distinct(String formula, String names) {
    if (names.chars().distinct().count() != names.length()) {
      throw new IllegalArgumentException(
          "formula is " + formula + ": the result must name each axis once");
    }
  }

  /** An array and the names of its axes. */
  private record Term(String names, NdArray array) {
    /** Takes diagonals until every name occurs once. */
    Term withoutRepeats(String formula) {
      for (int i = 0; i < names.length(); i++) {
        int j = names.indexOf(names.charAt(i), i + 1);
        if (j >= 0) {
          int n = array.extent(i);
          if (array.extent(j) != n) {
            throw mismatch(formula, names.charAt(i), n, array.extent(j));
          }
          List<Integer> order = new ArrayList<>(List.of(i, j));
          StringBuilder kept = new StringBuilder().append(names.charAt(i));
          for (int k = 0; k < names.length(); k++) {
            if (k != i && k != j) {
              order.add(k);
              kept.append(names.charAt(k));
            }
          }
          NdArray front = array.permute(order.stream().mapToInt(Integer::intValue).toArray());
          int[] rest = Arrays.copyOfRange(front.shape(), 2, front.rank());
          int block = product(rest);
          int[] diagonal = new int[n];
          for (int d = 0; d < n; d++) {
            diagonal[d] = d * n + d;
          }
          int[] shape = new int[rest.length + 1];
          shape[0] = n;
          System.arraycopy(rest, 0, shape, 1, rest.length);
          NdArray taken = front.reshape(n * n, block).take(diagonal).reshape(shape);
          return new Term(kept.toString(), taken).withoutRepeats(formula);
        }
      }
      return this;
    }

    /** Sums over the axes that are not needed. */
    Term summed(String needed) {
      StringBuilder kept = new StringBuilder();
      List<Integer> axes = new ArrayList<>();
      for (int i = 0; i < names.length(); i++) {
        if (needed.indexOf(names.charAt(i)) < 0) {
          axes.add(i);
        } else {
          kept.append(names.charAt(i));
        }
      }
      return axes.isEmpty()
          ? this
          : new Term(
              kept.toString(), array.sum(axes.stream().mapToInt(Integer::intValue).toArray()));
    }

    Term ordered(String order) {
      if (order.equals(names)) {
        return this;
      }
      int[] axes = order.chars().map(names::indexOf).toArray();
      return new Term(order, array.permute(axes));
    }

    private int extent(char c) {
      return array.extent(names.indexOf(c));
    }

    private int extent(String axes) {
      int n = 1;
      for (int at = 0; at < axes.length(); at++) {
        char c = axes.charAt(at);
        n *= extent(c);
      }
      return n;
    }

    /** Shared axes that are needed later make the batch, the other shared ones are summed over. */
    Term times(Term other, String later, String formula) {
      StringBuilder batch = new StringBuilder();
      StringBuilder inner = new StringBuilder();
      StringBuilder left = new StringBuilder();
      StringBuilder right = new StringBuilder();
      for (int at = 0; at < names.length(); at++) {
        char c = names.charAt(at);
        if (other.names.indexOf(c) < 0) {
          left.append(c);
        } else {
          if (extent(c) != other.extent(c)) {
            throw mismatch(formula, c, extent(c), other.extent(c));
          }
          (later.indexOf(c) >= 0 ? batch : inner).append(c);
        }
      }
      for (int at = 0; at < other.names.length(); at++) {
        char c = other.names.charAt(at);
        if (names.indexOf(c) < 0) {
          right.append(c);
        }
      }
      String b = batch.toString();
      String k = inner.toString();
      String m = left.toString();
      String n = right.toString();
      NdArray first = ordered(b + m + k).array.reshape(extent(b), extent(m), extent(k));
      NdArray second =
          other.ordered(b + k + n).array.reshape(extent(b), extent(k), other.extent(n));
      NdArray product;
      if (extent(b) == 1) {
        product =
            first.reshape(extent(m), extent(k)).matmul(second.reshape(extent(k), other.extent(n)));
      } else {
        product = first.matmul(second);
      }
      String all = b + m + n;
      int[] shape =
          all.chars()
              .map(c -> names.indexOf(c) >= 0 ? extent((char) c) : other.extent((char) c))
              .toArray();
      return new Term(all, product.reshape(shape));
    }

    private static ShapeMismatchException mismatch(String formula, char axis, int a, int b) {
      return new ShapeMismatchException(
          "einsum " + formula + ": the axis " + axis + " has the extents " + a + " and " + b);
    }
  }

  private static int product(int[] extents) {
    int n = 1;
    for (int e : extents) {
      n *= e;
    }
    return n;
  }
}
