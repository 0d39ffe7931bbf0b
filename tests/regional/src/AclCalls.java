import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.tools.AclCommand;

/** Runs Kafka's tool for access rules once for each call in a file: an argument a line, and an empty line after each call. */
public class AclCalls {
  public static void main(String[] args) throws Exception {
    for (String call : Files.readString(Path.of(args[0])).split("\n\n")) AclCommand.main(call.split("\n"));
  }
}
