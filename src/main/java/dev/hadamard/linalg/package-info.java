/**
 * Linear algebra on EJML's {@link org.ejml.data.DMatrixRMaj} and on plain arrays: factorisations,
 * structured solvers, transforms, operators and Krylov methods, the same bits on every machine.
 *
 * <p>Start from {@link dev.hadamard.linalg.Cholesky} (and {@link dev.hadamard.linalg.Lu}, {@link
 * dev.hadamard.linalg.Qr}) for dense systems:
 *
 * <pre>{@code
 * DMatrixRMaj a = new DMatrixRMaj(new double[][] {{4, 2}, {2, 3}});
 * Cholesky cholesky = Cholesky.of(a);
 * double[] x = cholesky.solve(new double[] {8, 7});
 * double logDeterminant = cholesky.logDeterminant();
 * double condition = cholesky.conditionEstimate();
 * FactorizationStatus status = cholesky.status();   // regular, ill-conditioned, numerically singular
 * }</pre>
 *
 * <p>Every factorisation has {@code of(a)}, which copies, and {@code inPlace(a)}, which overwrites
 * the matrix given and allocates nothing of its size. A problem that has no unique solution is
 * refused with an exception that names the pivot: {@link
 * dev.hadamard.linalg.SingularMatrixException}, {@link
 * dev.hadamard.linalg.IndefiniteMatrixException}. What was factored tells its {@link
 * dev.hadamard.linalg.Factorization#status() status}.
 *
 * <p>Sources: Golub and Van Loan, Matrix Computations, 4th edition (2013); Higham, Accuracy and
 * Stability of Numerical Algorithms, 2nd edition (2002).
 */
package dev.hadamard.linalg;
