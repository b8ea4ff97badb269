import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Prints the configuration definitions of the release on the class path as JSON, one family a line. Arguments:
 * `topic=CLASS#MEMBER|CLASS#MEMBER` is a family, of which the first that the release has counts, since classes moved between
 * releases; a family of which no class is there is left out, and so are settings that Kafka calls internal. `?VALUE` is held
 * against every setting: `accepts` has whether the release takes it. `!CLASS#FIELD` is a static map, printed as it is.
 */
public final class ConfigDefinitions {
  public static void main(String[] args) throws Exception {
    List<String> asked = Stream.of(args).filter(arg -> arg.startsWith("?")).map(arg -> arg.substring(1)).toList();
    for (String family : args) {
      if (family.startsWith("?")) continue;
      if (family.startsWith("!")) {
        System.out.println(map(family));
        continue;
      }
      String name = family.substring(0, family.indexOf('='));
      String[] candidates = family.substring(name.length() + 1).split("\\|");
      boolean classSeen = false;
      boolean found = false;
      for (int at = 0; at < candidates.length && !found; at++) {
        String[] parts = candidates[at].split("#");
        Class<?> owner = classNamed(parts[0]);
        if (owner == null) continue;
        classSeen = true;
        ConfigDef definitions = definitions(owner, parts[1]);
        if (definitions == null) continue;
        found = true;
        System.out.println(family(name, candidates[at], definitions, asked));
      }
      if (classSeen && !found) throw new NoSuchMethodException("none of " + family);
    }
    System.exit(0);
  }

  private static String map(String name) throws Exception {
    String[] parts = name.substring(1).split("#");
    Map<?, ?> values = (Map<?, ?>) open(Class.forName(parts[0]).getDeclaredField(parts[1])).get(null);
    return values.entrySet().stream()
        .map(entry -> text(entry.getKey().toString()) + ":" + text(entry.getValue().toString()))
        .sorted()
        .collect(Collectors.joining(",", "{\"map\":" + text(name) + ",\"values\":{", "}}"));
  }

  private static Class<?> classNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static ConfigDef definitions(Class<?> owner, String member) throws Exception {
    // A Scala object keeps its members in one instance.
    Object instance = owner.getName().endsWith("$") ? owner.getField("MODULE$").get(null) : null;
    for (Field field : owner.getDeclaredFields()) {
      if (field.getName().equals(member) && ConfigDef.class.isAssignableFrom(field.getType()))
        return (ConfigDef) open(field).get(instance);
    }
    for (Method method : owner.getDeclaredMethods()) {
      if (!method.getName().equals(member) || !ConfigDef.class.isAssignableFrom(method.getReturnType())) continue;
      Class<?>[] wanted = method.getParameterTypes();
      if (wanted.length == 0) return (ConfigDef) open(method).invoke(instance);
      // The worker's definition asks the machine for its algorithms.
      if (wanted.length == 1 && wanted[0].getSimpleName().equals("Crypto"))
        return (ConfigDef) open(method).invoke(instance, open(wanted[0].getDeclaredField("SYSTEM")).get(null));
    }
    return null;
  }

  private static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }

  private static String family(String name, String candidate, ConfigDef definitions, List<String> asked) {
    String keys = definitions.configKeys().values().stream()
        .filter(key -> !key.internalConfig)
        .sorted(Comparator.comparing(key -> key.name))
        .map(key -> "{\"name\":" + text(key.name) + ",\"type\":" + text(key.type.name()) + ",\"default\":" + text(byDefault(key))
            + ",\"valid\":" + text(accepted(key)) + ",\"importance\":" + text(key.importance.name()) + ",\"accepts\":"
            + asked.stream().map(value -> takes(key, value)).toList() + "}")
        .collect(Collectors.joining(","));
    return "{\"family\":" + text(name) + ",\"from\":" + text(candidate) + ",\"keys\":[" + keys + "]}";
  }

  private static String byDefault(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) return "(required)";
    Object value = key.defaultValue;
    if (value == null) return null;
    if (value instanceof Class) return ((Class<?>) value).getName();
    return value.toString();
  }

  /**
   * The validator's own words. Where it has none, or they are not all that it does (4.2 and later refuse duplicates without a word),
   * it is told by what it does: to an empty list, to a duplicate, to other case, to several values in one string.
   */
  private static String accepted(ConfigDef.ConfigKey key) {
    if (key.validator == null) return null;
    String words = key.validator.toString().trim();
    if (words.contains("$$Lambda") || words.matches("[\\w.$]+@[0-9a-f]+")) return "checked by code";
    boolean listed = words.matches("\\[\\w+(, [^\\[\\]]+)*\\]");
    String[] values = listed ? words.substring(1, words.length() - 1).split(", ") : new String[0];
    switch (key.type) {
      case LIST:
        if (listed) return words + (refuses(key, List.of(values[0], values[0])) ? " without duplicates" : "") + (refuses(key, List.of()) ? ", not empty" : "");
        return words.isEmpty() || words.equals("non-empty list") ? acceptedList(key) : words;
      case STRING:
        if (!listed) return words.isEmpty() ? null : words;
        if (values.length > 1 && !refuses(key, values[values.length - 2] + "," + values[values.length - 1])) return "comma-separated " + words;
        boolean caseCounts = refuses(key, values[0].toLowerCase(Locale.ROOT)) || refuses(key, values[0].toUpperCase(Locale.ROOT));
        return caseCounts || !words.matches(".*[A-Za-z].*") ? words : "(case insensitive) " + words;
      default:
        return words.isEmpty() ? null : words;
    }
  }

  private static String acceptedList(ConfigDef.ConfigKey key) {
    if (refuses(key, List.of("a"))) return "checked by code";
    String told = (refuses(key, List.of()) ? "non-empty list" : "list") + (refuses(key, List.of("a", "a")) ? " without duplicates" : "");
    return told.equals("list") ? null : told;
  }

  private static boolean takes(ConfigDef.ConfigKey key, String value) {
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      return key.validator == null || !refuses(key, parsed);
    } catch (ConfigException e) {
      return false;
    }
  }

  private static boolean refuses(ConfigDef.ConfigKey key, Object value) {
    try {
      key.validator.ensureValid(key.name, value);
      return false;
    } catch (ConfigException | IllegalArgumentException e) {
      return true;
    }
  }

  private static String text(String value) {
    if (value == null) return "null";
    StringBuilder json = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    }
    return json.append('"').toString();
  }
}
