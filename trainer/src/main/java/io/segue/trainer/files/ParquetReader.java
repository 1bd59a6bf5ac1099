package io.segue.trainer.files;

import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.ObjLongConsumer;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tutorial's table from Parquet, in the file's row order, by DuckDB: on one thread, in
 * chunks, within a bounded part of memory.
 */
final class ParquetReader implements EntryReader {

  private final Connection database;
  private final PreparedStatement query;
  private final ResultSet rows;
  private final PlaylistColumns columns;
  private final long rowCount;
  private long row;

  private ParquetReader(
      Connection database,
      PreparedStatement query,
      ResultSet rows,
      PlaylistColumns columns,
      long rowCount) {
    this.database = database;
    this.query = query;
    this.rows = rows;
    this.columns = columns;
    this.rowCount = rowCount;
  }

  /**
   * @throws BadInputException when it is not a Parquet file or lacks a column
   */
  static ParquetReader open(Path file) {
    Connection database = null;
    try {
      database = database();
      long rowCount = count(database, file);
      PreparedStatement query = database.prepareStatement("SELECT * FROM read_parquet(?)");
      query.setString(1, file.toString());
      ResultSet rows = query.executeQuery();
      List<String> names = names(rows.getMetaData());
      PlaylistColumns columns =
          PlaylistColumns.in(names)
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "it is Parquet, but of user_id, artistname, trackname and playlistname"
                              + " some are missing among its columns "
                              + names));
      return new ParquetReader(database, query, rows, columns, rowCount);
    } catch (SQLException e) {
      closeAfter(e, database);
      throw new BadInputException("it is not readable Parquet: " + firstLine(e), e);
    } catch (BadInputException e) {
      closeAfter(e, database);
      throw e;
    }
  }

  private static Connection database() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    properties.setProperty("threads", "1");
    properties.setProperty("memory_limit", "512MB");
    properties.setProperty("preserve_insertion_order", "true");
    return DriverManager.getConnection("jdbc:duckdb:", properties);
  }

  private static long count(Connection database, Path file) throws SQLException {
    try (PreparedStatement count =
        database.prepareStatement("SELECT count(*) FROM read_parquet(?)")) {
      count.setString(1, file.toString());
      try (ResultSet result = count.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static List<String> names(ResultSetMetaData metaData) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      names.add(metaData.getColumnName(i));
    }
    return names;
  }

  private static void closeAfter(Exception failure, @Nullable Connection database) {
    if (database != null) {
      try {
        database.close();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private static String firstLine(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  @Override
  public @Nullable PlaylistEntry next(ObjLongConsumer<String> rejects) throws IOException {
    try {
      while (rows.next()) {
        row++;
        String user = text(columns.user());
        String artist = text(columns.artist());
        String title = text(columns.title());
        String problem = PlaylistColumns.problem(user, artist, title);
        if (problem == null) {
          return columns.entry(user, artist, title, text(columns.playlist()), row);
        }
        rejects.accept(problem, row);
      }
      return null;
    } catch (SQLException e) {
      throw new BadInputException("it is damaged after row " + row + ": " + firstLine(e), e);
    }
  }

  /** The value of the column, from 0; empty when it is null, as an empty value in CSV is. */
  private String text(int column) throws SQLException {
    String text = rows.getString(column + 1);
    return text == null ? "" : text;
  }

  @Override
  public double progress() {
    return rowCount == 0 ? 1 : (double) row / rowCount;
  }

  @Override
  public void close() throws IOException {
    try (database;
        query) {
      rows.close();
    } catch (SQLException e) {
      throw new IOException("DuckDB did not close: " + firstLine(e), e);
    }
  }
}
