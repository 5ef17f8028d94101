package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.random.Samples;
import dev.hadamard.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Data cut at random into k parts of nearly equal size, each of which serves once for validation
 * while the others serve for training.
 */
public final class CrossValidation {
  /** The rows for training and for validation. */
  public static final class Fold {
    private final int[] training;
    private final int[] validation;

    private Fold(int[] training, int[] validation) {
      this.training = training;
      this.validation = validation;
    }

    /**
     * The rows for training.
     *
     * @param data an array with a row for each observation
     * @return its rows of the training part
     */
    public NdArray training(NdArray data) {
      return data.take(training);
    }

    /**
     * The rows for validation.
     *
     * @param data an array with a row for each observation
     * @return its rows of the validation part
     */
    public NdArray validation(NdArray data) {
      return data.take(validation);
    }

    /**
     * The indices of the training part.
     *
     * @return a copy, ascending
     */
    public int[] trainingRows() {
      return training.clone();
    }

    /**
     * The indices of the validation part.
     *
     * @return a copy, ascending
     */
    public int[] validationRows() {
      return validation.clone();
    }
  }

  private final List<Fold> folds;

  private CrossValidation(List<Fold> folds) {
    this.folds = List.copyOf(folds);
  }

  /**
   * k parts.
   *
   * @param observations the number of rows of the data
   * @param parts k, from 2 to the number of rows
   * @param seed the same seed gives the same parts
   * @return the folds
   */
  public static CrossValidation of(int observations, int parts, long seed) {
    requireTwo(observations);
    if (parts < 2 || parts > observations) {
      throw new IllegalArgumentException(
          "parts is " + parts + ": must be from 2 to " + observations);
    }
    int[] order = order(observations, seed);
    List<Fold> folds = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) observations * i / parts);
      int to = (int) ((long) observations * (i + 1) / parts);
      folds.add(fold(order, from, to));
    }
    return new CrossValidation(folds);
  }

  private static void requireTwo(int observations) {
    if (observations < 2) {
      throw new IllegalArgumentException(
          "observations is " + observations + ": must be at least 2");
    }
  }

  private static int[] order(int observations, long seed) {
    return Samples.of(Streams.of(seed)).permutation(observations);
  }

  /** The fold whose validation part is a range of the order. */
  private static Fold fold(int[] order, int from, int to) {
    int[] validation = Arrays.copyOfRange(order, from, to);
    int[] training = new int[order.length - validation.length];
    System.arraycopy(order, 0, training, 0, from);
    System.arraycopy(order, to, training, from, order.length - to);
    Arrays.sort(validation);
    Arrays.sort(training);
    return new Fold(training, validation);
  }

  /**
   * One split.
   *
   * @param observations the number of rows of the data
   * @param fraction the part for validation, between 0 and 1; at least one row goes to each side
   * @param seed the same seed gives the same split
   * @return a single fold
   */
  public static CrossValidation split(int observations, double fraction, long seed) {
    requireTwo(observations);
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("fraction is " + fraction + ": must be between 0 and 1");
    }
    int held = (int) Math.min(observations - 1L, Math.max(1, Math.round(fraction * observations)));
    return new CrossValidation(List.of(fold(order(observations, seed), 0, held)));
  }

  /**
   * The folds.
   *
   * @return as many as parts, in a fixed order
   */
  public List<Fold> folds() {
    return folds;
  }
}
