package dev.hadamard.autodiff;

/**
 * Applies operations at the level of their arguments. Every differentiation opens a level, numbered
 * upwards; an operation is handled by the highest level among its arguments, which works on arrays
 * of lower levels. Nested differentiations therefore never confuse their perturbations.
 */
final class Dispatch {
  private Dispatch() {}

  static NdArray apply(DifferentiableOp op, NdArray... in) {
    long level = 0;
    for (NdArray a : in) {
      level = Math.max(level, a.level());
    }
    if (level == 0) {
      NdArray out = op.value(in);
      if (out.level() > 0) {
        throw new IllegalStateException(
            op.name()
                + ": the function uses an array under differentiation that is not one of its"
                + " arguments; pass it as an argument");
      }
      return out;
    }
    for (NdArray a : in) {
      if (a instanceof Traced t && t.level() == level) {
        return t.program().record(op, in);
      }
    }
    NdArray[] lowered = new NdArray[in.length];
    Tape tape = null;
    Dual.Pass pass = null;
    for (int i = 0; i < in.length; i++) {
      lowered[i] = in[i].below(level);
      if (in[i].level() == level && in[i] instanceof Var v) {
        tape = v.tape();
      } else if (in[i].level() == level) {
        pass = ((Dual) in[i]).pass();
      }
    }
    if (tape != null) {
      tape.requireOpen(op);
    } else {
      pass.requireOpen(op);
    }
    NdArray out = apply(op, lowered);
    if (tape != null) {
      return tape.record(op, in, lowered, out);
    }
    NdArray[] tangents = new NdArray[in.length];
    for (int i = 0; i < in.length; i++) {
      tangents[i] = in[i].level() == level ? ((Dual) in[i]).tangent() : null;
    }
    NdArray tangent = op.jvp(lowered, out, tangents);
    return tangent == null ? out : new Dual(pass, out, tangent);
  }
}
