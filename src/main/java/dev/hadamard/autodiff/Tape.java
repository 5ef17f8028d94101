package dev.hadamard.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The record of the operations on one differentiated array, confined to one differentiation. */
final class Tape {
  private static final AtomicLong LEVELS = new AtomicLong();
  private static final int[] NONE = {};

  /** What is said of arrays that outlive their differentiation. */
  static final String ENDED =
      ": an array of a differentiation that has ended is used; return what you need from the"
          + " differentiated function";

  /** One operation: its arguments, where those were recorded (-1: nowhere), and its result. */
  private record Node(DifferentiableOp op, NdArray[] in, int[] parents, NdArray out) {}

  private final long level;
  private final List<Node> nodes = new ArrayList<>();
  private boolean closed;

  /** The operation whose place in the source is looked for; -1: none. */
  private final int watched;

  private String place = "";

  Tape() {
    this(-1);
  }

  /** A tape that notes where in the source one of its operations is called. */
  Tape(int watched) {
    level = newLevel();
    this.watched = watched;
  }

  /** Where the watched operation was called: the first line outside this package. */
  String place() {
    return place;
  }

  private static String callSite() {
    String here = Tape.class.getPackageName();
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(f -> !packageOf(f.getClassName()).equals(here))
                    .map(f -> f.getClassName() + "(" + f.getFileName() + ":" + f.getLineNumber())
                    .findFirst()
                    .map(text -> text + ")")
                    .orElse(""));
  }

  private static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  static long newLevel() {
    return LEVELS.incrementAndGet();
  }

  long level() {
    return level;
  }

  /** The differentiated array: node 0. */
  Var input(NdArray x) {
    nodes.add(new Node(null, null, NONE, x));
    return new Var(this, 0, x);
  }

  void requireOpen(DifferentiableOp op) {
    if (closed) {
      throw new IllegalStateException(op.name() + ENDED);
    }
  }

  Var record(DifferentiableOp op, NdArray[] in, NdArray[] lowered, NdArray out) {
    int[] parents = new int[in.length];
    for (int i = 0; i < in.length; i++) {
      parents[i] = in[i].level() == level ? ((Var) in[i]).node() : -1;
    }
    if (nodes.size() == watched) {
      place = callSite();
    }
    nodes.add(new Node(op, lowered, parents, out));
    return new Var(this, nodes.size() - 1, out);
  }

  /** Ends the recording and forgets what the result does not need. */
  void close(int resultNode) {
    closed = true;
    boolean[] needed = new boolean[nodes.size()];
    needed[resultNode] = true;
    needed[0] = true;
    for (int k = nodes.size() - 1; k > 0; k--) {
      if (needed[k]) {
        for (int p : nodes.get(k).parents) {
          if (p >= 0) {
            needed[p] = true;
          }
        }
      } else {
        nodes.set(k, null);
      }
    }
  }

  /** The number of elements of all results that are kept. */
  long elements() {
    long sum = 0;
    for (Node node : nodes) {
      sum += node == null ? 0 : node.out.size();
    }
    return sum;
  }

  /** The tangent of the result for a tangent of the input, or null for zero. */
  NdArray forward(NdArray tangent, int resultNode) {
    NdArray[] t = new NdArray[resultNode + 1];
    t[0] = tangent;
    for (int k = 1; k <= resultNode; k++) {
      Node node = nodes.get(k);
      if (node == null) {
        continue;
      }
      NdArray[] tangents = new NdArray[node.parents.length];
      boolean any = false;
      for (int i = 0; i < tangents.length; i++) {
        if (node.parents[i] >= 0) {
          tangents[i] = t[node.parents[i]];
          any |= tangents[i] != null;
        }
      }
      if (any) {
        t[k] = node.op.jvp(node.in, node.out, tangents);
      }
    }
    return t[resultNode];
  }

  /** The tangents of the result for several tangents of the input, or null for zero. */
  NdArray[] forwardAll(NdArray[] input, int resultNode) {
    NdArray[][] t = new NdArray[resultNode + 1][];
    t[0] = input;
    for (int k = 1; k <= resultNode; k++) {
      Node node = nodes.get(k);
      if (node == null) {
        continue;
      }
      NdArray[][] tangents = new NdArray[node.parents.length][];
      boolean any = false;
      for (int i = 0; i < tangents.length; i++) {
        if (node.parents[i] >= 0) {
          tangents[i] = t[node.parents[i]];
          any |= tangents[i] != null;
        }
      }
      if (any) {
        t[k] =
            node.op instanceof Primitive p
                ? p.jvpAll(node.in, node.out, tangents, input.length)
                : Primitive.eachJvp(node.op, node.in, node.out, tangents, input.length);
      }
    }
    return t[resultNode];
  }

  /** The cotangents of the input for several cotangents of the result, or null for zero. */
  NdArray[] backwardAll(NdArray[] output, int resultNode) {
    NdArray[][] c = new NdArray[resultNode + 1][];
    c[resultNode] = output;
    for (int k = resultNode; k > 0; k--) {
      NdArray[] ck = c[k];
      if (ck == null) {
        continue;
      }
      c[k] = null;
      Node node = nodes.get(k);
      for (int i = 0; i < node.parents.length; i++) {
        int to = node.parents[i];
        if (to < 0) {
          continue;
        }
        NdArray[] part =
            node.op instanceof Primitive p
                ? p.vjpAll(i, node.in, node.out, ck)
                : Primitive.eachVjp(node.op, i, node.in, node.out, ck);
        c[to] = part == null ? c[to] : c[to] == null ? part : sums(c[to], part);
      }
    }
    return c[0];
  }

  private static NdArray[] sums(NdArray[] a, NdArray[] b) {
    NdArray[] sums = new NdArray[a.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = a[i].plus(b[i]);
    }
    return sums;
  }

  /** The cotangent of the input for a cotangent of the result, or null for zero. */
  NdArray backward(NdArray cotangent, int resultNode) {
    return backward(cotangent, resultNode, null);
  }

  /** What is told of each cotangent that an operation passes on. */
  private interface Watcher {
    void passed(int operation, NdArray cotangent);
  }

  private NdArray backward(NdArray cotangent, int resultNode, Watcher watcher) {
    NdArray[] c = new NdArray[resultNode + 1];
    c[resultNode] = cotangent;
    for (int k = resultNode; k > 0; k--) {
      NdArray ck = c[k];
      if (ck == null) {
        continue;
      }
      c[k] = null;
      Node node = nodes.get(k);
      for (int i = 0; i < node.parents.length; i++) {
        int p = node.parents[i];
        if (p < 0) {
          continue;
        }
        NdArray part = node.op.vjp(i, node.in, node.out, ck);
        if (part != null) {
          if (watcher != null) {
            watcher.passed(k, part);
          }
          c[p] = c[p] == null ? part : c[p].plus(part);
        }
      }
    }
    return c[0];
  }

  /** An operation and what is wrong with it. */
  record Finding(int operation, String text) {}

  private static Finding finding(int k, String what, NdArray a) {
    double[] v = a.data();
    for (int i = 0; i < v.length; i++) {
      if (!Double.isFinite(v[i])) {
        return new Finding(k, what + " (operation " + k + ") is " + v[i] + " at index " + i);
      }
    }
    return null;
  }

  /** The first result that is not finite, in the order of computation, or null. */
  Finding firstNonFinite() {
    for (int k = 0; k < nodes.size(); k++) {
      Node node = nodes.get(k);
      if (node == null) {
        continue;
      }
      String what = node.op == null ? "the argument" : "the result of " + node.op.name();
      Finding found = finding(k, what, node.out);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The first cotangent that is not finite, in the order of the backward pass, or null. */
  Finding firstNonFiniteCotangent(NdArray cotangent, int resultNode) {
    Finding[] first = new Finding[1];
    backward(
        cotangent,
        resultNode,
        (k, part) -> {
          if (first[0] == null) {
            Node node = nodes.get(k);
            String name = node.op == null ? "the function" : node.op.name();
            first[0] = finding(k, "a cotangent that passes " + name, part);
          }
        });
    return first[0];
  }
}
