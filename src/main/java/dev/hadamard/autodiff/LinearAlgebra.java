package dev.hadamard.autodiff;

import dev.hadamard.kernel.Blas1;
import java.util.Arrays;

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
      int count = Shapes.size(batch);
      double[] c = new double[count * m * n];
      for (int i = 0; i < count; i++) {
        DenseKernels.multiply(
            transposeA,
            transposeB,
            m,
            k,
            n,
            in[0].values(),
            batchA.length > 0 ? i * m * k : 0,
            in[1].values(),
            batchB.length > 0 ? i * k * n : 0,
            c,
            i * m * n);
      }
      int[] shape = Arrays.copyOf(batch, batch.length + 2);
      shape[batch.length] = m;
      shape[batch.length + 1] = n;
      return new DenseArray(c, shape);
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray a = tangents[0] == null ? null : Dispatch.apply(this, tangents[0], in[1]);
      NdArray b = tangents[1] == null ? null : Dispatch.apply(this, in[0], tangents[1]);
      return a == null ? b : b == null ? a : a.plus(b);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      NdArray g;
      if (which == 0) {
        g =
            transposeA
                ? Dispatch.apply(new MatMul(transposeB, true), in[1], c)
                : Dispatch.apply(new MatMul(false, !transposeB), c, in[1]);
      } else {
        g =
            transposeB
                ? Dispatch.apply(new MatMul(true, transposeA), c, in[0])
                : Dispatch.apply(new MatMul(!transposeA, false), in[0], c);
      }
      return g.sumTo(in[which].shapeArray());
    }
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
      return transpose
          ? new DenseArray(DenseKernels.multiplyTransposed(in[0].values(), m, n, in[1].values()), n)
          : new DenseArray(DenseKernels.multiply(in[0].values(), m, n, in[1].values()), m);
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray a = tangents[0] == null ? null : Dispatch.apply(this, tangents[0], in[1]);
      NdArray b = tangents[1] == null ? null : Dispatch.apply(this, in[0], tangents[1]);
      return a == null ? b : b == null ? a : a.plus(b);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      if (which == 0) {
        return transpose ? in[1].outer(c) : c.outer(in[1]);
      }
      return Dispatch.apply(new MatVec(!transpose), in[0], c);
    }
  }

  /** u vᵀ. */
  static final Primitive OUTER =
      new Primitive("outer") {
        @Override
        DenseArray compute(DenseArray[] in) {
          double[] u = in[0].values();
          double[] v = in[1].values();
          double[] c = new double[u.length * v.length];
          for (int i = 0; i < u.length; i++) {
            Blas1.scale(u[i], v, 0, c, i * v.length, v.length);
          }
          return new DenseArray(c, u.length, v.length);
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          NdArray a = tangents[0] == null ? null : tangents[0].outer(in[1]);
          NdArray b = tangents[1] == null ? null : in[0].outer(tangents[1]);
          return a == null ? b : b == null ? a : a.plus(b);
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          return which == 0 ? c.matmul(in[1]) : c.transposeMatmul(in[0]);
        }
      };

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
          int m = shape[0];
          int n = shape[1];
          double[] x = in[0].values();
          double[] y = new double[x.length];
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              y[j * m + i] = x[i * n + j];
            }
          }
          return new DenseArray(y, n, m);
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
   * A⁻¹ b or A⁻ᵀ b for one or several right-hand sides. The factors are kept for the next solve.
   */
  static final class Solve extends Primitive {
    private final boolean transposed;
    private final Factors factors;

    /**
     * The factors of the last few matrices, by identity: backward passes solve with the same one.
     */
    static final class Factors {
      private final double[][] matrices = new double[FACTORISATIONS][];
      private final DenseKernels.Lu[] lus = new DenseKernels.Lu[FACTORISATIONS];
      private int next;

      @SuppressWarnings("ReferenceEquality") // arrays are immutable: the same one, the same factors
      synchronized DenseKernels.Lu of(double[] matrix, int n) {
        for (int i = 0; i < FACTORISATIONS; i++) {
          if (matrices[i] == matrix) {
            return lus[i];
          }
        }
        DenseKernels.Lu lu = DenseKernels.Lu.of(matrix, n);
        lu.requireRegular("solve");
        matrices[next] = matrix;
        lus[next] = lu;
        next = (next + 1) % FACTORISATIONS;
        return lu;
      }
    }

    Solve(boolean transposed, Factors factors) {
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
      DenseKernels.substitute(
          in[0].values(), n, x, b.length == 1 ? 1 : b[1], lower, transposed, /* unit= */ false);
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
          DenseKernels.Lu lu = DenseKernels.Lu.of(in[0].values(), n);
          lu.requireRegular("logDet");
          return new DenseArray(new double[] {lu.logAbsDeterminant()}, Shapes.SCALAR);
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
          return out.times(in[0].solve(tangents[0]).trace());
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
          return c.times(out).times(in[0].inverse().transpose());
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

  /** 1/(λ_j - λ_i), 0 where they are equal. */
  private static NdArray inverseGaps(NdArray values) {
    int n = values.size();
    return values.reshape(1, n).minus(values.reshape(n, 1)).reciprocalOrZero();
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

    private NdArray gram(NdArray a) {
      return a.transposeMatmul(a);
    }

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
      return first.plus(gram(a).solve(da.transposeMatmul(residual)));
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray c) {
      NdArray a = in[0];
      NdArray w = gram(a).solve(c);
      NdArray aw = a.matmul(w);
      if (which == 1) {
        return aw;
      }
      NdArray residual = in[1].minus(a.matmul(out));
      return product(residual, w).minus(product(aw, out));
    }
  }
}
