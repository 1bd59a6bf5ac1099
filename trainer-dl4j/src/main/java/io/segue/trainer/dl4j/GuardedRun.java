package io.segue.trainer.dl4j;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs code that starts threads of its own and does not tell when they die: they belong to a group
 * that does.
 */
final class GuardedRun {

  private GuardedRun() {}

  /**
   * Runs to the end.
   *
   * @param work what to run, in a thread of its own
   * @param cancel makes {@code work} end soon; called when one of its threads died or the calling
   *     thread was interrupted
   * @throws IllegalStateException with the cause, when one of the threads died
   * @throws InterruptedException when the calling thread was interrupted; the work has ended
   */
  static void run(String name, Runnable work, Runnable cancel) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    ThreadGroup group =
        new ThreadGroup(name) {
          @Override
          public void uncaughtException(Thread thread, Throwable e) {
            failure.compareAndSet(null, e);
            cancel.run();
          }
        };
    Thread thread = new Thread(group, work, name);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      cancel.run();
      joinUninterrupted(thread);
      throw e;
    }
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException(name + " failed: " + rootOf(cause).getMessage(), cause);
    }
  }

  private static void joinUninterrupted(Thread thread) {
    boolean ended = false;
    while (!ended) {
      try {
        thread.join();
        ended = true;
      } catch (InterruptedException again) {
        // Known already: the first one is what the caller gets to see.
        ended = false;
      }
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
