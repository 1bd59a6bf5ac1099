package io.segue.trainer.ranking;

import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.SplittableRandom;

public final class NextTrackTrainer {
  public record P(int dim, int ages, int negatives, double power, int epochs, double rate, double drop, double l2, long seed) {}

  public static NextTrackModel train(Sessions s, int tracks, P p, java.util.function.Consumer<NextTrackModel> each) {
    SplittableRandom r = new SplittableRandom(p.seed);
    VectorTable in = new VectorTable(tracks, p.dim), out = new VectorTable(tracks, p.dim), ages = new VectorTable(p.ages, p.dim);
    int st = in.stride();
    float[] I = in.values(), O = out.values(), A = ages.values(), bias = new float[tracks];
    for (int t = 0; t < tracks; t++) for (int i = 0; i < p.dim; i++) { I[t * st + i] = (float) (r.nextGaussian() * 0.1); O[t*st+i] = (float) (r.nextGaussian() * 0.1); }
    for (int a = 0; a < p.ages; a++) for (int i = 0; i < p.dim; i++) A[a * st + i] = (float) Math.exp(-a / 3.0);
    float[] gi = new float[tracks], go = new float[tracks], gb = new float[tracks], ga = new float[p.ages];
    int[] counts = new int[tracks]; for (int t : s.tracks()) counts[t]++;
    double[] cum = new double[tracks + 1]; for (int t = 0; t < tracks; t++) cum[t + 1] = cum[t] + Math.pow(counts[t], p.power);
    int TS = 1 << 22; int[] table = new int[TS]; { int t = 0; for (int i = 0; i < TS; i++) { double x = (i + 0.5) / TS * cum[tracks]; while (cum[t + 1] < x) t++; table[i] = t; } }
    float[] logq = new float[tracks]; for (int t = 0; t < tracks; t++) { logq[t] = (float) Math.log(Math.max(1e-12, Math.pow(counts[t], p.power) / cum[tracks] * p.negatives)); bias[t] = (float) Math.log((counts[t] + 0.1) / s.events()) ; }
    int K = p.negatives; int[] neg = new int[K]; float[] negv = new float[K * st], negg = new float[K * st], nb = new float[K], nbg = new float[K];
    float[] h = new float[st], gh = new float[st], gt = new float[st], tmp = new float[st]; float[] lo = new float[K + 1];
    int[] order = new int[s.size()]; for (int i = 0; i < order.length; i++) order[i] = i;
    int[] kept = new int[p.ages], keptAge = new int[p.ages];
    float[] agAcc = new float[p.ages * st];
    for (int ep = 0; ep < p.epochs; ep++) {
      for (int i = order.length - 1; i > 0; i--) { int j = r.nextInt(i + 1); int x = order[i]; order[i] = order[j]; order[j] = x; }
      float lr = (float) (p.rate * (1 - 0.9 * ep / p.epochs)); double loss = 0; long n = 0;
      for (int si : order) {
        int a0 = s.start(si), e0 = s.end(si); if (e0 - a0 < 2) continue;
        for (int k = 0; k < K; k++) { neg[k] = table[r.nextInt(TS)]; System.arraycopy(O, neg[k] * st, negv, k * st, st); nb[k] = bias[neg[k]] - logq[neg[k]]; }
        java.util.Arrays.fill(negg, 0); java.util.Arrays.fill(nbg, 0);
        for (int e = a0 + 1; e < e0; e++) {
          int m = 0; java.util.Arrays.fill(h, 0);
          for (int age = 0; age < p.ages && e - 1 - age >= a0; age++) { if (p.drop > 0 && r.nextDouble() < p.drop && (m > 0 || age + 1 < p.ages && e - 2 - age >= a0)) continue; kept[m] = s.tracks()[e - 1 - age]; keptAge[m++] = age; }
          for (int i = 0; i < m; i++) VectorMath.addProduct(h, 0, I, kept[i] * st, A, keptAge[i] * st, st);
          int target = s.tracks()[e];
          float lt = VectorMath.dot(h, 0, O, target * st, st) + bias[target]; // target in full softmax: no correction
          float mx = lt; for (int k = 0; k < K; k++) { lo[k] = neg[k] == target ? -1e9f : VectorMath.dot(h, 0, negv, k * st, st) + nb[k]; mx = Math.max(mx, lo[k]); }
          double sum = Math.exp(lt - mx); for (int k = 0; k < K; k++) { lo[k] = (float) Math.exp(lo[k] - mx); sum += lo[k]; }
          float inv = (float) (1 / sum); float pt = (float) Math.exp(lt - mx) * inv; loss -= Math.log(Math.max(pt, 1e-9)); n++;
          java.util.Arrays.fill(gh, 0); float gtv = pt - 1;
          VectorMath.addScaled(gh, 0, O, target * st, gtv, st);
          for (int k = 0; k < K; k++) { float g = lo[k] * inv; if (g < 1e-5f) continue; VectorMath.addScaled(gh, 0, negv, k * st, g, st); VectorMath.addScaled(negg, k * st, h, 0, g, st); nbg[k] += g; }
          // target update
          float hn = VectorMath.dot(h, 0, h, 0, st) / p.dim * gtv * gtv; go[target] += hn;
          float step = lr / (float) Math.sqrt(go[target] + 1e-8f);
          if (p.l2 > 0) VectorMath.addScaled(O, target * st, O, target * st, (float) (-step * p.l2), st);
          VectorMath.addScaled(O, target * st, h, 0, -step * gtv, st);
          gb[target] += gtv * gtv; bias[target] -= lr * 0.2f * gtv / (float) Math.sqrt(gb[target] + 1e-8f);
          for (int i = 0; i < m; i++) { int t = kept[i], a = keptAge[i];
            java.util.Arrays.fill(gt, 0); VectorMath.addProduct(gt, 0, gh, 0, A, a * st, st);
            java.util.Arrays.fill(tmp, 0); VectorMath.addProduct(tmp, 0, gh, 0, I, t * st, st);
            gi[t] += VectorMath.dot(gt, 0, gt, 0, st) / p.dim; float stp = lr / (float) Math.sqrt(gi[t] + 1e-8f);
            if (p.l2 > 0) VectorMath.addScaled(I, t * st, I, t * st, (float) (-stp * p.l2), st);
            VectorMath.addScaled(I, t * st, gt, 0, -stp, st);
            ga[a] += VectorMath.dot(tmp, 0, tmp, 0, st) / p.dim; VectorMath.addScaled(A, a * st, tmp, 0, -lr * 0.2f / (float) Math.sqrt(ga[a] + 1e-8f), st);
          }
        }
        for (int k = 0; k < K; k++) { if (nbg[k] == 0) continue; int t = neg[k]; go[t] += VectorMath.dot(negg, k * st, negg, k * st, st) / p.dim; VectorMath.addScaled(O, t * st, negg, k * st, -lr / (float) Math.sqrt(go[t] + 1e-8f), st); gb[t] += nbg[k] * nbg[k]; bias[t] -= lr * 0.2f * nbg[k] / (float) Math.sqrt(gb[t] + 1e-8f); }
      }
      System.out.printf("  epoch %d loss %.4f%n", ep, loss / n);
      if (each != null && (ep % 2 == 1 || ep == p.epochs - 1)) each.accept(new NextTrackModel(in, out, bias, ages));
    }
    return new NextTrackModel(in, out, bias, ages);
  }
}
