package io.segue.trainer.embedding;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Processor time in seconds: what work cost, whoever else was using the machine meanwhile. Only
 * differences between two readings mean anything.
 */
public final class ProcessorTime {

  private ProcessorTime() {}

  /** Of the calling thread; 0 where the JVM cannot tell. */
  public static double ofThread() {
    long nanos =
        ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported()
            ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
            : 0;
    return Math.max(0, nanos) / 1e9;
  }

  /** Of the whole process, with its compiler and garbage collector; 0 where it cannot be told. */
  public static double ofProcess() {
    long nanos =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getProcessCpuTime()
            : 0;
    return Math.max(0, nanos) / 1e9;
  }
}
