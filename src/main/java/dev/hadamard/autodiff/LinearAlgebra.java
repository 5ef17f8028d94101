package dev.hadamard.autodiff;

import dev.hadamard.kernel.Blas1;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Matrix operations and their adjoints. */
final class LinearAlgebra {
  private static final int FACTORISATIONS = 8;

  private LinearAlgebra() {}

  static int[] square(String op, int[] shape) {
    if (shape.length != 2 || shape[0] != shape[1]) {
      throw new ShapeMismatchException(
          op + ": shape is " + Arrays.toString(shape) + ": must be [n, n]");
    }
    return shape;
  }

  /** op(A) op(B) over the last two axes; leading axes are a batch, equal or absent in one. */
  static final class MatMul extends Primitive {
    private final boolean transposeA;
    private final boolean transposeB;

    MatMul(boolean transposeA, boolean transposeB) {
      super("matmul");
      this.transposeA = transposeA;
      this.transposeB = transposeB;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int[] a = in[0].shapeArray();
      int[] b = in[1].shapeArray();
      int ra = a.length;
      int rb = b.length;
      int m = transposeA ? a[ra - 1] : a[ra - 2];
      int k = transposeA ? a[ra - 2] : a[ra - 1];
      int kb = transposeB ? b[rb - 1] : b[rb - 2];
      int n = transposeB ? b[rb - 2] : b[rb - 1];
      int[] batchA = Arrays.copyOf(a, ra - 2);
      int[] batchB = Arrays.copyOf(b, rb - 2);
      if (k != kb || (batchA.length > 0 && batchB.length > 0 && !Arrays.equals(batchA, batchB))) {
        throw new ShapeMismatchException(
            "matmul: shapes "
                + Arrays.toString(a)
                + (transposeA ? "ᵀ" : "")
                + " and "
                + Arrays.toString(b)
                + (transposeB ? "ᵀ" : "")
                + ": inner extents must be equal, and batches equal or absent in one");
      }
      int[] batch = batchA.length > 0 ? batchA : batchB;
      int[] shape = Arrays.copyOf(batch, batch.length + 2);
      shape[batch.length] = m;
      shape[batch.length + 1] = n;
      DenseArray out = new DenseArray(new double[Shapes.size(shape)], shape);
      into(in, out);
      return out;
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      int[] a = in[0].shapeArray();
      int[] c = out.shapeArray();
      int m = c[c.length - 2];
      int n = c[c.length - 1];
      int k = transposeA ? a[a.length - 2] : a[a.length - 1];
      int count = 1;
      for (int i = 0; i < c.length - 2; i++) {
        count *= c[i];
      }
      boolean batchA = a.length > 2;
      boolean batchB = in[1].shapeArray().length > 2;
      for (int i = 0; i < count; i++) {
        DenseKernels.multiply(
            transposeA,
            transposeB,
            m,
            k,
            n,
            in[0].values(),
            batchA ? i * m * k : 0,
            in[1].values(),
            batchB ? i * k * n : 0,
            out.values(),
            i * m * n);
      }
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray a = tangents[0] == null ? null : ofFirst(tangents[0], in[1]);
      NdArray b = tangents[1] == null ? null : ofSecond(in[0], tangents[1]);
      return a == null ? b : b == null ? a : a.plus(b);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      return pulled(which, in, c).sumTo(in[which].shapeArray());
    }

    /** The cotangent of a factor, of as many rows or columns as c has. */
    private NdArray pulled(int which, NdArray[] in, NdArray c) {
      if (which == 0) {
        return transposeA
            ? new MatMul(transposeB, true).ofSecond(in[1], c)
            : new MatMul(false, !transposeB).ofFirst(c, in[1]);
      }
      return transposeB
          ? new MatMul(true, transposeA).ofFirst(c, in[0])
          : new MatMul(!transposeA, false).ofSecond(in[0], c);
    }

    /** The product with a change as first factor: its columns of zeros contribute 0. */
    private NdArray ofFirst(NdArray change, NdArray factor) {
      return withoutZeros(
          change,
          transposeA ? -1 : -2,
          factor,
          transposeB ? -1 : -2,
          f -> Dispatch.apply(this, change, f));
    }

    /** The product with a change as second factor: its rows of zeros contribute 0. */
    private NdArray ofSecond(NdArray factor, NdArray change) {
      return withoutZeros(
          change,
          transposeB ? -2 : -1,
          factor,
          transposeA ? -2 : -1,
          f -> Dispatch.apply(this, f, change));
    }

    /** By one product where one factor varies: rows of the first, columns of the second. */
    @Override
    NdArray[] jvpAll(NdArray[] in, NdArray out, NdArray[][] tangents, int count) {
      if (in[0].rank() > 2 || in[1].rank() > 2 || (tangents[0] != null && tangents[1] != null)) {
        return super.jvpAll(in, out, tangents, count);
      }
      int which = tangents[0] == null ? 1 : 0;
      return sideBySide(
          tangents[which],
          axis(which),
          joined ->
              which == 0
                  ? Dispatch.apply(this, joined, in[1])
                  : Dispatch.apply(this, in[0], joined),
          which);
    }

    @Override
    NdArray[] vjpAll(int which, NdArray[] in, NdArray out, NdArray[] cotangents) {
      return in[0].rank() > 2 || in[1].rank() > 2
          ? super.vjpAll(which, in, out, cotangents)
          : sideBySide(cotangents, which, joined -> pulled(which, in, joined), axis(which));
    }

    /** The axis of a factor along which the product has as many entries. */
    private int axis(int which) {
      return which == 0 ? (transposeA ? 1 : 0) : transposeB ? 0 : 1;
    }

    /** The images of arrays, joined along an axis and cut apart along another. */
    private static NdArray[] sideBySide(
        NdArray[] arrays, int axis, UnaryOperator<NdArray> map, int imageAxis) {
      NdArray image = map.apply(NdArray.concatenate(axis, arrays));
      int width = image.extent(imageAxis) / arrays.length;
      NdArray[] images = new NdArray[arrays.length];
      for (int i = 0; i < images.length; i++) {
        images[i] = image.slice(imageAxis, i * width, (i + 1) * width);
      }
      return images;
    }
  }

  /**
   * A product of a factor with a change. Where it is not finite, the factor's entries along the
   * axis that is summed over are 0 where all of the change's are: 0 contributes exactly 0, whatever
   * stands beside it.
   *
   * @param others the axis of the change that is not summed over
   * @param summed the axis of the factor that is
   */
  private static NdArray withoutZeros(
      NdArray change, int others, NdArray factor, int summed, UnaryOperator<NdArray> product) {
    NdArray plain = product.apply(factor);
    if (plain.isTraced() || plain.allFinite()) {
      return plain;
    }
    NdArray c = change.stopGradient().dense();
    int[] shape = factor.shape();
    int axis = shape.length + summed;
    boolean vector = c.rank() == 1;
    if (c.rank() > 2 || shape.length > 2) {
      return plain;
    }
    NdArray zero = (vector ? c : c.abs().max(others)).equalTo(NdArray.scalar(0));
    int[] mask = new int[shape.length];
    Arrays.fill(mask, 1);
    mask[axis] = zero.size();
    return product.apply(NdArray.where(zero.reshape(mask), NdArray.scalar(0), factor));
  }

  /** A x or Aᵀ x. */
  static final class MatVec extends Primitive {
    private final boolean transpose;

    MatVec(boolean transpose) {
      super("matmul");
      this.transpose = transpose;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int[] a = in[0].shapeArray();
      int m = a[0];
      int n = a[1];
      int length = in[1].shapeArray()[0];
      if (length != (transpose ? m : n)) {
        throw new ShapeMismatchException(
            "matmul: shapes "
                + Arrays.toString(a)
                + (transpose ? "ᵀ" : "")
                + " and ["
                + length
                + "]: inner extents must be equal");
      }
      int rows = transpose ? n : m;
      DenseArray out = new DenseArray(new double[rows], rows);
      into(in, out);
      return out;
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      int[] a = in[0].shapeArray();
      if (transpose) {
        DenseKernels.multiplyTransposed(in[0].values(), a[0], a[1], in[1].values(), out.values());
      } else {
        DenseKernels.multiply(in[0].values(), a[0], a[1], in[1].values(), out.values());
      }
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray t = tangents[0];
      NdArray a =
          t == null
              ? null
              : withoutZeros(t, transpose ? -1 : -2, in[1], -1, x -> Dispatch.apply(this, t, x));
      NdArray b = tangents[1] == null ? null : times(in[0], tangents[1]);
      return a == null ? b : b == null ? a : a.plus(b);
    }

    /** The product with a change of the vector. */
    private NdArray times(NdArray matrix, NdArray change) {
      return withoutZeros(
          change, -1, matrix, transpose ? -2 : -1, m -> Dispatch.apply(this, m, change));
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      if (which == 0) {
        return transpose
            ? Dispatch.apply(OUTER_WITH_CHANGE, in[1], c)
            : Dispatch.apply(OUTER_OF_CHANGE, c, in[1]);
      }
      return new MatVec(!transpose).times(in[0], c);
    }

    /** By one product of matrices where only the vector varies. */
    @Override
    NdArray[] jvpAll(NdArray[] in, NdArray out, NdArray[][] tangents, int count) {
      return tangents[0] == null
          ? rowsTimes(tangents[1], in[0], !transpose)
          : super.jvpAll(in, out, tangents, count);
    }

    @Override
    NdArray[] vjpAll(int which, NdArray[] in, NdArray out, NdArray[] cotangents) {
      return which == 1
          ? rowsTimes(cotangents, in[0], transpose)
          : super.vjpAll(which, in, out, cotangents);
    }

    /** Vectors as rows, times A or Aᵀ. */
    private static NdArray[] rowsTimes(NdArray[] rows, NdArray a, boolean transposed) {
      NdArray products = Dispatch.apply(new MatMul(false, transposed), NdArray.stack(rows), a);
      NdArray[] results = new NdArray[rows.length];
      for (int c = 0; c < results.length; c++) {
        results[c] = products.at(c);
      }
      return results;
    }
  }

  static final Outer OUTER = new Outer(false, false);

  /** u vᵀ where u is a change: its zeros give zeros. */
  private static final Outer OUTER_OF_CHANGE = new Outer(true, false);

  /** u vᵀ where v is a change: its zeros give zeros. */
  private static final Outer OUTER_WITH_CHANGE = new Outer(false, true);

  /** u vᵀ. */
  static final class Outer extends Primitive {
    private final boolean firstChanges;
    private final boolean secondChanges;

    Outer(boolean firstChanges, boolean secondChanges) {
      super("outer");
      this.firstChanges = firstChanges;
      this.secondChanges = secondChanges;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int m = in[0].values().length;
      int n = in[1].values().length;
      DenseArray out = new DenseArray(new double[m * n], m, n);
      into(in, out);
      return out;
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      double[] u = in[0].values();
      double[] v = in[1].values();
      double[] w = out.values();
      for (int i = 0; i < u.length; i++) {
        if (firstChanges && u[i] == 0) {
          Arrays.fill(w, i * v.length, (i + 1) * v.length, 0);
        } else if (secondChanges && !Double.isFinite(u[i])) {
          for (int j = 0; j < v.length; j++) {
            w[i * v.length + j] = v[j] == 0 ? 0 : u[i] * v[j];
          }
        } else {
          Blas1.scale(u[i], v, 0, w, i * v.length, v.length);
        }
      }
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray a = tangents[0] == null ? null : Dispatch.apply(OUTER_OF_CHANGE, tangents[0], in[1]);
      NdArray b =
          tangents[1] == null ? null : Dispatch.apply(OUTER_WITH_CHANGE, in[0], tangents[1]);
      return a == null ? b : b == null ? a : a.plus(b);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      return which == 0 ? c.matmul(in[1]) : c.transposeMatmul(in[0]);
    }
  }

  /** ⟨x, y⟩ of equal shapes, a number. */
  static final Primitive DOT =
      new Primitive("dot") {
        @Override
        DenseArray compute(DenseArray[] in) {
          if (!Shapes.same(in[0].shapeArray(), in[1].shapeArray())) {
            throw new ShapeMismatchException(
                "dot: shapes "
                    + Arrays.toString(in[0].shapeArray())
                    + " and "
                    + Arrays.toString(in[1].shapeArray())
                    + " must be equal");
          }
          return new DenseArray(
              new double[] {dev.hadamard.kernel.Reductions.dot(in[0].values(), in[1].values())},
              Shapes.SCALAR);
        }

        @Override
        boolean into(DenseArray[] in, DenseArray out) {
          out.values()[0] = dev.hadamard.kernel.Reductions.dot(in[0].values(), in[1].values());
          return true;
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          NdArray a = tangents[0] == null ? null : tangents[0].dot(in[1]);
          NdArray b = tangents[1] == null ? null : in[0].dot(tangents[1]);
          return a == null ? b : b == null ? a : a.plus(b);
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          return c.safeTimes(in[1 - which]);
        }
      };

  /** The last two axes exchanged. */
  static final Primitive TRANSPOSE =
      new Primitive("transpose") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int[] shape = in[0].shapeArray();
          DenseArray out = new DenseArray(new double[in[0].values().length], shape[1], shape[0]);
          into(in, out);
          return out;
        }

        @Override
        boolean into(DenseArray[] in, DenseArray out) {
          int m = out.shapeArray()[1];
          int n = out.shapeArray()[0];
          double[] x = in[0].values();
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              out.values()[j * m + i] = x[i * n + j];
            }
          }
          return true;
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          return tangents[0].transpose();
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          return c.transpose();
        }
      };

  /** u vᵀ for vectors, U Vᵀ for matrices: the shape of A when u and v are like b. */
  private static NdArray product(NdArray u, NdArray v) {
    return u.rank() == 1 ? u.outer(v) : u.matmulTranspose(v);
  }

  /**
   * The factors of the last few regular matrices, by identity: backward passes solve with the same
   * one.
   */
  static final class LuCache {
    private final String op;
    private final double[][] matrices = new double[FACTORISATIONS][];
    private final DenseKernels.Lu[] lus = new DenseKernels.Lu[FACTORISATIONS];
    private int next;

    LuCache(String op) {
      this.op = op;
    }

    @SuppressWarnings("ReferenceEquality") // arrays are immutable: the same one, the same factors
    synchronized DenseKernels.Lu of(double[] matrix, int n) {
      for (int i = 0; i < FACTORISATIONS; i++) {
        if (matrices[i] == matrix) {
          return lus[i];
        }
      }
      DenseKernels.Lu lu = DenseKernels.Lu.of(matrix, n).requireRegular(op);
      matrices[next] = matrix;
      lus[next] = lu;
      next = (next + 1) % FACTORISATIONS;
      return lu;
    }
  }

  /**
   * A⁻¹ b or A⁻ᵀ b for one or several right-hand sides. The factors are kept for the next solve.
   */
  static final class Solve extends Primitive {
    private final boolean transposed;
    private final LuCache factors;

    Solve(boolean transposed, LuCache factors) {
      super("solve");
      this.transposed = transposed;
      this.factors = factors;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int n = square("solve", in[0].shapeArray())[0];
      int[] b = in[1].shapeArray();
      if (b.length == 0 || b.length > 2 || b[0] != n) {
        throw new ShapeMismatchException(
            "solve: shapes "
                + Arrays.toString(in[0].shapeArray())
                + " and "
                + Arrays.toString(b)
                + ": the second must be ["
                + n
                + "] or ["
                + n
                + ", k]");
      }
      int k = b.length == 1 ? 1 : b[1];
      return new DenseArray(factors.of(in[0].values(), n).solve(in[1].values(), k, transposed), b);
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray right = tangents[1];
      if (tangents[0] != null) {
        NdArray change = transposed ? tangents[0].transposeMatmul(out) : tangents[0].matmul(out);
        right = right == null ? change.negate() : right.minus(change);
      }
      return Dispatch.apply(this, in[0], right);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      NdArray u = Dispatch.apply(new Solve(!transposed, factors), in[0], c);
      if (which == 1) {
        return u;
      }
      return (transposed ? product(out, u) : product(u, out)).negate();
    }
  }

  /** T⁻¹ b or T⁻ᵀ b for a triangle; the other triangle is not read. */
  static final class TriangularSolve extends Primitive {
    private final boolean lower;
    private final boolean transposed;

    TriangularSolve(boolean lower, boolean transposed) {
      super("triangularSolve");
      this.lower = lower;
      this.transposed = transposed;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int n = square("triangularSolve", in[0].shapeArray())[0];
      int[] b = in[1].shapeArray();
      if (b.length == 0 || b.length > 2 || b[0] != n) {
        throw new ShapeMismatchException(
            "triangularSolve: shapes "
                + Arrays.toString(in[0].shapeArray())
                + " and "
                + Arrays.toString(b)
                + " do not fit");
      }
      for (int i = 0; i < n; i++) {
        if (in[0].values()[i * n + i] == 0) {
          throw new dev.hadamard.kernel.IllPosedProblemException(
              "triangularSolve: the matrix is singular: diagonal entry " + i + " is 0");
        }
      }
      double[] x = in[1].values().clone();
      DenseKernels.substitute(in[0].values(), n, x, b.length == 1 ? 1 : b[1], lower, transposed);
      return new DenseArray(x, b);
    }

    private NdArray triangle(NdArray t) {
      return lower ? t.lowerTriangle() : t.upperTriangle();
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray right = tangents[1];
      if (tangents[0] != null) {
        NdArray d = triangle(tangents[0]);
        NdArray change = transposed ? d.transposeMatmul(out) : d.matmul(out);
        right = right == null ? change.negate() : right.minus(change);
      }
      return Dispatch.apply(this, in[0], right);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      NdArray u = Dispatch.apply(new TriangularSolve(lower, !transposed), in[0], c);
      if (which == 1) {
        return u;
      }
      return triangle(transposed ? product(out, u) : product(u, out)).negate();
    }
  }

  static final Primitive LOG_ABS_DETERMINANT =
      new Primitive("logDet") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int n = square("logDet", in[0].shapeArray())[0];
          DenseKernels.Lu lu = DenseKernels.Lu.of(in[0].values(), n).requireRegular("logDet");
          return new DenseArray(new double[] {lu.factors().logAbsDeterminant()}, Shapes.SCALAR);
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          return in[0].solve(tangents[0]).trace();
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          return c.times(in[0].inverse().transpose());
        }
      };

  static final Primitive DETERMINANT =
      new Primitive("det") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int n = square("det", in[0].shapeArray())[0];
          return new DenseArray(
              new double[] {DenseKernels.Lu.of(in[0].values(), n).determinant()}, Shapes.SCALAR);
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          Linearization singular = Determinants.linearizedIfSingular(in[0]);
          return singular == null
              ? out.times(in[0].solve(tangents[0]).trace())
              : singular.jvp(tangents[0]);
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          Linearization singular = Determinants.linearizedIfSingular(in[0]);
          return singular == null
              ? c.times(out).times(in[0].inverse().transpose())
              : singular.vjp(c);
        }
      };

  /** The lower factor of a symmetric matrix; derivatives are those for symmetric changes. */
  static final Primitive CHOLESKY =
      new Primitive("cholesky") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int n = square("cholesky", in[0].shapeArray())[0];
          return new DenseArray(DenseKernels.cholesky(in[0].values(), n), n, n);
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          NdArray t = symmetric(tangents[0]);
          NdArray w = out.triangularSolve(t, true, false);
          NdArray v = out.triangularSolve(w.transpose(), true, false).transpose();
          return out.matmul(halfDiagonal(v.lowerTriangle()));
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          NdArray p = halfDiagonal(out.transposeMatmul(c.lowerTriangle()).lowerTriangle());
          NdArray w = out.triangularSolve(p, true, true);
          NdArray v = out.triangularSolve(w.transpose(), true, true).transpose();
          return symmetric(v);
        }
      };

  private static NdArray symmetric(NdArray a) {
    return a.plus(a.transpose()).times(0.5);
  }

  private static NdArray halfDiagonal(NdArray a) {
    return a.minus(a.diagonal().times(0.5).diagonalMatrix());
  }

  /** Row 0: ascending eigenvalues; rows 1 to n: eigenvectors in columns. */
  static final Primitive EIGEN =
      new Primitive("eigh") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int n = square("eigh", in[0].shapeArray())[0];
          DenseKernels.Eigen e = DenseKernels.Eigen.of(in[0].values(), n);
          double[] packed = new double[(n + 1) * n];
          System.arraycopy(e.values(), 0, packed, 0, n);
          System.arraycopy(e.vectors(), 0, packed, n, n * n);
          return new DenseArray(packed, n + 1, n);
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          NdArray values = values(out);
          NdArray vectors = vectors(out);
          NdArray m = vectors.transposeMatmul(symmetric(tangents[0])).matmul(vectors);
          NdArray dVectors = vectors.matmul(inverseGaps(values).times(m));
          return NdArray.concatenate(0, m.diagonal().reshape(1, values.size()), dVectors);
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          NdArray values = values(out);
          NdArray vectors = vectors(out);
          NdArray inner =
              values(c)
                  .diagonalMatrix()
                  .plus(inverseGaps(values).times(vectors.transposeMatmul(vectors(c))));
          return symmetric(vectors.matmul(inner).matmulTranspose(vectors));
        }
      };

  static NdArray values(NdArray packed) {
    int n = packed.shapeArray()[1];
    return packed.slice(0, 0, 1).reshape(n);
  }

  static NdArray vectors(NdArray packed) {
    return packed.slice(0, 1, packed.shapeArray()[0]);
  }

  /** 1/(λ_j - λ_i), 0 where they are equal up to the rounding of the largest. */
  private static NdArray inverseGaps(NdArray values) {
    int n = values.size();
    NdArray gaps = values.reshape(1, n).minus(values.reshape(n, 1));
    if (n == 0) {
      return gaps;
    }
    double rounding = n * 0x1p-52 * values.normInf().value();
    return NdArray.where(gaps.abs().atMost(NdArray.scalar(rounding)), NdArray.scalar(0), gaps)
        .reciprocalOrZero();
  }

  /** U, s, V of the thin decomposition A = U diag(s) Vᵀ, one after the other. */
  static final Primitive SVD =
      new Primitive("svd") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int m = in[0].shapeArray()[0];
          int n = in[0].shapeArray()[1];
          boolean tall = m >= n;
          int k = Math.min(m, n);
          double[] a = in[0].values();
          double[] source = a;
          if (!tall) {
            source = new double[a.length];
            dev.hadamard.kernel.Blas2.transpose(m, n, a, 0, n, source, 0, m);
          }
          DenseKernels.Svd d = DenseKernels.Svd.of(source, Math.max(m, n), k);
          double[] packed = new double[m * k + k + n * k];
          System.arraycopy(tall ? d.u() : d.v(), 0, packed, 0, m * k);
          System.arraycopy(d.s(), 0, packed, m * k, k);
          System.arraycopy(tall ? d.v() : d.u(), 0, packed, m * k + k, n * k);
          fixSigns(packed, m, n, k);
          return new DenseArray(packed, packed.length);
        }

        // The largest entry of each right vector is positive.
        private void fixSigns(double[] packed, int m, int n, int k) {
          int v = m * k + k;
          for (int j = 0; j < k; j++) {
            int largest = 0;
            for (int i = 1; i < n; i++) {
              if (Math.abs(packed[v + i * k + j]) > Math.abs(packed[v + largest * k + j])) {
                largest = i;
              }
            }
            if (packed[v + largest * k + j] < 0) {
              for (int i = 0; i < m; i++) {
                packed[i * k + j] = -packed[i * k + j];
              }
              for (int i = 0; i < n; i++) {
                packed[v + i * k + j] = -packed[v + i * k + j];
              }
            }
          }
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          NdArray da = tangents[0];
          int[] shape = in[0].shapeArray();
          SvdParts parts = SvdParts.of(out, shape[0], shape[1]);
          NdArray u = parts.u;
          NdArray s = parts.s;
          NdArray v = parts.v;
          int k = s.size();
          NdArray dp = u.transposeMatmul(da).matmul(v);
          NdArray row = s.reshape(1, k);
          NdArray column = s.reshape(k, 1);
          // s_j/(s_j² - s_i²) without squares, 0 where they are equal.
          NdArray gaps = inverseGaps(s);
          NdArray sums = row.plus(column).reciprocalOrZero();
          NdArray byRow = gaps.times(row.times(sums));
          NdArray byColumn = gaps.times(column.times(sums));
          NdArray inverse = row.reciprocalOrZero();
          NdArray dpt = dp.transpose();
          NdArray dav = da.matmul(v);
          NdArray dau = da.transposeMatmul(u);
          NdArray du =
              u.matmul(dp.times(byRow).plus(dpt.times(byColumn)))
                  .plus(dav.minus(u.matmul(u.transposeMatmul(dav))).times(inverse));
          NdArray dv =
              v.matmul(dp.times(byColumn).plus(dpt.times(byRow)))
                  .plus(dau.minus(v.matmul(v.transposeMatmul(dau))).times(inverse));
          return NdArray.concatenate(0, du.flatten(), dp.diagonal(), dv.flatten());
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          return Autodiff.linearize(
                  da -> jvp(in, out, new NdArray[] {da}), NdArray.zeros(in[0].shapeArray()))
              .vjp(c);
        }
      };

  /** The parts of what {@link #SVD} packs. */
  record SvdParts(NdArray u, NdArray s, NdArray v) {
    static SvdParts of(NdArray packed, int m, int n) {
      int k = Math.min(m, n);
      return new SvdParts(
          packed.slice(0, 0, m * k).reshape(m, k),
          packed.slice(0, m * k, m * k + k),
          packed.slice(0, m * k + k, m * k + k + n * k).reshape(n, k));
    }
  }

  /** P A = L U: L without its unit diagonal and U in one matrix; the order of rows is constant. */
  static final class Factors extends Primitive {
    private final LuCache cache;
    private final int[] rows;

    Factors(LuCache cache, int[] rows) {
      super("lu");
      this.cache = cache;
      this.rows = rows;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int n = in[0].shapeArray()[0];
      return new DenseArray(cache.of(in[0].values(), n).factors().packed().data, n, n);
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray one = NdArray.identity(rows.length);
      NdArray u = out.upperTriangle();
      NdArray l = out.minus(u).plus(one);
      NdArray half = l.triangularSolve(tangents[0].take(rows), true, false);
      NdArray t = u.triangularSolve(half.transpose(), false, true).transpose();
      NdArray upper = t.upperTriangle();
      return l.matmul(t.minus(upper)).plus(upper.matmul(u));
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      return Autodiff.linearize(
              da -> jvp(in, out, new NdArray[] {da}), NdArray.zeros(in[0].shapeArray()))
          .vjp(c);
    }
  }

  /** The solution of least squares and, for a deficient rank, of least norm. */
  static final class LeastSquares extends Primitive {
    private final double cutoff;

    LeastSquares(double cutoff) {
      super("leastSquares");
      this.cutoff = cutoff;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int[] a = in[0].shapeArray();
      int[] b = in[1].shapeArray();
      if (a.length != 2 || b.length == 0 || b.length > 2 || b[0] != a[0]) {
        throw new ShapeMismatchException(
            "leastSquares: shapes "
                + Arrays.toString(a)
                + " and "
                + Arrays.toString(b)
                + ": must be [m, n] and [m] or [m, k]");
      }
      int m = a[0];
      int n = a[1];
      int k = b.length == 1 ? 1 : b[1];
      // One-sided rotations want at least as many rows as columns.
      int rows = Math.max(m, n);
      double[] tall = Arrays.copyOf(in[0].values(), rows * n);
      double[] right = Arrays.copyOf(in[1].values(), rows * k);
      DenseKernels.Svd svd = DenseKernels.Svd.of(tall, rows, n);
      int[] shape = b.length == 1 ? new int[] {n} : new int[] {n, k};
      return new DenseArray(svd.solve(right, k, cutoff), shape);
    }

    /**
     * The derivative of A⁺b at constant rank, d(A⁺b) = A⁺(db - dA x) + A⁺A⁺ᵀ dAᵀ r + (I - A⁺A) dAᵀ
     * A⁺ᵀ x with r = b - A x (G. Golub and V. Pereyra, 1973).
     */
    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray a = in[0];
      NdArray da = tangents[0];
      NdArray right = tangents[1];
      if (da != null) {
        NdArray change = da.matmul(out);
        right = right == null ? change.negate() : right.minus(change);
      }
      NdArray first = a.leastSquares(right, cutoff);
      if (da == null) {
        return first;
      }
      NdArray residual = in[1].minus(a.matmul(out));
      NdArray t = a.transpose();
      NdArray ofResidual =
          a.leastSquares(t.leastSquares(da.transposeMatmul(residual), cutoff), cutoff);
      NdArray w = da.transposeMatmul(t.leastSquares(out, cutoff));
      return first.plus(ofResidual).plus(w.minus(a.leastSquares(a.matmul(w), cutoff)));
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      NdArray a = in[0];
      NdArray t = a.transpose();
      NdArray u = t.leastSquares(c, cutoff);
      if (which == 1) {
        return u;
      }
      NdArray residual = in[1].minus(a.matmul(out));
      NdArray normal = a.leastSquares(u, cutoff);
      NdArray outside = c.minus(a.leastSquares(a.matmul(c), cutoff));
      return product(residual, normal)
          .minus(product(u, out))
          .plus(product(t.leastSquares(out, cutoff), outside));
    }
  }
}
