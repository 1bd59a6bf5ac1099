/**
 * What Segue is shipped and deployed as, tried from outside: the release package, images and
 * manifests. Begin with {@code ReleaseIT}; uses other modules' commands, never their internals.
 */
@NullMarked
package io.segue.dist;

import org.jspecify.annotations.NullMarked;
