package dev.hadamard.kernel;

/**
 * The vector kernels. Functions without a kernel of their own in single precision go through the
 * one in double precision, block by block.
 */
final class VectorElementary implements ElementaryKernels {
  @Override
  public void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorExp.exp(x, xOffset, y, yOffset, n);
  }

  @Override
  public void exp2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorExp.exp2(x, xOffset, y, yOffset, n);
  }

  @Override
  public void expm1(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorExp.expm1(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorLog.log(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorLog.log2(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log10(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorLog.log10(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log1p(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorLog.log1p(x, xOffset, y, yOffset, n);
  }

  @Override
  public void sqrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorPower.sqrt(x, xOffset, y, yOffset, n);
  }

  @Override
  public void cbrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorPower.cbrt(x, xOffset, y, yOffset, n);
  }

  @Override
  public void sinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorHyperbolic.sinh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void cosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorHyperbolic.cosh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void tanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorHyperbolic.tanh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void asinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorInverseHyperbolic.asinh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void acosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorInverseHyperbolic.acosh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void atanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorInverseHyperbolic.atanh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorLogistic.sigmoid(x, xOffset, y, yOffset, n);
  }

  @Override
  public void softplus(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorLogistic.softplus(x, xOffset, y, yOffset, n);
  }

  @Override
  public void silu(double[] x, int xOffset, double[] y, int yOffset, int n) {
    VectorLogistic.silu(x, xOffset, y, yOffset, n);
  }

  @Override
  public void pow(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    VectorPower.pow(x, xOffset, y, yOffset, z, zOffset, n);
  }

  @Override
  public void hypot(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    VectorPower.hypot(x, xOffset, y, yOffset, z, zOffset, n);
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    VectorFloat.exp(x, xOffset, y, yOffset, n);
  }

  @Override
  public void exp2(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorExp::exp2, x, xOffset, y, yOffset, n);
  }

  @Override
  public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorExp::expm1, x, xOffset, y, yOffset, n);
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    VectorFloat.log(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log2(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorLog::log2, x, xOffset, y, yOffset, n);
  }

  @Override
  public void log10(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorLog::log10, x, xOffset, y, yOffset, n);
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorLog::log1p, x, xOffset, y, yOffset, n);
  }

  @Override
  public void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    VectorFloat.sqrt(x, xOffset, y, yOffset, n);
  }

  @Override
  public void cbrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorPower::cbrt, x, xOffset, y, yOffset, n);
  }

  @Override
  public void sinh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorHyperbolic::sinh, x, xOffset, y, yOffset, n);
  }

  @Override
  public void cosh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorHyperbolic::cosh, x, xOffset, y, yOffset, n);
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    VectorFloat.tanh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void asinh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorInverseHyperbolic::asinh, x, xOffset, y, yOffset, n);
  }

  @Override
  public void acosh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorInverseHyperbolic::acosh, x, xOffset, y, yOffset, n);
  }

  @Override
  public void atanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorInverseHyperbolic::atanh, x, xOffset, y, yOffset, n);
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    VectorFloat.sigmoid(x, xOffset, y, yOffset, n);
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorLogistic::softplus, x, xOffset, y, yOffset, n);
  }

  @Override
  public void silu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    WideningBlocks.apply(VectorLogistic::silu, x, xOffset, y, yOffset, n);
  }

  @Override
  public void pow(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    WideningBlocks.apply(VectorPower::pow, x, xOffset, y, yOffset, z, zOffset, n);
  }

  @Override
  public void hypot(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    Lanes.SCALAR.hypot(x, xOffset, y, yOffset, z, zOffset, n);
  }
}
