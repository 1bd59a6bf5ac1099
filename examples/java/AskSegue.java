import io.segue.client.Event;
import io.segue.client.EventPlace;
import io.segue.client.Options;
import io.segue.client.Recommendation;
import io.segue.client.Recommendations;
import io.segue.client.SegueClient;
import io.segue.client.SegueException;
import java.net.URI;

/**
 * Adds a track to a playlist and asks what should play next, with Segue's Java client:
 *
 * <pre>java -cp 'client/target/segue-client.jar:JACKSON' examples/java/AskSegue.java http://localhost:8080 TRACK</pre>
 */
public final class AskSegue {

  private AskSegue() {}

  public static void main(String[] arguments) {
    String track = arguments[1];
    SegueClient segue = SegueClient.builder(URI.create(arguments[0])).attempts(5).build();

    EventPlace written = segue.append("party", Event.of(Event.Action.ADD, track));
    Options wishes = Options.defaults().k(5).perArtistMax(2);
    Recommendations next = segue.recommend("party", wishes, written.token());
    for (Recommendation one : next.recommendations()) {
      System.out.println(one.rank() + ". " + one.artist() + " - " + one.title());
    }

    try {
      segue.similarTracks("nobody-plays-this", 5);
    } catch (SegueException e) {
      System.out.println(e.status() + " " + e.getMessage());
    }
  }
}
