package io.segue.trainer.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads ND4J's native code uses: a setting of the whole process. */
final class NativeThreads {

  private NativeThreads() {}

  /** Left alone, ND4J takes all processors for each trial, and its threads wait by spinning. */
  static void limit(int threads) {
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }
}
