package io.segue.local.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends fuzzed requests over sockets of its own and counts the statuses that come back. */
final class HttpFuzz {

  private static final int SENDERS = 8;
  private static final int PATIENCE_MS = 2_000;
  private static final int STATUS_LINE_BYTES = "HTTP/1.1 200".length();

  private final InetSocketAddress instance;
  private final Map<String, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> serverErrors = new ConcurrentLinkedQueue<>();

  HttpFuzz(String address) {
    int colon = address.lastIndexOf(':');
    instance =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** Sends so many; each sender has a seed of its own, made of {@code seed}. */
  void send(int requests, long seed) throws InterruptedException, ExecutionException {
    List<Future<?>> senders = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int sender = 0; sender < SENDERS; sender++) {
        RequestFuzzer fuzzer = new RequestFuzzer(seed * SENDERS + sender);
        senders.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < requests / SENDERS; i++) {
                    exchange(fuzzer.next());
                  }
                }));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
  }

  /** How often which status came; {@code silence} where none did. */
  Map<String, Integer> statuses() {
    Map<String, Integer> counts = new TreeMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /** The requests that were answered with 5xx, those with 503 not counted. */
  List<String> serverErrors() {
    return List.copyOf(serverErrors);
  }

  private void exchange(byte[] request) {
    String status = "silence";
    try (Socket socket = new Socket()) {
      socket.connect(instance, PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] line = in.readNBytes(STATUS_LINE_BYTES);
      in.skipNBytes(Math.min(in.available(), 1 << 20));
      String text = new String(line, StandardCharsets.ISO_8859_1);
      if (text.matches("HTTP/1\\.[01] [0-9]{3}")) {
        status = text.substring(text.length() - 3);
      }
    } catch (IOException e) {
      // closed or silent: what a server may do with what is not HTTP
    }
    statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
    if (status.startsWith("5") && !status.equals("503")) {
      serverErrors.add(status + " to " + new String(request, StandardCharsets.ISO_8859_1));
    }
  }
}
