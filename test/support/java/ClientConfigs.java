import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Constructs the configuration objects of one release, as a client does when it starts. Each line of standard input is
 * {"family": …, "settings": {name: value}}; each line of standard output is a list of what is wrong with it. Names that the
 * release does not have are wrong too: a client would only log them.
 */
public final class ClientConfigs {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode spec = json.readTree(line);
      Map<String, Object> settings = new HashMap<>();
      spec.get("settings").fields().forEachRemaining(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
      System.out.println(json.writeValueAsString(problems(spec.get("family").asText(), settings)));
    }
  }

  private static List<String> problems(String family, Map<String, Object> settings) throws Exception {
    switch (family) {
      case "producer":
        return constructed(ProducerConfig.configNames(), settings, () -> new ProducerConfig(withSerializers(settings)));
      case "consumer":
        return constructed(ConsumerConfig.configNames(), settings, () -> consumer(settings));
      case "streams":
        return streams(settings);
      case "connect-worker":
        return worker(settings);
      case "connect-source":
        return connector("org.apache.kafka.connect.runtime.SourceConnectorConfig", settings);
      case "connect-sink":
        return connector("org.apache.kafka.connect.runtime.SinkConnectorConfig", settings);
      case "group":
        return validated(groupDefinition(), settings);
      default:
        throw new IllegalArgumentException(family);
    }
  }

  private interface Construction {
    Object run() throws Exception;
  }

  private static List<String> constructed(Set<String> names, Map<String, Object> settings, Construction construction) {
    List<String> problems = unknown(names, settings);
    try {
      construction.run();
    } catch (InvocationTargetException wrapped) {
      problems.add(String.valueOf(wrapped.getCause()));
    } catch (Exception refused) {
      problems.add(String.valueOf(refused));
    }
    return problems;
  }

  private static List<String> unknown(Set<String> names, Map<String, Object> settings) {
    List<String> problems = new ArrayList<>();
    for (String name : settings.keySet()) if (!names.contains(name)) problems.add("unknown name " + name);
    return problems;
  }

  private static Map<String, Object> withSerializers(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("bootstrap.servers", "localhost:9092");
    all.putIfAbsent("key.serializer", ByteArraySerializer.class);
    all.putIfAbsent("value.serializer", ByteArraySerializer.class);
    return all;
  }

  private static Map<String, Object> withDeserializers(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("bootstrap.servers", "localhost:9092");
    all.putIfAbsent("key.deserializer", ByteArrayDeserializer.class);
    all.putIfAbsent("value.deserializer", ByteArrayDeserializer.class);
    return all;
  }

  /** A consumer of share groups has a class of its own, which takes other names. */
  private static Object consumer(Map<String, Object> settings) throws Exception {
    Map<String, Object> all = withDeserializers(settings);
    if (settings.keySet().stream().noneMatch(name -> name.startsWith("share."))) return new ConsumerConfig(all);
    all.putIfAbsent("group.id", "group");
    Class<?> type = Class.forName("org.apache.kafka.clients.consumer.KafkaShareConsumer");
    AutoCloseable consumer = (AutoCloseable) type.getConstructor(Map.class).newInstance(all);
    consumer.close();
    return consumer;
  }

  /** Settings with a prefix go to the clients inside; they are constructed by themselves. */
  private static List<String> streams(Map<String, Object> settings) throws Exception {
    Class<?> type = Class.forName("org.apache.kafka.streams.StreamsConfig");
    ConfigDef definition = (ConfigDef) type.getMethod("configDef").invoke(null);
    List<String> problems = inner(settings, List.of("main.consumer.", "restore.consumer.", "consumer."), List.of("producer."));
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("bootstrap.servers", "localhost:9092");
    all.putIfAbsent("application.id", "application");
    Map<String, Object> own = without(settings, List.of("main.consumer.", "restore.consumer.", "consumer.", "producer."));
    problems.addAll(constructed(definition.names(), own, () -> type.getConstructor(Map.class).newInstance(all)));
    return problems;
  }

  private static List<String> worker(Map<String, Object> settings) throws Exception {
    Class<?> type = Class.forName("org.apache.kafka.connect.runtime.distributed.DistributedConfig");
    Map<String, String> all = new HashMap<>();
    settings.forEach((name, value) -> all.put(name, String.valueOf(value)));
    all.putIfAbsent("bootstrap.servers", "localhost:9092");
    all.putIfAbsent("group.id", "connect");
    all.putIfAbsent("config.storage.topic", "connect-configs");
    all.putIfAbsent("offset.storage.topic", "connect-offsets");
    all.putIfAbsent("status.storage.topic", "connect-status");
    all.putIfAbsent("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    all.putIfAbsent("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    Object worker = null;
    List<String> problems = inner(settings, List.of("consumer."), List.of("producer."));
    try {
      worker = type.getConstructor(Map.class).newInstance(all);
    } catch (InvocationTargetException wrapped) {
      problems.add(String.valueOf(wrapped.getCause()));
    }
    if (worker != null) {
      Map<?, ?> values = (Map<?, ?>) type.getMethod("values").invoke(worker);
      for (String name : without(settings, List.of("consumer.", "producer.")).keySet())
        if (!values.containsKey(name)) problems.add("unknown name " + name);
    }
    return problems;
  }

  private static List<String> connector(String className, Map<String, Object> settings) throws Exception {
    ConfigDef definition = (ConfigDef) Class.forName(className).getMethod("configDef").invoke(null);
    List<String> overrides = List.of("consumer.override.", "producer.override.", "admin.override.");
    List<String> problems = inner(settings, List.of("consumer.override."), List.of("producer.override."));
    problems.addAll(validated(definition, without(settings, overrides)));
    return problems;
  }

  private static ConfigDef groupDefinition() throws Exception {
    Class<?> type = Class.forName("org.apache.kafka.coordinator.group.GroupConfig");
    try {
      return (ConfigDef) type.getMethod("configDef").invoke(null);
    } catch (NoSuchMethodException newer) {
      Field definition = type.getDeclaredField("CONFIG_DEF");
      definition.setAccessible(true);
      return (ConfigDef) definition.get(null);
    }
  }

  private static List<String> validated(ConfigDef definition, Map<String, Object> settings) {
    List<String> problems = unknown(definition.names(), settings);
    Map<String, String> texts = new HashMap<>();
    settings.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    for (ConfigValue value : definition.validate(texts))
      if (settings.containsKey(value.name())) for (String error : value.errorMessages()) problems.add(error);
    return problems;
  }

  private static List<String> inner(Map<String, Object> settings, List<String> consumers, List<String> producers) {
    List<String> problems = new ArrayList<>();
    Map<String, Object> consumer = below(settings, consumers);
    Map<String, Object> producer = below(settings, producers);
    problems.addAll(constructed(ConsumerConfig.configNames(), consumer, () -> new ConsumerConfig(withDeserializers(consumer))));
    problems.addAll(constructed(ProducerConfig.configNames(), producer, () -> new ProducerConfig(withSerializers(producer))));
    return problems;
  }

  private static Map<String, Object> below(Map<String, Object> settings, List<String> prefixes) {
    Map<String, Object> found = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          for (String prefix : prefixes) {
            if (!name.startsWith(prefix)) continue;
            found.put(name.substring(prefix.length()), value);
            return;
          }
        });
    return found;
  }

  private static Map<String, Object> without(Map<String, Object> settings, List<String> prefixes) {
    Map<String, Object> left = new HashMap<>(settings);
    left.keySet().removeIf(name -> prefixes.stream().anyMatch(name::startsWith));
    return left;
  }
}
