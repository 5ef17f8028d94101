package dev.hadamard.autodiff;

import java.util.Arrays;

/**
 * Cross-correlations, called convolutions in learning, by gathering patches and one product of
 * matrices; differentiable to any order.
 */
public final class Convolutions {
  private Convolutions() {}

  /** What is beyond the borders. */
  public enum Border {
    /** Nothing: the result shrinks by the extent of the kernel less 1. */
    VALID,
    /** Zeros: the result is as large as the input; for even kernels one zero more at the end. */
    SAME
  }

  /**
   * Sequences: y[n, o, i] = Σ_{c, k} x[n, c, i + k] w[o, c, k].
   *
   * @param x the input, of shape [samples, channels, length]
   * @param w the kernels, of shape [outputs, channels, size]
   * @param border what is beyond the ends
   * @return the output, of shape [samples, outputs, length]
   * @throws ShapeMismatchException if the shapes do not fit
   */
  public static NdArray conv1d(NdArray x, NdArray w, Border border) {
    require("conv1d", x, w, 3);
    int[] xs = x.shape();
    int[] ws = w.shape();
    return conv2d(x.reshape(xs[0], xs[1], 1, xs[2]), w.reshape(ws[0], ws[1], 1, ws[2]), border)
        .reshape(xs[0], ws[0], -1);
  }

  /**
   * Images: y[n, o, i, j] = Σ_{c, k, l} x[n, c, i + k, j + l] w[o, c, k, l].
   *
   * @param x the input, of shape [samples, channels, height, width]
   * @param w the kernels, of shape [outputs, channels, rows, columns]
   * @param border what is beyond the borders
   * @return the output, of shape [samples, outputs, height, width]
   * @throws ShapeMismatchException if the shapes do not fit
   */
  public static NdArray conv2d(NdArray x, NdArray w, Border border) {
    require("conv2d", x, w, 4);
    int[] ws = w.shape();
    NdArray padded = x;
    if (border == Border.SAME) {
      padded = x.pad(2, (ws[2] - 1) / 2, ws[2] / 2).pad(3, (ws[3] - 1) / 2, ws[3] / 2);
    }
    int[] s = padded.shape();
    int rows = s[2] - ws[2] + 1;
    int columns = s[3] - ws[3] + 1;
    if (rows < 1 || columns < 1) {
      throw new ShapeMismatchException(
          "conv2d: the kernel "
              + Arrays.toString(ws)
              + " is larger than the input "
              + Arrays.toString(s));
    }
    int patch = s[1] * ws[2] * ws[3];
    int[] place = new int[s[0] * rows * columns * patch];
    int p = 0;
    for (int n = 0; n < s[0]; n++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          for (int c = 0; c < s[1]; c++) {
            for (int k = 0; k < ws[2]; k++) {
              for (int l = 0; l < ws[3]; l++) {
                place[p++] = ((n * s[1] + c) * s[2] + i + k) * s[3] + j + l;
              }
            }
          }
        }
      }
    }
    NdArray patches = padded.flatten().take(place).reshape(s[0] * rows * columns, patch);
    return patches
        .matmulTranspose(w.reshape(ws[0], patch))
        .reshape(s[0], rows, columns, ws[0])
        .permute(0, 3, 1, 2);
  }

  private static void require(String name, NdArray x, NdArray w, int rank) {
    if (x.rank() != rank || w.rank() != rank || x.extent(1) != w.extent(1)) {
      throw new ShapeMismatchException(
          name
              + ": shapes "
              + Arrays.toString(x.shape())
              + " and "
              + Arrays.toString(w.shape())
              + ": must have rank "
              + rank
              + " and equally many channels");
    }
  }
}
