import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers of the Java client, many in one process. A line of JSON on standard input starts one, {"close": id} closes one, and
 * with the input the process ends. A line "id event" on standard output tells what became of one. The fields of a line are
 * those of java-clients.ts.
 */
public final class LagClients {
  /** Half a second between two attempts, as retry libraries do. */
  private static final long RETRY_MS = 500;

  private static final Map<String, Client> clients = new ConcurrentHashMap<>();

  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode spec = json.readTree(line);
      if (spec.has("close")) {
        Client client = clients.remove(spec.get("close").asText());
        if (client != null) new Thread(client::close).start();
        continue;
      }
      Client client = new Client(args[0], spec);
      clients.put(client.id, client);
      client.thread.start();
    }
    Runtime.getRuntime().halt(0);
  }

  private static final class Stopped extends RuntimeException {}

  private static final class Crashed extends RuntimeException {}

  private static final class Client {
    final String id;
    final Thread thread;
    final CountDownLatch stopped = new CountDownLatch(1);
    private final JsonNode spec;
    private final Map<String, Object> config = new HashMap<>();

    Client(String bootstrapServers, JsonNode spec) {
      this.spec = spec;
      id = spec.get("id").asText();
      config.put("bootstrap.servers", bootstrapServers);
      config.put("client.id", id);
      config.put("key.deserializer", ByteArrayDeserializer.class);
      config.put("value.deserializer", ByteArrayDeserializer.class);
      spec.get("config").properties().forEach((entry) -> config.put(entry.getKey(), entry.getValue().asText()));
      thread = new Thread(this::lives, id);
      thread.setDaemon(true);
    }

    void close() {
      stopped.countDown();
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      tell("closed");
    }

    /** One life after the other, where a crash or the end of `lifeMs` ends one. */
    private void lives() {
      while (stopped.getCount() > 0) {
        try {
          if (spec.get("kind").asText().equals("share")) share();
          else consume();
        } catch (Stopped over) {
          return;
        } catch (Crashed crash) {
          tell("crashed");
        } catch (RuntimeException failure) {
          tell("failed: " + failure);
          return;
        }
        try {
          pause(number("backMs", 3_000));
        } catch (Stopped over) {
          return;
        }
      }
    }

    private void consume() {
      long bornMs = System.currentTimeMillis();
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
        attach(consumer);
        long committedMs = System.currentTimeMillis();
        boolean paused = false;
        boolean assigned = false;
        for (;;) {
          if (stopped.getCount() == 0) throw new Stopped();
          long ageMs = System.currentTimeMillis() - bornMs;
          if (ageMs > number("lifeMs", Long.MAX_VALUE)) return;
          if (!paused && ageMs > number("pauseAfterMs", Long.MAX_VALUE) && !consumer.assignment().isEmpty()) {
            consumer.pause(consumer.assignment());
            paused = true;
            tell("paused");
          }
          ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
          if (!assigned && !consumer.assignment().isEmpty()) {
            assigned = true;
            tell("assigned");
          }
          try {
            handle(consumer, records);
            boolean due = System.currentTimeMillis() - committedMs >= number("commitEveryMs", Long.MAX_VALUE);
            if (due || (commits("batch") && !records.isEmpty())) {
              consumer.commitSync();
              committedMs = System.currentTimeMillis();
            }
          } catch (CommitFailedException lost) {
            tell("lost");
          }
        }
      }
    }

    private void attach(KafkaConsumer<byte[], byte[]> consumer) {
      if (spec.has("regex")) {
        consumer.subscribe(new SubscriptionPattern(spec.get("regex").asText()));
      } else if (spec.has("assign")) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (JsonNode each : spec.get("assign")) partitions.add(partition(each.asText()));
        consumer.assign(partitions);
      } else {
        consumer.subscribe(texts("topics"));
      }
    }

    private void handle(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
      for (TopicPartition partition : records.partitions()) {
        for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
          if (isAt("blockAt", record)) {
            tell("blocked");
            pause(Long.MAX_VALUE);
          }
          if (isAt("poisonAt", record)) {
            String reaction = spec.get("onPoison").asText();
            if (reaction.equals("die")) die(consumer);
            if (reaction.equals("crash")) throw new Crashed();
            pause(RETRY_MS);
            consumer.seek(partition, record.offset());
            if (reaction.equals("retry and commit")) commit(consumer, partition, record.offset());
            break;
          }
          pause(number("recordMs", 0));
          if (commits("record")) commit(consumer, partition, record.offset() + 1);
        }
      }
    }

    /** Ends as a killed process does: the coordinator hears nothing of it. */
    private void die(KafkaConsumer<byte[], byte[]> consumer) {
      consumer.close(
          CloseOptions.timeout(Duration.ZERO)
              .withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
      throw new Crashed();
    }

    private void commit(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
    }

    private void share() {
      try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(config)) {
        consumer.subscribe(texts("topics"));
        String acknowledges = spec.get("acknowledges").asText();
        for (;;) {
          if (stopped.getCount() == 0) throw new Stopped();
          ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
          if (acknowledges.equals("nothing") && !records.isEmpty()) {
            tell("holds " + records.count());
            pause(Long.MAX_VALUE);
          }
          for (ConsumerRecord<byte[], byte[]> record : records) {
            pause(number("recordMs", 0));
            consumer.acknowledge(record, AcknowledgeType.valueOf(acknowledges));
          }
          consumer.commitSync();
        }
      }
    }

    private boolean isAt(String name, ConsumerRecord<byte[], byte[]> record) {
      return spec.has(name)
          && spec.get(name).asText().equals(record.topic() + ":" + record.partition() + ":" + record.offset());
    }

    private boolean commits(String when) {
      return spec.path("commits").asText().equals(when);
    }

    private long number(String name, long otherwise) {
      return spec.path(name).asLong(otherwise);
    }

    private List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      for (JsonNode each : spec.get(name)) texts.add(each.asText());
      return texts;
    }

    private static TopicPartition partition(String text) {
      int colon = text.lastIndexOf(':');
      return new TopicPartition(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private void pause(long ms) {
      try {
        if (stopped.await(ms, TimeUnit.MILLISECONDS)) throw new Stopped();
      } catch (InterruptedException interrupted) {
        throw new Stopped();
      }
    }

    private void tell(String event) {
      synchronized (System.out) {
        System.out.println(id + " " + event);
      }
    }
  }
}
