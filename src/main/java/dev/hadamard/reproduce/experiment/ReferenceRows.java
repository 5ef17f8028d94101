package dev.hadamard.reproduce.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** How tables of reference values are read: lines of comments, a header, rows. */
public final class ReferenceRows {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true).get();

  private ReferenceRows() {}

  /**
   * The rows of a table that is packaged with experiments.
   *
   * @param owner a class of the package with the table
   * @param file the name of the table
   * @return its rows
   * @throws IOException if it is missing, or no table
   */
  public static List<CSVRecord> read(Class<?> owner, String file) throws IOException {
    try (InputStream stream = owner.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IOException("reference values " + file + " are missing from the library");
      }
      try (CSVParser parser = parser(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        return parser.getRecords();
      }
    }
  }

  /**
   * A parser of tables of this format.
   *
   * @param reader the text; closed with the parser
   * @return the parser
   * @throws IOException if there is no header
   */
  public static CSVParser parser(Reader reader) throws IOException {
    return FORMAT.parse(reader);
  }

  /**
   * A number of a row.
   *
   * @param row the row
   * @param column the name of the column
   * @return the number
   */
  public static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
