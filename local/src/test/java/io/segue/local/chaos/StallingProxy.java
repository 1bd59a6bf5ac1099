package io.segue.local.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes bytes on between its port and another one on loopback, and keeps them back while it is
 * stalled: connections stay open, and nothing comes. That is what a network partition looks like
 * from within.
 */
final class StallingProxy implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile int target;
  private boolean stalled;
  private boolean closed;

  private StallingProxy(ServerSocket server) {
    this.server = server;
  }

  /** Listens at a free port. */
  static StallingProxy open() throws IOException {
    StallingProxy proxy =
        new StallingProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Where new connections lead from now on. */
  void leadTo(int port) {
    target = port;
  }

  void stall(boolean stall) {
    lock.lock();
    try {
      stalled = stall;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (true) {
      Socket from;
      try {
        from = server.accept();
      } catch (IOException e) {
        return; // closed
      }
      sockets.add(from);
      Thread.ofVirtual().start(() -> connect(from));
    }
  }

  private void connect(Socket from) {
    try {
      awaitFlow();
      Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(to);
      Thread.ofVirtual().start(() -> copy(to, from));
      copy(from, to);
    } catch (IOException e) {
      end(from);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        awaitFlow();
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // one side has gone, so the other one is told
    } finally {
      end(from);
      end(to);
    }
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, as wanted
    }
  }

  private void awaitFlow() throws IOException {
    lock.lock();
    try {
      while (stalled && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new IOException("the proxy is closed");
      }
    } finally {
      lock.unlock();
    }
  }
}
