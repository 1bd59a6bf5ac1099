package io.segue.trainer.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of a file as they are read: before decompression, so they tell the progress. */
final class ByteProgress extends FilterInputStream {

  private final long sizeBytes;
  private long readBytes;

  ByteProgress(InputStream in, long sizeBytes) {
    super(in);
    this.sizeBytes = sizeBytes;
  }

  double share() {
    return sizeBytes == 0 ? 1 : Math.min(1, (double) readBytes / sizeBytes);
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      readBytes++;
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      readBytes += count;
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(count);
    readBytes += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
