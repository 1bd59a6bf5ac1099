package io.segue.benchmarks;

import picocli.CommandLine.Command;

/** {@code bench}: has measurements as its subcommands. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measure what parts of Segue reach on this machine.")
public final class BenchCommand {}
