import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The partitions that the Java producer chooses. Arguments: bootstrap servers, then topics. Each line of standard input is a key
 * in hexadecimal, `-` for none; each line of standard output is a topic and the partition of each key, as the brokers took it.
 */
public final class PartitionVectors {
  public static void main(String[] args) throws Exception {
    List<byte[]> keys = new ArrayList<>();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine())
      keys.add(line.equals("-") ? null : HexFormat.of().parseHex(line));
    System.out.println("version " + AppInfoParser.getVersion());
    // With batches of one byte a record without a key does not stay where the one before it went.
    Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0], ProducerConfig.BATCH_SIZE_CONFIG, 1);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      for (String topic : List.of(args).subList(1, args.length)) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (byte[] key : keys) sent.add(producer.send(new ProducerRecord<>(topic, key, new byte[1])));
        List<String> partitions = new ArrayList<>();
        for (Future<RecordMetadata> each : sent) partitions.add(String.valueOf(each.get().partition()));
        System.out.println(topic + " " + partitions.stream().collect(Collectors.joining(",")));
      }
    }
  }
}
