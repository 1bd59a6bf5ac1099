package io.segue.schemas;

/** Which version of Segue this is: what is written down with everything that it makes. */
public final class CodeVersion {

  private CodeVersion() {}

  /**
   * Such as "0.1.0" or "0.1.0+g1a2b3c4": the release, and the commit where the build was told.
   * Empty where the classes do not come from a jar.
   */
  public static String current() {
    String version = CodeVersion.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
