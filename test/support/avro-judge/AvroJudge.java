import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * What Apache Avro says to a file of questions, one JSON object a line: {"reader": text, "writer": text}. The reader is parsed
 * as the registry parses a new schema, the writer as a stored one. Answers with one line each: {"refused": "reader" or
 * "writer", "because": words}, {"exception": words} or {"found": ["TYPE location", ...]}. A question with "value", in JSON as
 * the writer writes it, gets "read" too: what a reader makes of it, or the words it fails with.
 */
public class AvroJudge {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (BufferedReader questions = Files.newBufferedReader(Path.of(arguments[0]))) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
      }
    }
    out.flush();
  }

  private static ObjectNode answer(JsonNode question) {
    ObjectNode answer = JSON.createObjectNode();
    Schema reader;
    Schema writer;
    String side = "reader";
    try {
      reader = parser(NameValidator.STRICT_VALIDATOR, true).parse(question.get("reader").textValue());
      side = "writer";
      writer = parser(NameValidator.NO_VALIDATION, false).parse(question.get("writer").textValue());
    } catch (RuntimeException | StackOverflowError refusal) {
      return answer.put("refused", side).put("because", refusal.toString());
    }
    try {
      ArrayNode found = JSON.createArrayNode();
      SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult().getIncompatibilities()
          .forEach(one -> found.add(one.getType() + " " + one.getLocation()));
      answer.set("found", found);
      return question.has("value") ? answer.put("read", read(reader, writer, question.get("value").textValue())) : answer;
    } catch (RuntimeException exception) {
      return answer.put("exception", exception.toString());
    }
  }

  private static String read(Schema reader, Schema writer, String json) {
    try {
      Object written = new GenericDatumReader<>(writer).read(null, DecoderFactory.get().jsonDecoder(writer, json));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Encoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(writer).write(written, encoder);
      encoder.flush();
      Object read = new GenericDatumReader<>(writer, reader).read(null,
          DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      return String.valueOf(read);
    } catch (IOException | RuntimeException failure) {
      return failure.toString();
    }
  }

  private static Schema.Parser parser(NameValidator names, boolean defaults) {
    return new Schema.Parser(names).setValidateDefaults(defaults);
  }
}
