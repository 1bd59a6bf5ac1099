package io.segue.app.deadletters;

import picocli.CommandLine.Command;

/** {@code segue dlq}: the commands for dead letters. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqReplayCommand.class},
    synopsisSubcommandLabel = "(list | show | replay)",
    description = {
      "What could not be processed, why, and another try after a fix.",
      "Kafka Streams puts records that fail among the dead letters and goes on."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue dlq list --cause=SerializationException --limit=50",
      "  scripts/segue dlq show 0:17",
      "  scripts/segue dlq replay --cause=SerializationException --dry-run"
    })
public final class DlqCommand {}
