package dev.hadamard.reproduce.command;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; complains with the value and what is allowed. */
final class Converters {
  private Converters() {}

  /** Numbers given as {@code 1,2,3} or as {@code @file} with one number per line. */
  record NumberList(List<Double> values) {
    double[] toArray() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** Words given as {@code a,b,c} or as {@code @file} with one word per line. */
  record WordList(List<String> values) {}

  static void register(CommandLine commandLine) {
    commandLine
        .registerConverter(NumberList.class, text -> new NumberList(list(text, Converters::number)))
        .registerConverter(WordList.class, text -> new WordList(list(text, word -> word)))
        .registerConverter(double.class, Converters::number)
        .registerConverter(Double.class, Converters::number)
        .registerConverter(int.class, Converters::integer)
        .registerConverter(Integer.class, Converters::integer)
        .registerConverter(long.class, Converters::whole)
        .registerConverter(Long.class, Converters::whole);
  }

  private static double number(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (Double.isNaN(value)) {
      throw new TypeConversionException("'" + text + "': allowed are numbers");
    }
    return value;
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "': allowed are whole numbers of 32 bits");
    }
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "': allowed are whole numbers of 64 bits");
    }
  }

  private static <T> List<T> list(String text, Function<String, T> element) {
    List<T> elements = new ArrayList<>();
    List<String> words =
        text.startsWith("@") ? lines(text.substring(1)) : List.of(text.split(",", -1));
    for (String word : words) {
      if (word.isBlank()) {
        throw new TypeConversionException(
            "'" + text + "' has an empty element: allowed is a,b,c or @file, one on each line");
      }
      elements.add(element.apply(word.strip()));
    }
    if (elements.isEmpty()) {
      throw new TypeConversionException("'" + text + "' is empty: allowed is a,b,c or @file");
    }
    return elements;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (MalformedInputException e) {
      throw new TypeConversionException("'@" + file + "' is not a text file");
    } catch (IOException | InvalidPathException e) {
      throw new TypeConversionException("'@" + file + "' cannot be read: " + e.getMessage());
    }
  }
}
