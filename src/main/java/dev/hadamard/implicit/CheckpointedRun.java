package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.SolverState;
import java.util.function.BinaryOperator;

/**
 * A run of a solver that is differentiated through its iterations, backwards from few kept states:
 * with s states and r repetitions of each iteration, C(s + r, s) iterations are reached.
 */
record CheckpointedRun<S extends SolverState>(
    IterativeSolver<S> solver, NdArray start, int slots, BinaryOperator<NdArray> run)
    implements DifferentiableOp {

  @Override
  public String name() {
    return "checkpointedRun";
  }

  @Override
  public NdArray value(NdArray... inputs) {
    return run.apply(start, inputs[0]);
  }

  @Override
  public NdArray jvp(NdArray[] in, NdArray output, NdArray[] tangents) {
    return Autodiff.jvp(t -> run.apply(start, t), in[0], tangents[0]).tangent();
  }

  @Override
  public NdArray vjp(int which, NdArray[] in, NdArray output, NdArray cotangent) {
    NdArray theta = in[0];
    S state = solver.init(start, theta);
    S first = state;
    int count = 0;
    while (!(state.error() <= solver.options().tolerance())
        && !state.stalled()
        && count < solver.options().maxIterations()) {
      S next = solver.update(state, theta);
      if (!next.solution().allFinite()) {
        break;
      }
      state = next;
      count++;
    }
    S last = state;
    NdArray packed = solver.packed(last);
    NdArray c = Autodiff.linearize(p -> solver.unpacked(last, p).solution(), packed).vjp(cotangent);
    int kept = slots > 0 ? slots : 4 * (32 - Integer.numberOfLeadingZeros(Math.max(count, 1)));
    Sweep sweep = new Sweep(theta, c);
    sweep.reverse(first, 0, count, kept);
    // The first state depends on θ where it holds more than the start.
    Linearization init = Autodiff.linearize(t -> solver.packed(solver.init(start, t)), theta);
    return sweep.ofTheta.plus(init.vjp(sweep.cotangent));
  }

  private final class Sweep {
    private final NdArray theta;
    private NdArray cotangent;
    private NdArray ofTheta;

    Sweep(NdArray theta, NdArray cotangent) {
      this.theta = theta;
      this.cotangent = cotangent;
      this.ofTheta = theta.times(0);
    }

    /** From the state before iteration {@code from} back over the iterations up to {@code to}. */
    void reverse(S state, int from, int to, int free) {
      int end = to;
      while (end - from > 1) {
        if (free <= 1) {
          step(advance(state, from, end - 1));
          end--;
          continue;
        }
        int middle = from + split(end - from, free);
        reverse(advance(state, from, middle), middle, end, free - 1);
        end = middle;
      }
      if (end - from == 1) {
        step(state);
      }
    }

    private S advance(S state, int from, int to) {
      S s = state;
      for (int i = from; i < to; i++) {
        s = solver.update(s, theta);
      }
      return s;
    }

    private void step(S state) {
      NdArray packed = solver.packed(state);
      NdArray c = cotangent;
      cotangent =
          Autodiff.linearize(
                  p -> solver.packed(solver.update(solver.unpacked(state, p), theta)), packed)
              .vjp(c);
      ofTheta =
          ofTheta.plus(
              Autodiff.linearize(
                      t -> solver.packed(solver.update(solver.unpacked(state, packed), t)), theta)
                  .vjp(c));
    }
  }

  /** The number of iterations before the next kept state. */
  static int split(int length, int free) {
    int repetitions = 1;
    while (reach(free, repetitions) < length) {
      repetitions++;
    }
    long first = reach(free, repetitions - 1);
    return (int) Math.min(Math.max(1, first), length - 1L);
  }

  /** C(s + r, s), saturating. */
  private static long reach(int s, int r) {
    long c = 1;
    for (int i = 1; i <= r; i++) {
      c = c * (s + i) / i;
      if (c > Integer.MAX_VALUE) {
        return Integer.MAX_VALUE;
      }
    }
    return c;
  }
}
