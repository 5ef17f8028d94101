package dev.hadamard.reproduce.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text. */
public final class Numbers {
  private static final MathContext EXACT = new MathContext(17);
  private static final MathContext READABLE = new MathContext(12);
  private static final MathContext SHORT = new MathContext(4);

  private Numbers() {}

  /**
   * A finite number with the 17 significant digits that bring back the same bits.
   *
   * @param value a finite number
   * @return a JSON number with a decimal point or an exponent
   */
  public static String exact(double value) {
    return text(value, EXACT, /* keepPoint= */ true);
  }

  /**
   * A number for a reader: 12 significant digits, without trailing zeros.
   *
   * @param value the number
   * @return its text
   */
  public static String readable(double value) {
    return Double.isFinite(value)
        ? text(value, READABLE, /* keepPoint= */ false)
        : Double.toString(value);
  }

  /**
   * A number whose size matters more than its digits.
   *
   * @param value the number
   * @return its text with 4 significant digits
   */
  public static String brief(double value) {
    return Double.isFinite(value)
        ? text(value, SHORT, /* keepPoint= */ false)
        : Double.toString(value);
  }

  private static String text(double value, MathContext digits, boolean keepPoint) {
    if (value == 0) {
      String zero = keepPoint ? "0.0" : "0";
      return Math.copySign(1, value) < 0 ? "-" + zero : zero;
    }
    BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -5 && exponent < digits.getPrecision()) {
      String plain = rounded.toPlainString();
      return keepPoint && rounded.scale() <= 0 ? plain + ".0" : plain;
    }
    String mantissa = rounded.scaleByPowerOfTen(-exponent).toPlainString();
    return mantissa + "e" + exponent;
  }
}
