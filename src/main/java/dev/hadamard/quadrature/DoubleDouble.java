package dev.hadamard.quadrature;

/**
 * Sums of two doubles, high + low with |low| at most half a unit in the last place of high: some
 * thirty digits, for the few lines where a rule's nodes are polished. A mutable accumulator, so
 * that recurrences allocate nothing.
 */
final class DoubleDouble {
  double high;
  double low;

  DoubleDouble set(double newHigh, double newLow) {
    high = newHigh;
    low = newLow;
    return this;
  }

  DoubleDouble set(DoubleDouble other) {
    return set(other.high, other.low);
  }

  private DoubleDouble renormalise(double sum, double rest) {
    high = sum + rest;
    low = rest - (high - sum);
    return this;
  }

  DoubleDouble add(double otherHigh, double otherLow) {
    double sum = high + otherHigh;
    double part = sum - high;
    double error = (high - (sum - part)) + (otherHigh - part);
    double lowSum = low + otherLow;
    double lowPart = lowSum - low;
    double lowError = (low - (lowSum - lowPart)) + (otherLow - lowPart);
    error += lowSum;
    double first = sum + error;
    return renormalise(first, error - (first - sum) + lowError);
  }

  DoubleDouble add(DoubleDouble other) {
    return add(other.high, other.low);
  }

  DoubleDouble subtract(DoubleDouble other) {
    return add(-other.high, -other.low);
  }

  DoubleDouble multiply(double otherHigh, double otherLow) {
    double product = high * otherHigh;
    double error = Math.fma(high, otherHigh, -product);
    error += Math.fma(high, otherLow, low * otherHigh);
    return renormalise(product, error);
  }

  DoubleDouble multiply(DoubleDouble other) {
    return multiply(other.high, other.low);
  }

  DoubleDouble divide(double otherHigh, double otherLow) {
    double quotient = high / otherHigh;
    // high + low - quotient · other, exactly enough.
    double product = quotient * otherHigh;
    double rest = high - product - Math.fma(quotient, otherHigh, -product);
    rest += low - quotient * otherLow;
    return renormalise(quotient, rest / otherHigh);
  }

  DoubleDouble divide(DoubleDouble other) {
    return divide(other.high, other.low);
  }

  DoubleDouble sqrt() {
    double root = Math.sqrt(high);
    if (root == 0) {
      return set(0, 0);
    }
    double rest = Math.fma(-root, root, high) + low;
    return renormalise(root, rest / (2 * root));
  }

  /** Times a power of two. */
  DoubleDouble scale(double power) {
    return set(high * power, low * power);
  }
}
