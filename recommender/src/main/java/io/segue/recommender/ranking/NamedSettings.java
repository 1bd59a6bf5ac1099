package io.segue.recommender.ranking;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings as names and values, and back: {@code neighbours.0.lastTracks = 20}. For everyone who
 * stores or shows settings, so that none of them forgets one that was added.
 *
 * <p>The names are those of the records' components; lists count from 0.
 */
public final class NamedSettings {

  private NamedSettings() {}

  /** The settings by name, in the order of the names. */
  public static Map<String, String> of(RankingSettings settings) {
    Map<String, String> named = new TreeMap<>();
    write("", settings, named);
    return named;
  }

  /**
   * The settings of names and values as {@link #of} gives.
   *
   * @throws IllegalArgumentException when a name is missing or unknown, or a value is not what the
   *     name stands for
   */
  public static RankingSettings read(Map<String, String> named) {
    Map<String, String> left = new TreeMap<>(named);
    Object settings = read("", RankingSettings.class, left);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "there are settings that are unknown: "
              + String.join(", ", new TreeSet<>(left.keySet())));
    }
    return (RankingSettings) settings;
  }

  private static void write(String name, Object value, Map<String, String> named) {
    if (value instanceof Record parts) {
      for (RecordComponent component : parts.getClass().getRecordComponents()) {
        write(join(name, component.getName()), valueOf(parts, component), named);
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        write(join(name, Integer.toString(i)), list.get(i), named);
      }
    } else {
      named.put(name, value.toString());
    }
  }

  /** Reads a value and takes what it consists of out of {@code named}. */
  private static Object read(String name, Type type, Map<String, String> named) {
    if (type instanceof ParameterizedType list) {
      List<Object> elements = new ArrayList<>();
      while (hasPart(named, join(name, Integer.toString(elements.size())))) {
        elements.add(
            read(
                join(name, Integer.toString(elements.size())),
                list.getActualTypeArguments()[0],
                named));
      }
      return elements;
    }
    Class<?> simple = (Class<?>) type;
    if (simple.isRecord()) {
      return readRecord(name, simple, named);
    }
    String text = named.remove(name);
    if (text == null) {
      throw new IllegalArgumentException("the setting " + name + " is missing");
    }
    return parse(name, simple, text);
  }

  private static Object readRecord(String name, Class<?> type, Map<String, String> named) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = read(join(name, components[i].getName()), components[i].getGenericType(), named);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "the settings %s are wrong: %s"
              .formatted(name.isEmpty() ? "as a whole" : name, e.getTargetException().getMessage()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the settings' own type cannot be made", e);
    }
  }

  private static Object parse(String name, Class<?> type, String text) {
    try {
      if (type == int.class) {
        return Integer.valueOf(text);
      }
      if (type == double.class) {
        return Double.valueOf(text);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the setting %s is no number: '%s'".formatted(name, text), e);
    }
    if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException("the setting %s is wrong: '%s'".formatted(name, text));
  }

  private static boolean hasPart(Map<String, String> named, String prefix) {
    return named.keySet().stream().anyMatch(name -> name.startsWith(prefix + "."));
  }

  private static Object valueOf(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the settings' own component cannot be read", e);
    }
  }

  private static String join(String name, String part) {
    return name.isEmpty() ? part : name + "." + part;
  }
}
