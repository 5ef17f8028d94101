package dev.hadamard.kernel;

import java.util.SplittableRandom;

/** A matrix inside a larger array, with entries of mixed magnitude around it too. */
record Block(double[] data, int offset, int rows, int columns, int stride) {
  static Block random(int rows, int columns, SplittableRandom random) {
    int offset = random.nextInt(4);
    int stride = columns + random.nextInt(4);
    double[] data = new double[offset + rows * stride + 3];
    for (int i = 0; i < data.length; i++) {
      data[i] = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-8, 8));
    }
    return new Block(data, offset, rows, columns, stride);
  }

  /** With entries from -1 to 1, and on the diagonal those of the order, times a sign. */
  static Block dominant(int order, SplittableRandom random) {
    Block block = random(order, order, random);
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        block.data[block.index(i, j)] = random.nextDouble(-1, 1);
      }
      block.data[block.index(i, i)] =
          (random.nextBoolean() ? 1 : -1) * random.nextDouble(1, 2) * Math.max(1, order / 4.0);
    }
    return block;
  }

  int index(int i, int j) {
    return offset + i * stride + j;
  }

  double get(int i, int j) {
    return data[index(i, j)];
  }

  void fill(double value) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        data[index(i, j)] = value;
      }
    }
  }

  Block copy() {
    return new Block(data.clone(), offset, rows, columns, stride);
  }

  float[] floats() {
    float[] f = new float[data.length];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) data[i];
    }
    return f;
  }

  /** Entry of the triangular matrix stored here. */
  double triangular(boolean lower, boolean unit, boolean transpose, int i, int j) {
    int row = transpose ? j : i;
    int column = transpose ? i : j;
    if (row == column) {
      return unit ? 1 : get(row, column);
    }
    return lower == row > column ? get(row, column) : 0;
  }
}
