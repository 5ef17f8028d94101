package dev.hadamard.reproduce.command;

import dev.hadamard.kernel.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on stderr how far a task has come: a bar on a terminal, else a line now and then. The
 * launcher says whether stderr is a terminal, and how wide, since Java cannot know.
 */
abstract class ProgressDisplay implements Progress, AutoCloseable {
  /** The system property with the number of columns of the terminal that stderr is. */
  static final String COLUMNS_PROPERTY = "hadamard.terminal";

  static ProgressDisplay of(PrintWriter err, String task) {
    int columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
    return columns > 0 ? new Bar(err, task, columns) : new Lines(err, task);
  }

  @Override
  public abstract void close();

  private static final class Bar extends ProgressDisplay {
    private static final int STEPS = 100;
    private static final int WIDEST = 100;

    private final ProgressBar bar;

    Bar(PrintWriter err, String task, int columns) {
      // The console consumer would otherwise load a native library to learn the width.
      PrintStream stream = new PrintStream(new WriterStream(err), true, StandardCharsets.UTF_8);
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(STEPS)
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
              .continuousUpdate()
              .clearDisplayOnFinish()
              .setUpdateIntervalMillis(100)
              .setConsumer(new ConsoleProgressBarConsumer(stream, Math.min(columns - 1, WIDEST)))
              .build();
    }

    @Override
    public void update(double fractionDone, String message) {
      bar.stepTo(Math.round(Math.clamp(fractionDone, 0.0, 1.0) * STEPS));
      bar.setExtraMessage(message);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends ProgressDisplay {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final String task;
    private long last = System.nanoTime();

    Lines(PrintWriter err, String task) {
      this.err = err;
      this.task = task;
    }

    @Override
    public synchronized void update(double fractionDone, String message) {
      long now = System.nanoTime();
      if (now - last >= INTERVAL_NANOS) {
        last = now;
        err.printf("%s: %d %% %s%n", task, Math.round(100 * fractionDone), message);
        err.flush();
      }
    }

    @Override
    public void close() {}
  }

  /** Hands whole UTF-8 writes on to a writer. */
  private static final class WriterStream extends OutputStream {
    private final PrintWriter writer;

    WriterStream(PrintWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      writer.write(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
      writer.flush();
    }
  }
}
