package io.segue.app.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Offsets of the changelog: records, then the marker that ends their transaction. */
class CopyPositionTest {

  private final CopyPosition copy = new CopyPosition();

  @Test
  void aCopyThatHasComeToTheMarkerHoldsWhatWasCommitted() {
    copy.claim(100, 11); // records at 0 to 9, the marker at 10
    copy.settle(11);
    copy.reached(9);
    assertThat(copy.proven()).isNull();

    copy.reached(10);

    assertThat(copy.proven()).isEqualTo(100);
  }

  @Test
  void nothingIsProvenBeforeOpenTransactionsAreDecided() {
    copy.claim(100, 15); // committed up to 11, the rest is open: what 100 committed may be in it
    copy.settle(11);
    copy.reached(11);
    assertThat(copy.proven()).isNull();

    copy.settle(16);
    copy.reached(14);
    assertThat(copy.proven()).isNull();
    copy.reached(15);

    assertThat(copy.proven()).isEqualTo(100);
  }

  @Test
  void oneProofIsFinishedBeforeTheNextBegins() {
    copy.claim(100, 11);
    copy.claim(200, 21);
    copy.settle(21);
    copy.reached(20);
    assertThat(copy.proven()).isEqualTo(100);

    copy.claim(200, 21);
    copy.settle(21);
    copy.reached(20);

    assertThat(copy.proven()).isEqualTo(200);
  }

  @Test
  void aStoreThatBeginsAnewHasNothingProven() {
    copy.claim(100, 11);
    copy.settle(11);
    copy.reached(10);

    copy.reached(4);

    assertThat(copy.proven()).isNull();
  }

  @Test
  void anEmptyChangelogIsReachedAtOnce() {
    copy.claim(0, 0);
    copy.settle(0);
    copy.reached(0);

    assertThat(copy.proven()).isEqualTo(0);
  }

  @Test
  void aCopyThatBeginsAnewProvesNothingFromThatMomentOn() {
    copy.claim(40, 100);
    copy.settle(101);
    copy.reached(100);
    copy.claim(50, 120);
    copy.settle(121);

    copy.restarted(0);
    copy.reached(120); // where the store was that has been thrown away

    assertThat(copy.proven()).isNull();
  }

  @Test
  void aCopyThatGoesOnWhereItWasKeepsItsProof() {
    copy.claim(40, 100);
    copy.settle(101);
    copy.reached(105);

    copy.restarted(106);

    assertThat(copy.proven()).isEqualTo(40);
  }
}
