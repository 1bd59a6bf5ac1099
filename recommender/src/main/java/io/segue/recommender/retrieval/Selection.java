package io.segue.recommender.retrieval;

/** Finds the k-th largest of many numbers in linear time, on average. */
public final class Selection {

  private Selection() {}

  /** The k-th largest of the first {@code size} values, k from 1; reorders them. */
  public static float largest(float[] values, int size, int k) {
    int low = 0;
    int high = size - 1;
    int wanted = k - 1;
    while (low < high) {
      float pivot = median(values[low], values[(low + high) >>> 1], values[high]);
      int left = low;
      int right = high;
      while (left <= right) {
        while (values[left] > pivot) {
          left++;
        }
        while (values[right] < pivot) {
          right--;
        }
        if (left <= right) {
          float swapped = values[left];
          values[left++] = values[right];
          values[right--] = swapped;
        }
      }
      if (wanted <= right) {
        high = right;
      } else if (wanted >= left) {
        low = left;
      } else {
        return values[wanted];
      }
    }
    return values[wanted];
  }

  private static float median(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
