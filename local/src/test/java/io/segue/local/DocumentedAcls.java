package io.segue.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The {@code acl} lines of docs/security.md, understood as {@code kafka-acls.sh --add} understands
 * its options: so the document cannot say what was not tested.
 */
public final class DocumentedAcls {

  private DocumentedAcls() {}

  /** What the document grants. */
  public static List<AclBinding> read() throws IOException {
    String topics = "";
    List<AclBinding> bindings = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "security.md"))) {
      if (line.startsWith("topics=")) {
        topics = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
      } else if (line.startsWith("acl --")) {
        bindings.addAll(parse(line.replace("$topics", topics).split(" +", -1)));
      }
    }
    if (bindings.isEmpty()) {
      throw new AssertionError("docs/security.md has no lines that begin with 'acl --'");
    }
    return bindings;
  }

  private static List<AclBinding> parse(String[] words) {
    List<String> principals = new ArrayList<>();
    List<AclOperation> operations = new ArrayList<>();
    List<ResourcePattern> resources = new ArrayList<>();
    PatternType pattern =
        List.of(words).contains("prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
    for (int i = 1; i < words.length; i += 2) {
      String value = words[i + 1];
      switch (words[i]) {
        case "--allow-principal" -> principals.add(value);
        case "--operation" -> operations.add(operation(value));
        case "--topic" -> resources.add(new ResourcePattern(ResourceType.TOPIC, value, pattern));
        case "--group" -> resources.add(new ResourcePattern(ResourceType.GROUP, value, pattern));
        case "--transactional-id" ->
            resources.add(new ResourcePattern(ResourceType.TRANSACTIONAL_ID, value, pattern));
        case "--resource-pattern-type" -> {}
        default -> throw new AssertionError("kafka-acls.sh has no option " + words[i]);
      }
    }
    List<AclBinding> bindings = new ArrayList<>();
    for (String principal : principals) {
      for (ResourcePattern resource : resources) {
        for (AclOperation operation : operations) {
          bindings.add(
              new AclBinding(
                  resource,
                  new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
        }
      }
    }
    return bindings;
  }

  /** {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS}. */
  public static AclOperation operation(String name) {
    return AclOperation.valueOf(
        name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }
}
