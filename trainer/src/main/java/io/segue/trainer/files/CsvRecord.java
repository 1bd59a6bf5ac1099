package io.segue.trainer.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a line of CSV apart, as forgivingly as is safe: the data set that this is for was written
 * by a program that put values into quotes and escaped only some of the quotes within them.
 *
 * <p>A line is read by the rules first: values in quotes or not; within quotes a quote is doubled
 * or has a backslash before it, and a backslash may have one too; blanks around quoted values do
 * not count. Where the rules do not lead to the right number of values, and the line begins and
 * ends with a quote, it is cut at each {@code ","}: {@code "a","b "c" d","e"} is three values. Both
 * ways must give exactly the right number of values, so neither can shift a value into another
 * column.
 *
 * <p>Stateless.
 */
final class CsvRecord {

  private static final String BETWEEN_QUOTED = "\",\"";

  private CsvRecord() {}

  /** The line's values, {@code count} of them; null when it has not got so many. */
  static @Nullable List<String> values(String line, int count) {
    List<String> values = byTheRules(line);
    if (values != null && values.size() == count) {
      return values;
    }
    return atQuotesAndCommas(line, count);
  }

  /** The values of a line that keeps the rules, however many; null when it does not. */
  static @Nullable List<String> byTheRules(String line) {
    List<String> values = new ArrayList<>(4);
    int length = line.length();
    int i = 0;
    while (true) {
      int start = afterBlanks(line, i);
      if (start < length && line.charAt(start) == '"') {
        StringBuilder value = new StringBuilder();
        int end = readQuoted(line, start + 1, value);
        if (end < 0) {
          return null;
        }
        values.add(value.toString());
        i = afterBlanks(line, end);
        if (i < length && line.charAt(i) != ',') {
          return null;
        }
      } else {
        int comma = line.indexOf(',', i);
        int end = comma < 0 ? length : comma;
        values.add(line.substring(i, end));
        i = end;
      }
      if (i >= length) {
        return values;
      }
      i++;
    }
  }

  /** Appends the value and returns the index after its closing quote; -1 when there is none. */
  private static int readQuoted(String line, int from, StringBuilder value) {
    int length = line.length();
    int plainFrom = from;
    for (int i = from; i < length; i++) {
      char c = line.charAt(i);
      boolean escape = c == '"' || c == '\\';
      char next = escape && i + 1 < length ? line.charAt(i + 1) : 0;
      if (c == '"' && next != '"') {
        value.append(line, plainFrom, i);
        return i + 1;
      }
      if (escape && (next == '"' || next == '\\')) {
        value.append(line, plainFrom, i).append(next);
        i++;
        plainFrom = i + 1;
      }
    }
    return -1;
  }

  private static @Nullable List<String> atQuotesAndCommas(String line, int count) {
    String stripped = line.strip();
    if (stripped.length() < 2 || !stripped.startsWith("\"") || !stripped.endsWith("\"")) {
      return null;
    }
    List<String> values = new ArrayList<>(count);
    int from = 1;
    int end = stripped.length() - 1;
    while (true) {
      int separator = stripped.indexOf(BETWEEN_QUOTED, from);
      if (separator < 0 || separator + 1 >= end) {
        values.add(unescaped(stripped.substring(from, end)));
        return values.size() == count ? values : null;
      }
      values.add(unescaped(stripped.substring(from, separator)));
      from = separator + BETWEEN_QUOTED.length();
      if (from > end) {
        return null;
      }
    }
  }

  private static String unescaped(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      char next = i + 1 < value.length() ? value.charAt(i + 1) : 0;
      if (c == '\\' && (next == '"' || next == '\\')) {
        plain.append(next);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static int afterBlanks(String line, int from) {
    int i = from;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }
}
