package io.segue.trainer.embedding;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All families by name: prod2vec, and those that the class path offers as services. */
public final class ModelFamilies {

  /** The family that is always there. */
  public static final String PROD2VEC = "prod2vec";

  /** Families that are part of Segue, but not of this module, and the module that has them. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("dl4j-word2vec", "trainer-dl4j", "two-tower", "trainer-dl4j");

  private static final ModelFamily BUILT_IN =
      new ModelFamily() {
        @Override
        public String name() {
          return PROD2VEC;
        }

        @Override
        public Embedding train(Corpus corpus, Hyperparameters parameters, TrainingProgress progress)
            throws InterruptedException {
          return Prod2Vec.train(corpus, parameters, progress);
        }
      };

  private ModelFamilies() {}

  /**
   * The family of that name.
   *
   * @throws IllegalArgumentException when there is none, or when its module is not on the class
   *     path, saying what to do
   */
  public static ModelFamily named(String name) {
    Map<String, ModelFamily> families = new TreeMap<>();
    families.put(PROD2VEC, BUILT_IN);
    // Looked up each time: a trial takes seconds at least, and nothing is held in a static then.
    for (ModelFamily family : ServiceLoader.load(ModelFamily.class)) {
      families.put(family.name(), family);
    }
    ModelFamily found = families.get(name);
    if (found != null) {
      return found;
    }
    String module = ELSEWHERE.get(name);
    if (module != null) {
      throw new IllegalArgumentException(
          ("the family %s needs Deeplearning4j, which is not on the class path; start Segue by"
                  + " scripts/segue, which adds it when the command line or the search space names"
                  + " the family or SEGUE_DEEPLEARNING4J=1 is set, or build the module (mvn package"
                  + " -pl %s -am) and add its jars")
              .formatted(name, module));
    }
    throw new IllegalArgumentException(
        "there is no family '%s'; there are %s".formatted(name, String.join(", ", names())));
  }

  /** The names of all families that are part of Segue or on the class path. */
  public static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(ELSEWHERE.keySet());
    names.add(PROD2VEC);
    ServiceLoader.load(ModelFamily.class).forEach(family -> names.add(family.name()));
    return names;
  }
}
