package io.segue.app.canary;

import picocli.CommandLine.Command;

/** {@code segue canary}: the commands for trials. */
@Command(
    name = "canary",
    mixinStandardHelpOptions = true,
    subcommands = {CanaryStartCommand.class, CanaryStatusCommand.class, CanaryStopCommand.class},
    synopsisSubcommandLabel = "(start | status | stop)",
    description = {
      "Try a published index version on a share of the playlists, beside the active one.",
      "Instances end a trial by themselves: the candidate is promoted when it is shown to be better,",
      "and rolled back when it is shown to be worse or the trial's time is over."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue canary start v7 --share=0.1 --hours=48",
      "  scripts/segue canary status --instance=127.0.0.1:8080 --json",
      "  scripts/segue canary stop"
    })
public final class CanaryCommand {}
